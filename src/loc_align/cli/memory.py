"""The command ``loc-align memory``."""

from __future__ import annotations

from collections.abc import Sequence

import click
from msgspec import to_builtins

from loc_align.cli.options import languages, output, quiet_option, strict_option, table_or_json
from loc_align.cli.sections import Command, section
from loc_align.cli.session import Session
from loc_align.cli.streams import print_json
from loc_align.cli.terminal import print_table, to_stderr
from loc_align.cli.types import FILE, ScoreType
from loc_align.formats.notices import Notices
from loc_align.jobs import memory as jobs
from loc_align.memory.index import MemoryStats
from loc_align.model import Match
from loc_align.text import counted

search = section("Search")


@click.group("memory")
def memory_command() -> None:
    """Build and search the index of a translation memory.

    \b
    Examples:
      loc-align memory build old.tmx site.jsonl -o memory.sqlite
      loc-align memory lookup memory.sqlite "Open the file." --target-lang fr
    """  # noqa: D301 - click wants the character


@memory_command.command("build", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@output("-o", "--output", "index", required=True, type=FILE, metavar="FILE", help="Index to write.")
@strict_option
@quiet_option
def build(files: tuple[str, ...], index: str, *, strict: bool, quiet: bool) -> None:
    """Build one index from several memories.

    FILEs are TMX, XLIFF, PO, JSON, JSON Lines, CSV, TSV, or Parquet. If content of a file would be lost because it
    breaks the rules of its format, the old index stays. Targets that are not finished are left out and counted.
    """
    session = Session(quiet)
    notices = Notices(strict=strict)
    units = jobs.build(files, index, notices)
    session.notice(notices)
    session.say(f"{index}: {counted(units, 'unit')} from {counted(len(files), 'file')}")


@memory_command.command("stats", cls=Command)
@click.argument("file", metavar="FILE", type=FILE)
@table_or_json
def stats(file: str, form: str) -> None:
    """Count the texts and units of a memory by language pair."""
    found = jobs.statistics(file)
    if form == "json":
        print_json(to_builtins(found))
    else:
        _print_stats(found)


def _print_stats(found: MemoryStats) -> None:
    rows = (
        (f"{pair.source_lang} → {pair.target_lang}", f"{pair.texts:,}", f"{pair.units:,}", f"{pair.total:,}")
        for pair in found.pairs
    )
    print_table(("Languages", "Texts", "Pairs", "Units"), rows)


@memory_command.command("lookup", cls=Command)
@click.argument("file", metavar="FILE", type=FILE)
@click.argument("text")
@search(
    "--threshold",
    type=ScoreType(),
    default=0.75,
    show_default=True,
    metavar="SCORE",
    help="Lowest score of a match, from 0 to 1.",
)
@search(
    "--limit", type=click.IntRange(min=1), default=3, show_default=True, metavar="N", help="Maximum number of matches."
)
@languages("--source-lang", default="en-US", show_default=True, metavar="TAG", help="Language of the text (BCP 47).")
@languages("--target-lang", required=True, metavar="TAG", help="Language to translate into.")
@table_or_json
def lookup(file: str, text: str, target_lang: str, source_lang: str, threshold: float, limit: int, form: str) -> None:
    """Find the matches for a text. If there are none, the exit code is 1."""
    found = jobs.lookup(file, text, (source_lang, target_lang), threshold=threshold, limit=limit)
    if form == "json":
        print_json([to_builtins(match) for match in found])
    elif found:
        _print_matches(found)
    if not found:
        to_stderr(f"no match with a score of {threshold:g} or more")
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
