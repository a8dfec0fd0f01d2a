"""The command ``loc-align merge``."""

from __future__ import annotations

import click

from loc_align.cli.options import flavour_option, quiet_option, strict_option
from loc_align.cli.sections import Command, section
from loc_align.cli.session import Session
from loc_align.cli.types import FILE, FOLDER
from loc_align.files.returned import Batch
from loc_align.formats import Notices
from loc_align.jobs.merge import MergeOptions, run
from loc_align.merging import Merged
from loc_align.text import counted

documents = section("Documents")
accepted = section("Targets")
preview = section("Preview")


@click.command("merge", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@documents("--root", type=FOLDER, metavar="DIR", help="Folder with the documents.  [default: the current one]")
@documents(
    "-o", "--output", type=FOLDER, metavar="DIR", help="Folder to write to. Documents keep their relative paths."
)
@documents("--no-record", is_flag=True, help="Don't write records of documents in one language.")
@documents("--target-only", is_flag=True, help="For side-by-side documents, write the target document.")
@accepted("--fuzzy", is_flag=True, help="Also write unconfirmed targets.")
@accepted(
    "--force",
    is_flag=True,
    help="Also write, and report, targets with missing or added codes and targets that were edited in the document.",
)
@preview("--dry-run", is_flag=True, help="Write nothing.")
@preview("--diff", is_flag=True, help="Print a unified diff.")
@strict_option
@flavour_option
@quiet_option
def merge_command(
    files: tuple[str, ...],
    root: str | None,
    output: str | None,
    *,
    fuzzy: bool,
    force: bool,
    target_only: bool,
    dry_run: bool,
    diff: bool,
    no_record: bool,
    strict: bool,
    quiet: bool,
) -> None:
    """Merge the targets of returned XLIFF and PO files into their documents.

    FILEs are XLIFF 1.2, XLIFF 2, or PO files that `export` wrote and translators edited, or folders of them. Only
    edited targets are written. All other bytes stay the same. A target that is not safe to write is reported with the
    reason, and the exit code is 1.

    \b
    Examples:
      loc-align merge page.md.xlf --root docs -o translated
      loc-align merge returned --root docs --dry-run --diff
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    written = refused = done = copied = empty = idle = bare = 0
    options = MergeOptions(root, output, force, fuzzy, target_only, dry_run, diff, not no_record)
    notices = Notices(strict=strict)
    for item in run(files, options, session.say, notices):
        if item.merged is None:
            session.fail(item.error)
            continue
        session.out(item.diff.encode())
        done += 1
        written += item.merged.written
        refused += sum(not refusal.written for refusal in item.merged.refusals)
        copied += item.merged.copied
        empty += item.merged.empty
        idle += not item.merged.written and not item.merged.refusals
        bare += item.merged.form != "side-by-side"
        _report(session, item.batch, item.merged)
    session.notice(notices)
    would = "would be " if dry_run or output is None else ""
    refusals = f", {counted(refused, 'target')} not" if refused else ""
    session.say(f"{counted(written, 'target')} {would}written to {counted(done, 'document')}{refusals}")
    _summarize(session, copied, empty, *(count if count < done else 0 for count in (idle, bare)))
    session.failed += refused
    session.end()


def _report(session: Session, batch: Batch, merged: Merged) -> None:
    for refusal in merged.refusals:
        end = "written because of --force" if refusal.written else "not written"
        message = f"{batch.original}:{refusal.line}: unit {refusal.unit}: {refusal.reason} ({end})"
        (session.say if refusal.written else session.warn)(message)
    if merged.drafts:
        session.say(f"{batch.original}: {counted(merged.drafts, 'unit')} without a confirmed target")


def _summarize(session: Session, copied: int, empty: int, idle: int, bare: int) -> None:
    """Say what an export that came back without translations looks like, and which documents are not side by side."""
    if copied or empty:
        session.say(f"of all targets, {copied:,} equal to the source and {empty:,} empty")
    if idle:
        session.say(f"nothing to write to {counted(idle, 'document')}")
    if bare:
        session.say(f"{counted(bare, 'document')} without pairs, in one language only")
