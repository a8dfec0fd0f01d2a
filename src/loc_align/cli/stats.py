"""The command ``loc-align stats``."""

from __future__ import annotations

from collections.abc import Mapping

import click
from msgspec.structs import asdict

from loc_align.alignment.statistics import Stats
from loc_align.cli.options import (
    common_options,
    flavour_option,
    language_options,
    paths_argument,
    stdin_option,
    suffix_option,
    table_or_json,
)
from loc_align.cli.sections import Command
from loc_align.cli.session import Session, find_files
from loc_align.cli.streams import print_json
from loc_align.cli.terminal import print_table
from loc_align.jobs.stats import Languages, run


@click.command(cls=Command)
@paths_argument
@table_or_json
@language_options
@stdin_option
@suffix_option
@flavour_option
@common_options
def stats(
    paths: tuple[str, ...],
    form: str,
    source_lang: str,
    target_lang: str | None,
    stdin_filename: str | None,
    jobs: int,
    *,
    quiet: bool,
    suffixes: tuple[str, ...],
    follow_links: bool,
) -> None:
    """Count files, units, words, characters, and defects, by language.

    The PATH - is standard input.

    \b
    Example:
      loc-align stats docs --format json
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    files = find_files(paths, stdin_filename, stdin=True, suffixes=suffixes, follow_links=follow_links)
    by_language = run(session, files, source_lang, target_lang, jobs)
    if form == "json":
        print_json(_as_json(by_language))
    else:
        _print_table(by_language)
    session.end()


def _as_json(rows: Mapping[Languages, Stats]) -> dict[str, object]:
    return {
        "version": 1,
        "languages": [
            {"source_lang": source, "target_lang": target, **asdict(counts)}
            for (source, target), counts in rows.items()
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
    ("Numbers of IDs", "numbers"),
    ("  without a pair", "missing"),
    ("  front-matter values", "front_matter"),
    ("  image alternative texts", "image_alts"),
    ("IDs left out", "left_out"),
    ("IDs quoted in code", "quoted"),
)


def _print_table(by_language: Mapping[Languages, Stats]) -> None:
    columns = [(f"{source} → {target}", counts) for (source, target), counts in by_language.items()]
    if len(columns) != 1:
        columns.append(("all", sum(by_language.values(), Stats())))
    codes = sorted({code for _, counts in columns for code in counts.defects})
    rows = [(title, *(f"{getattr(counts, name):,}" for _, counts in columns)) for title, name in _ROWS]
    rows.append(("Defects", *(f"{sum(counts.defects.values()):,}" for _, counts in columns)))
    rows += ((f"  {code}", *(f"{counts.defects.get(code, 0):,}" for _, counts in columns)) for code in codes)
    print_table(("", *(title for title, _ in columns)), rows)
