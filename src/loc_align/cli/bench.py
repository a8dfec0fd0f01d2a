"""The command ``loc-align bench``."""

from __future__ import annotations

import click

from loc_align.cli.options import (
    common_options,
    flavour_option,
    language_options,
    output,
    paths_argument,
    table_or_json,
)
from loc_align.cli.sections import Command, section
from loc_align.cli.session import Session, find_files, one_thread_each
from loc_align.cli.streams import print_json
from loc_align.cli.types import FILE

knowledge = section("Prior knowledge")


@click.command(cls=Command)
@paths_argument
@table_or_json
@output(
    "--worst",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    metavar="N",
    help="Number of the most confident mistakes to show.",
)
@output(
    "--against",
    type=FILE,
    metavar="FILE",
    help="Measure the result of another aligner instead: a TMX file, another memory, or links of InterText or XCES.",
)
@knowledge(
    "--memory",
    "memories",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="Learn words from this translation memory first. Repeatable.",
)
@knowledge("--lexicon", type=FILE, metavar="FILE", help="Start with this saved lexicon.")
@language_options
@flavour_option
@common_options
def bench(
    paths: tuple[str, ...],
    form: str,
    worst: int,
    against: str | None,
    memories: tuple[str, ...],
    lexicon: str | None,
    source_lang: str,
    target_lang: str | None,
    jobs: int,
    *,
    quiet: bool,
    follow_links: bool,
) -> None:
    """Measure alignment by content on side-by-side documents.

    The documents are aligned without their IDs, and the result is compared with the IDs.

    \b
    Example:
      loc-align bench docs/fr-fr --worst 20
    """  # noqa: D301 - click wants the character
    one_thread_each()
    from loc_align.cli.bench_show import as_json, print_tables  # noqa: PLC0415
    from loc_align.jobs.align_group import LexiconSources  # noqa: PLC0415 - imports numpy
    from loc_align.jobs.bench import run  # noqa: PLC0415 - imports numpy

    session = Session(quiet)
    results = run(
        session,
        find_files(paths, follow_links=follow_links),
        (source_lang, target_lang),
        LexiconSources(lexicon, memories),
        jobs,
        against,
    )
    if not results:
        session.fail("nothing was measured, because no document has pairs")
    elif form == "json":
        print_json(as_json(results, worst))
    else:
        print_tables(results, worst)
    session.end()
