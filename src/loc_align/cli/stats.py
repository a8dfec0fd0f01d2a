"""``loc-align stats``: how much there is, in which languages, and in what state."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click
from msgspec.structs import asdict

from loc_align.alignment.statistics import Stats
from loc_align.cli.options import common_options, language_options
from loc_align.cli.session import Session, find_files, user_errors
from loc_align.cli.terminal import print_table
from loc_align.documents import canonical_lang
from loc_align.jobs.stats import Count, Languages


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of output."
)
@language_options
@common_options
def stats(
    paths: tuple[str, ...], form: str, source_lang: str, target_lang: str | None, jobs: int, *, quiet: bool
) -> None:
    """Count files, units, words, characters and defects, by language.

    What carries no pair is counted too.

    \b
    Example:
      loc-align stats docs --format json
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    files = find_files(paths)
    by_language: dict[Languages, Stats] = {}
    with user_errors():
        work = Count(canonical_lang(source_lang), canonical_lang(target_lang) if target_lang else None)
        for key, figures in session.work(files, work, jobs):
            by_language[key] = by_language.get(key, Stats()) + figures
    rows = dict(sorted(by_language.items()))
    if form == "json":
        click.echo(json.dumps(_as_json(rows), indent=2, ensure_ascii=False))
    else:
        _print_table(rows)
    session.end()


def _as_json(rows: Mapping[Languages, Stats]) -> dict[str, object]:
    return {
        "version": 1,
        "languages": [
            {"source_lang": source, "target_lang": target, **asdict(figures)}
            for (source, target), figures in rows.items()
        ],
        "total": asdict(sum(rows.values(), Stats())),
    }


_ROWS: tuple[tuple[str, str], ...] = (
    ("Files", "files"),
    ("Units", "units"),
    ("  target is the source", "identical"),
    ("  human translation", "human"),
    ("  machine translation", "machine"),
    ("Source words", "source_words"),
    ("Source characters", "source_characters"),
    ("Target words", "target_words"),
    ("Target characters", "target_characters"),
    ("Numbers of ids", "numbers"),
    ("  without a pair", "missing"),
    ("  front-matter values", "front_matter"),
    ("  image alternative texts", "image_alts"),
)


def _print_table(by_language: Mapping[Languages, Stats]) -> None:
    columns = [(f"{source} → {target}", figures) for (source, target), figures in by_language.items()]
    if len(columns) != 1:
        columns.append(("all", sum(by_language.values(), Stats())))
    codes = sorted({code for _, figures in columns for code in figures.defects})
    rows = [(title, *(f"{getattr(figures, name):,}" for _, figures in columns)) for title, name in _ROWS]
    rows.append(("Defects", *(f"{sum(figures.defects.values()):,}" for _, figures in columns)))
    rows += ((f"  {code}", *(f"{figures.defects.get(code, 0):,}" for _, figures in columns)) for code in codes)
    print_table(("", *(title for title, _ in columns)), rows)
