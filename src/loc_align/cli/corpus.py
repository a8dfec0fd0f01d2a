"""The command ``loc-align corpus``."""

from __future__ import annotations

from typing import Literal

import click
from msgspec.structs import replace

from loc_align.cli.options import jobs_option, output, quiet_option, table_or_json
from loc_align.cli.sections import Command, section
from loc_align.cli.session import Session, one_thread_each
from loc_align.cli.streams import print_json
from loc_align.cli.terminal import print_table
from loc_align.cli.types import FILE, FOLDER, ScoreType
from loc_align.text import counted

filtering = section("Filters")
splitting = section("Sets")


@click.group("corpus")
def corpus_command() -> None:
    """Build a clean parallel corpus from memories of any size.

    \b
    Examples:
      loc-align export repositories --to parquet -o units.parquet
      loc-align corpus build units.parquet --to huggingface -o dataset/
      loc-align corpus stats units.parquet -o statistics.html
    """  # noqa: D301 - click wants the character


@corpus_command.command("build", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@output("-o", "--output", "folder", required=True, type=FOLDER, metavar="DIR", help="New folder for the corpus.")
@output(
    "--to",
    "form",
    type=click.Choice(["parquet", "huggingface", "tmx", "jsonl", "moses"]),
    default="parquet",
    show_default=True,
    help="Form of the corpus.",
)
@filtering("--config", type=FILE, metavar="FILE", help="TOML file whose table [corpus] has the settings.")
@filtering("--taken", type=FOLDER, metavar="DIR", help="New folder for what each filter takes, as JSON Lines.")
@filtering(
    "--machine",
    type=click.Choice(["apart", "keep", "drop"]),
    help="Machine translation: in sets of its own, among the others, or left out.  [default: apart]",
)
@splitting(
    "--dev", type=ScoreType(), metavar="SHARE", help="Share of documents in the development set.  [default: 0.01]"
)
@splitting("--test", type=ScoreType(), metavar="SHARE", help="Share of documents in the test set.  [default: 0.01]")
@splitting("--seed", metavar="TEXT", help="Changes which documents are in which set.")
@section("Resources")(
    "--memory-limit",
    default="1GB",
    show_default=True,
    metavar="SIZE",
    help="Memory for the database. What does not fit is on disk.",
)
@jobs_option
@quiet_option
def build(
    files: tuple[str, ...],
    folder: str,
    form: str,
    config: str | None,
    taken: str | None,
    machine: Literal["apart", "keep", "drop"] | None,
    dev: float | None,
    test: float | None,
    seed: str | None,
    memory_limit: str,
    jobs: int,
    *,
    quiet: bool,
) -> None:
    """Filter memories, and divide them into training, development, and test sets.

    FILEs are memories in any format, folders with memories (Parquet, TMX, XLIFF, PO, and JSON Lines), or glob patterns.
    The table shows how many units each filter takes alone, and in order.
    """
    one_thread_each()
    from loc_align.corpora.settings import CorpusSettings, checked, load_settings  # noqa: PLC0415 - only needed here
    from loc_align.jobs.corpus import CorpusOptions, run  # noqa: PLC0415 - as above

    session = Session(quiet)
    settings = load_settings(config) if config else CorpusSettings()
    given = {"machine": machine, "dev": dev, "test": test, "seed": seed}
    settings = checked(
        replace(settings, **{key: value for key, value in given.items() if value is not None}), "options"
    )
    corpus = run(session, CorpusOptions(files, folder, form, settings, taken, memory_limit, jobs))
    if not quiet:
        rows = ((item.name, f"{item.alone:,}", f"{item.in_order:,}") for item in corpus.taken)
        print_table(("Filter", "Alone", "In order"), rows)
        sizes: dict[str, int] = {}
        for (*_, name), size in corpus.measures.sizes.items():
            sizes[name] = sizes.get(name, 0) + size.rows
        print_table(("Set", "Units"), ((name, f"{count:,}") for name, count in sizes.items()))
    session.say(f"{folder}: {counted(corpus.measures.rows, 'unit')} of {corpus.rows:,}")
    if form == "huggingface" and (unstated := corpus.measures.licenses[None]):
        session.warn(f"the license of {counted(unstated, 'unit')} is not stated; export with --provenance license=NAME")
    session.end()


@corpus_command.command("stats", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@output("-o", "--output", "page", type=FILE, metavar="FILE", help="Also write a page with plots (.html).")
@table_or_json
def stats(files: tuple[str, ...], page: str | None, form: str) -> None:
    """Count units, words, and origins by language, and find what was left untranslated."""
    from loc_align.jobs.corpus_stats import run  # noqa: PLC0415 - only needed here

    found = run(files, page)
    if form == "json":
        print_json(
            [
                {
                    "source_lang": pair[0],
                    "target_lang": pair[1],
                    "units": own.rows,
                    "total": own.total,
                    "source_words": own.source_words,
                    "identical": own.identical,
                    "translated_by": dict(own.kinds),
                    "untranslated": dict(own.untranslated),
                }
                for pair, own in found.items()
            ]
        )
        return
    rows = (
        (
            f"{pair[0]} → {pair[1]}", f"{own.rows:,}", f"{own.source_words:,}", f"{own.identical / own.rows:.1%}",
            f"{own.kinds['MT'] / own.rows:.1%}",
        )
        for pair, own in found.items()
    )  # fmt: skip
    print_table(("Languages", "Units", "Source words", "Identical", "Machine"), rows)
