"""``loc-align bench``: how good alignment by content is on a team's own documents."""

from __future__ import annotations

import click

from loc_align.cli.options import common_options, language_options
from loc_align.cli.session import Session, find_files, one_thread_each, user_errors


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of output."
)
@click.option(
    "--worst",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    metavar="N",
    help="Show so many of the surest mistakes.",
)
@click.option(
    "--memory", "memories", multiple=True, metavar="FILE", help="Learn words from a translation memory first."
)
@click.option("--lexicon", metavar="FILE", help="Begin with a lexicon that was saved.")
@language_options
@common_options
def bench(
    paths: tuple[str, ...],
    form: str,
    worst: int,
    memories: tuple[str, ...],
    lexicon: str | None,
    source_lang: str,
    target_lang: str | None,
    jobs: int,
    *,
    quiet: bool,
) -> None:
    """Measure on side-by-side documents how good alignment by content is.

    Their ids are taken away, the documents aligned, and the result compared with the ids.

    \b
    Example:
      loc-align bench docs/fr-fr --worst 20
    """  # noqa: D301 - click wants the character
    one_thread_each()
    from loc_align.cli.bench_show import as_json, print_tables  # noqa: PLC0415
    from loc_align.jobs.align_group import LexiconSources  # noqa: PLC0415 - imports numpy
    from loc_align.jobs.bench import run  # noqa: PLC0415 - imports numpy

    session = Session(quiet)
    files = find_files(paths)
    with user_errors():
        results = run(session, files, (source_lang, target_lang), LexiconSources(lexicon, memories), jobs)
    if form == "json":
        click.echo(as_json(results, worst))
    else:
        print_tables(results, worst)
    session.end()
