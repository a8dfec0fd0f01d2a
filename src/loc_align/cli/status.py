"""The command ``loc-align status``."""

from __future__ import annotations

import sys

import click

from loc_align.cli.options import (
    common_options,
    flavour_option,
    input_,
    old_source_options,
    output,
    source_language_option,
)
from loc_align.cli.sections import Command
from loc_align.cli.session import Session, one_thread_each
from loc_align.cli.types import FILE


@click.command("status", cls=Command)
@click.argument("source", type=FILE)
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", type=FILE)
@old_source_options
@output(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "markdown", "html"]),
    default="text",
    show_default=True,
    help="Format of the report; html is a page with the changes.",
)
@output(
    "-o", "--output", "output_path", default="-", show_default=True, type=FILE, metavar="FILE", help="File to write."
)
@output(
    "--fail-on",
    "limits",
    multiple=True,
    metavar="STATE[:N[%]]",
    help="Exit with 1 if more than N files, or N percent, are outdated, missing, orphaned, or unknown. Repeatable.",
)
@input_("--srx", type=FILE, metavar="FILE", help="Segmentation rules (SRX 2.0).  [default: the built-in rules]")
@source_language_option
@flavour_option
@common_options
def status_command(
    source: str,
    targets: tuple[str, ...],
    old_source: str | None,
    revision: str | None,
    form: str,
    output_path: str,
    limits: tuple[str, ...],
    srx: str | None,
    source_lang: str | None,
    jobs: int,
    *,
    quiet: bool,
    follow_links: bool,
) -> None:
    """Tell which translations are behind their source, and by how much.

    SOURCE and each TARGET are two files, two folders, or two patterns, paired as by `align`. A translation whose old
    source nobody knows is unknown, neither up to date nor outdated.

    \b
    Examples:
      loc-align status docs/en docs/de docs/ja
      loc-align status docs/en docs/de --format html -o status.html
      loc-align status docs/en docs/de --fail-on outdated:10% --fail-on missing
    """  # noqa: D301 - click wants the character
    one_thread_each()
    from loc_align.files.baselines import Given  # noqa: PLC0415 - slow to import
    from loc_align.jobs.status import StatusOptions, run  # noqa: PLC0415 - as above

    session = Session(quiet)
    options = StatusOptions(
        source, targets, Given(old_source, revision), form, output_path, limits, srx, source_lang, jobs, follow_links
    )
    kept = run(session, options)
    session.end()
    if not kept:
        sys.exit(1)
