"""The command ``loc-align update``."""

from __future__ import annotations

from typing import Literal

import click

from loc_align.cli.options import (
    common_options,
    flavour_option,
    input_,
    leverage,
    memory_threshold_option,
    old_source_options,
    output,
    pair_language_options,
)
from loc_align.cli.sections import Command, section
from loc_align.cli.session import Session, one_thread_each
from loc_align.cli.types import FILE, FOLDER
from loc_align.text import counted

preview = section("Preview")


@click.command("update", cls=Command)
@click.argument("source", type=FILE)
@click.argument("target", type=FILE)
@old_source_options
@output("-o", "--output", type=FOLDER, metavar="DIR", help="Folder to write to. Documents keep their relative paths.")
@output("--in-place", is_flag=True, help="Overwrite the target documents.")
@output(
    "--work",
    type=FILE,
    metavar="FILE",
    help="Also write what awaits translation, with the old translations as matches: .xlf is XLIFF 1.2, .xlf2 is "
    "XLIFF 2.1, and .po is PO.",
)
@output(
    "--all",
    "everything",
    is_flag=True,
    help="With --work: also write what is up to date, with its translations, locked.",
)
@leverage(
    "--memory",
    "memories",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="With --work: fill the work file from this memory or index, and offer fuzzy matches. Repeatable; the first "
    "memory takes precedence.",
)
@memory_threshold_option
@output(
    "--pending",
    "policy",
    type=click.Choice(["source", "old", "mark", "omit"]),
    default="source",
    show_default=True,
    help="What stands for a sentence that awaits translation: the new source, the old translation, the new source "
    "and a comment, or nothing.",
)
@output("--no-record", is_flag=True, help="Don't write the records in the folder .loc-align.")
@preview("--dry-run", is_flag=True, help="Write nothing.")
@preview("--diff", is_flag=True, help="Print a unified diff.")
@input_("--srx", type=FILE, metavar="FILE", help="Segmentation rules (SRX 2.0).  [default: the built-in rules]")
@pair_language_options
@flavour_option
@common_options
def update_command(
    source: str,
    target: str,
    old_source: str | None,
    revision: str | None,
    output: str | None,
    work: str | None,
    memories: tuple[str, ...],
    memory_threshold: float,
    policy: Literal["source", "old", "mark", "omit"],
    srx: str | None,
    source_lang: str | None,
    target_lang: str | None,
    jobs: int,
    *,
    everything: bool,
    in_place: bool,
    no_record: bool,
    dry_run: bool,
    diff: bool,
    quiet: bool,
    follow_links: bool,
) -> None:
    """Update translations to the current version of their source.

    SOURCE and TARGET are two files, two folders, or two patterns, paired as by `align`. Each target gets the structure
    of its source. A sentence that hasn't changed keeps its translation, byte for byte. A target whose old source is
    unknown stays as it is.

    \b
    Examples:
      loc-align update docs/en docs/de --in-place --work de.xlf
      loc-align update docs/en docs/de --rev v1.2 -o updated
      loc-align update page.md page.de.md --old-source old.md --dry-run --diff
    """  # noqa: D301 - click wants the character
    one_thread_each()
    from loc_align.files.baselines import Given  # noqa: PLC0415 - slow to import
    from loc_align.jobs.update import UpdateOptions, run  # noqa: PLC0415 - as above

    session = Session(quiet)
    options = UpdateOptions(
        source,
        target,
        output,
        in_place,
        Given(old_source, revision),
        policy,
        work,
        dry_run,
        diff,
        not no_record,
        srx,
        source_lang,
        target_lang,
        jobs,
        follow_links,
        memories,
        memory_threshold,
        everything,
    )  # fmt: skip
    counts = run(session, options)
    would = "would be " if dry_run or not (output or in_place) else ""
    parts = [f"{counts.changed:,} of {counted(counts.documents, 'document')} {would}updated"]
    parts.append(f"{counted(counts.pending, 'sentence')} pending")
    if counts.unknown:
        parts.append(f"{counts.unknown:,} unknown")
    session.say(", ".join(parts))
    session.end()
