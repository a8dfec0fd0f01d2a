"""``loc-align merge``: what came back from translators into the documents."""

from __future__ import annotations

import click

from loc_align.cli.session import Session, user_errors
from loc_align.errors import LocAlignError, UsageError
from loc_align.files.returned import Batch, read_batches
from loc_align.jobs.merge import MergeOptions, merge_batch, refuse_same_output
from loc_align.merging import Merged
from loc_align.text import counted


@click.command("merge")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--root", metavar="DIR", help="Folder that holds the documents; else they are looked up from here.")
@click.option("-o", "--output", metavar="DIR", help="Folder to write to; documents keep their place below it.")
@click.option("--fuzzy", is_flag=True, help="Write targets that are not confirmed too.")
@click.option(
    "--force",
    is_flag=True,
    help="Write targets whose codes are missing or added, or that were edited in the document too; report them still.",
)
@click.option("--target-only", is_flag=True, help="Of side-by-side documents, write the target document.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be written.")
@click.option("--diff", is_flag=True, help="Show what changes, as a unified diff on standard output.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
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
    quiet: bool,
) -> None:
    """Put the targets of XLIFF files into their documents.

    FILEs are XLIFF 1.2 or 2 that `export` wrote and translators edited, or folders that hold them. Only edited
    targets are written, all other bytes stay. A target that is not safe to write is reported with its unit, its line
    and the reason, the document keeps the old text, and the exit code is 1.

    \b
    Examples:
      loc-align merge page.md.xlf --root docs -o translated
      loc-align merge returned --root docs --dry-run --diff
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    with user_errors():
        if output is None and not (dry_run or diff):
            message = "there is no output; add -o DIR, --dry-run or --diff"
            raise UsageError(message)
        options = MergeOptions(root, None if dry_run else output, force, fuzzy, target_only, diff)
        batches = read_batches(files)
        refuse_same_output(batches)
        written = refused = done = 0
        for batch in batches:
            try:
                merged = merge_batch(batch, options)
            except LocAlignError as error:
                session.fail(str(error))
                continue
            done += 1
            written += merged.written
            refused += sum(not refusal.written for refusal in merged.refusals)
            _report(session, batch, merged)
    would = "would be " if dry_run or output is None else ""
    refusals = f", {counted(refused, 'target')} not" if refused else ""
    session.say(f"{counted(written, 'target')} {would}written to {counted(done, 'document')}{refusals}")
    session.failed += refused
    session.end()


def _report(session: Session, batch: Batch, merged: Merged) -> None:
    for refusal in merged.refusals:
        end = "written because of --force" if refusal.written else "not written"
        message = f"{batch.original}:{refusal.line}: unit {refusal.unit}: {refusal.reason} ({end})"
        (session.say if refusal.written else session.warn)(message)
    if merged.drafts:
        session.say(f"{batch.original}: {counted(merged.drafts, 'unit')} without a confirmed target")
