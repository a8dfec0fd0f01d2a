"""``loc-align export``: a translation memory, or files for translators."""

from __future__ import annotations

from typing import Literal

import click

from loc_align import formats
from loc_align.cli.options import common_options, language_options, level_option
from loc_align.cli.session import Session, find_files, user_errors
from loc_align.errors import UsageError
from loc_align.jobs.export import Choices, Words, run
from loc_align.markdown.translatable import FRONT_MATTER_KEYS
from loc_align.text import counted


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--to", "format_name", type=click.Choice(sorted(formats.FORMATS)), required=True, help="Format to write.")
@click.option(
    "-o",
    "--output",
    default="-",
    show_default=True,
    metavar="FILE|DIR/",
    help="File to write; - is stdout. A folder, or a name with a slash at its end, gets a file for each document.",
)
@level_option
@click.option("--unique", "fold", is_flag=True, help="Write each source/target pair once, with its count.")
@click.option(
    "--source-only", is_flag=True, help="The documents are in one language: write their words, to be translated."
)
@click.option(
    "--segment",
    type=click.Choice(["sentence", "paragraph"]),
    default="sentence",
    show_default=True,
    help="With --source-only: what a unit is.",
)
@click.option(
    "--front-matter",
    "keys",
    default=",".join(FRONT_MATTER_KEYS),
    show_default=True,
    metavar="KEY,...",
    help="With --source-only: the front-matter keys whose values are translated; seo.title for a key inside another.",
)
@click.option(
    "--srx",
    metavar="FILE",
    help="With --source-only: rules by which sentences are cut, as SRX 2.0; without it, the ones of the package.",
)
@click.option(
    "--memory",
    "memories",
    multiple=True,
    metavar="FILE",
    help="With --source-only: fill the targets from this memory or index, and offer fuzzy matches; may be repeated.",
)
@click.option(
    "--memory-threshold",
    type=click.FloatRange(1, 100),
    default=75,
    show_default=True,
    metavar="PERCENT",
    help="With --memory: lowest score of a match.",
)
@language_options
@common_options
def export(
    paths: tuple[str, ...],
    format_name: str,
    output: str,
    level: Literal["1", "2"],
    source_lang: str,
    target_lang: str | None,
    jobs: int,
    segment: Literal["sentence", "paragraph"],
    keys: str,
    srx: str | None,
    memories: tuple[str, ...],
    memory_threshold: float,
    *,
    fold: bool,
    source_only: bool,
    quiet: bool,
) -> None:
    """Write a translation memory, or files for translators.

    The documents are side by side; with --source-only they are in one language, and the targets are left empty. A file
    that cannot be read is reported, the others are done, and the exit code is 1.

    \b
    Examples:
      loc-align export docs/fr-fr --to tmx -o memory.tmx
      loc-align export docs/fr-fr --to xliff -o to-translators/
      loc-align export docs/en-us --source-only --target-lang fr --to xliff2 -o to-translators/
      loc-align export docs/en-us --source-only --target-lang fr --memory old.tmx --to xliff -o to-translators/
      loc-align export page.md --to jsonl | head
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    with user_errors():
        for option, given in (("--srx", srx), ("--memory", memories)):
            if given and not source_only:
                raise UsageError(f"{option} is for documents in one language; add --source-only")
        names = tuple(key.strip() for key in keys.split(",") if key.strip())
        words = Words(segment, names, srx, memories, memory_threshold / 100) if source_only else None
        choices = Choices(
            format_name, output, 1 if level == "1" else 2, fold, words, source_lang, target_lang, jobs
        )  # fmt: skip
        tally = run(session, find_files(paths), choices)
    name = "standard output" if output == "-" else output
    units = counted(tally.units, "unit")
    if fold:
        units = f"{counted(tally.written, 'unit')} for {units}"
    session.say(f"{name}: {units} from {counted(tally.files, 'file')}, {counted(tally.defects, 'defect')}")
    if tally.files and not (tally.units or source_only):
        session.say("no pair found; `loc-align align` takes documents without ids, --source-only those in one language")
    if memories:
        session.say(f"{counted(tally.filled, 'unit')} filled from memories, {tally.offered:,} with fuzzy matches")
    session.end()
