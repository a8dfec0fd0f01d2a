"""What ``merge`` does with the units that came back for a document."""

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


class Choices(Struct, frozen=True):
    """What the caller chose."""

    root: str | None
    output: str | None
    force: bool
    fuzzy: bool
    target_only: bool
    diff: bool


def refuse_same_place(batches: list[Batch]) -> None:
    """Refuse two documents that would be written to one place.

    Raises:
        UsageError: two batches have one output name.
    """
    places: dict[str, str] = {}
    for batch in batches:
        name = output_name(batch)
        if name in places:
            message = f"{batch.original} and {places[name]} would both be written to {name}; merge them one by one"
            raise UsageError(message)
        places[name] = batch.original


def merge_batch(batch: Batch, choices: Choices) -> Merged:
    """Merge what came back for a document, and write or show the result as the caller chose."""
    document = read(find_document(batch, choices.root))
    merged = merge(document, batch.units, force=choices.force, fuzzy=choices.fuzzy)
    data = split(parse(merged.data, document.path), "target") if choices.target_only else merged.data
    if choices.diff:
        old = encode(document.text, bom=document.bom).decode("utf-8")
        click.echo(difference(old, data.decode("utf-8"), output_name(batch)), nl=False)
    if choices.output is not None:
        with atomic(Path(choices.output) / output_name(batch)) as stream:
            stream.write(data)
    return merged
