"""``loc-align memory``: the index of a translation memory, built, counted, asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Literal

import click
from msgspec import to_builtins

from loc_align.cli.session import Session, user_errors
from loc_align.cli.terminal import print_table
from loc_align.documents import canonical_lang
from loc_align.files.io import read_units
from loc_align.files.overwriting import refuse_overwriting
from loc_align.memory.index import Memory, MemoryStats, build_memory, cached_memory
from loc_align.model import Match, TranslationUnit
from loc_align.text import counted

_FORM = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form to print."
)


@click.group("memory")
def memory_command() -> None:
    """Build the index of a memory, count what it holds, ask it.

    \b
    Examples:
      loc-align memory build old.tmx site.jsonl -o memory.sqlite
      loc-align memory lookup memory.sqlite "Open the file." --target-lang fr
    """  # noqa: D301 - click wants the character


@memory_command.command("build")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", required=True, metavar="FILE", help="Index to write.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def build(files: tuple[str, ...], output: str, *, quiet: bool) -> None:
    """Build one index of memories: TMX, XLIFF, JSON, JSON Lines, tables.

    A file that breaks the rules of its format ends the build, and the old index stays.
    """
    session = Session(quiet)
    with user_errors():
        refuse_overwriting([output], files)
        units = build_memory(_units(files), output)
    session.say(f"{output}: {counted(units, 'unit')} from {counted(len(files), 'file')}")


def _units(files: Sequence[str]) -> Iterator[TranslationUnit]:
    for name in files:
        yield from read_units(name)


@memory_command.command("stats")
@click.argument("file", metavar="FILE")
@_FORM
def stats(file: str, form: Literal["table", "json"]) -> None:
    """Count what a memory holds, for each pair of languages."""
    with user_errors(), Memory(cached_memory(file)) as memory:
        found = memory.stats()
    if form == "json":
        click.echo(json.dumps(to_builtins(found), indent=2))
    else:
        _print_stats(found)


def _print_stats(found: MemoryStats) -> None:
    rows = (
        (f"{pair.source_lang} → {pair.target_lang}", f"{pair.texts:,}", f"{pair.units:,}", f"{pair.total:,}")
        for pair in found.pairs
    )
    print_table(("Languages", "Texts", "Pairs", "Units"), rows)


@memory_command.command("lookup")
@click.argument("file", metavar="FILE")
@click.argument("text")
@click.option("--target-lang", required=True, metavar="TAG", help="Language to translate into (BCP 47).")
@click.option("--source-lang", default="en-US", show_default=True, metavar="TAG", help="Language of the text.")
@click.option(
    "--threshold",
    type=click.FloatRange(1, 100),
    default=75,
    show_default=True,
    metavar="PERCENT",
    help="Lowest score of a match.",
)
@click.option("--limit", type=click.IntRange(min=1), default=3, show_default=True, metavar="N", help="Most matches.")
@_FORM
def lookup(
    file: str,
    text: str,
    target_lang: str,
    source_lang: str,
    threshold: float,
    limit: int,
    form: Literal["table", "json"],
) -> None:
    """Find what a memory offers for a text; the exit code is 1 where that is nothing."""
    with user_errors(), Memory(cached_memory(file)) as memory:
        found = memory.lookup(
            text,
            source_lang=canonical_lang(source_lang),
            target_lang=canonical_lang(target_lang),
            threshold=threshold / 100,
            limit=limit,
        )
    if form == "json":
        click.echo(json.dumps([to_builtins(match) for match in found], ensure_ascii=False, indent=2))
    elif found:
        _print_matches(found)
    if not found:
        click.echo(f"nothing found with a score of {threshold:g} % or more", err=True)
        raise SystemExit(1)


def _print_matches(found: Sequence[Match]) -> None:
    rows = (
        (
            f"{match.score * 100:.4g} %" if match.kind == "fuzzy" else match.kind,
            match.source,
            match.target,
            match.origin,
        )
        for match in found
    )
    print_table(("Match", "Source", "Target", "Origin"), rows, numbers=False)
