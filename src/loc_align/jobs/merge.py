"""The work of ``merge`` on one document."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec import Struct

from loc_align.documents import parse
from loc_align.errors import UsageError
from loc_align.files.io import atomic, read
from loc_align.files.returned import Batch, find_document, output_name
from loc_align.merging import Merged, merge
from loc_align.sxs.splitting import split
from loc_align.text import encode
from loc_align.text.diff import difference


class MergeOptions(Struct, frozen=True):
    """The options of ``merge``."""

    root: str | None
    output: str | None
    force: bool
    fuzzy: bool
    target_only: bool
    diff: bool


def refuse_same_output(batches: list[Batch]) -> None:
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


def merge_batch(batch: Batch, options: MergeOptions) -> Merged:
    """Merge the returned units of a document, then write the result or print a diff.

    Raises:
        InputError: the document was not found or cannot be read, or the output cannot be written.
    """
    document = read(find_document(batch, options.root))
    merged = merge(document, batch.units, force=options.force, fuzzy=options.fuzzy)
    data = split(parse(merged.data, document.path), "target") if options.target_only else merged.data
    if options.diff:
        old = encode(document.text, bom=document.bom).decode("utf-8")
        click.echo(difference(old, data.decode("utf-8"), output_name(batch)), nl=False)
    if options.output is not None:
        with atomic(Path(options.output) / output_name(batch)) as stream:
            stream.write(data)
    return merged
