"""The work of ``merge``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from loc_align.documents import parse_again
from loc_align.errors import LocAlignError, UsageError
from loc_align.files import tally
from loc_align.files.io import atomic, read
from loc_align.files.overwriting import place_in, refuse_files
from loc_align.files.returned import Batch, find_document, output_name, read_batches
from loc_align.formats import Notices
from loc_align.jobs.merge_record import record_merge
from loc_align.merging import Merged, merge
from loc_align.sxs.splitting import split
from loc_align.text import edited_bytes
from loc_align.text.diff import difference


class MergeOptions(Struct, frozen=True):
    """The options of ``merge``."""

    root: str | None
    output: str | None
    force: bool
    fuzzy: bool
    target_only: bool
    dry_run: bool
    diff: bool
    record: bool = True
    """Whether to write records of documents in one language."""


def _refuse_same_output(batches: list[Batch]) -> None:
    """Check that every document has an output file of its own.

    Raises:
        UsageError: two documents have the same output file.
    """
    outputs: dict[str, str] = {}
    for batch in batches:
        name = output_name(batch)
        if name in outputs:
            message = f"{batch.original} and {outputs[name]} have the same output file {name}; merge them separately"
            raise UsageError(message)
        outputs[name] = batch.original


class MergedDocument(Struct, frozen=True):
    """The result for one document."""

    batch: Batch
    merged: Merged | None = None
    """``None`` if the document cannot be read."""
    diff: str = ""
    """The changes, if the options ask for a diff."""
    error: str = ""


def run(
    files: Iterable[str],
    options: MergeOptions,
    say: Callable[[str], object] | None = None,
    notices: Notices | None = None,
) -> Iterator[MergedDocument]:
    """Merge returned files, one document after the other, and write the results.

    Args:
        files: the returned files, and folders of them.
        options: the options of the command.
        say: receives a message about files without units.
        notices: collects the deviations from the rules of XLIFF.

    Yields:
        The result for each document.

    Raises:
        UsageError: there is no output, the output folder is a file, or two documents have the same output file.
        InputError: a returned file cannot be read.
        FormatError: a returned file breaks the rules of its format.
    """
    if options.output is None and not (options.dry_run or options.diff):
        raise UsageError("there is no output; add -o DIR, --dry-run, or --diff")
    refuse_files([options.output] if options.output else [])
    batches = read_batches(files, say, notices)
    _refuse_same_output(batches)
    for batch in batches:
        try:
            yield _merge_batch(batch, options)
        except LocAlignError as error:
            yield MergedDocument(batch, error=str(error))


def _merge_batch(batch: Batch, options: MergeOptions) -> MergedDocument:
    path = find_document(batch, options.root)
    document = read(path)
    tally.count(document)
    merged = merge(document, batch.units, force=options.force, fuzzy=options.fuzzy)
    data = split(parse_again(merged.data, document), "target") if options.target_only else merged.data
    diff = ""
    if options.diff:
        old = edited_bytes(document, ()).decode("utf-8")
        diff = difference(old, data.decode("utf-8"), output_name(batch))
    if options.output is not None and not options.dry_run:
        with atomic(place_in(options.output, output_name(batch))) as stream:
            stream.write(data)
        if options.record and merged.form != "side-by-side":
            record_merge(document, path, options.output, batch, merged)
    return MergedDocument(batch, merged, diff)
