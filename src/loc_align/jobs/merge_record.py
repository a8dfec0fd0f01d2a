"""Records what a merge has translated."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import attrgetter, not_

from loc_align.alignment.source_only import extract
from loc_align.files.io import read_bytes
from loc_align.files.records import load_record, save_record, save_translated, target_root
from loc_align.files.returned import Batch, output_name
from loc_align.merging import Merged
from loc_align.model import Document
from loc_align.updating.record import make_record


def record_merge(document: Document, path: str, output: str, batch: Batch, merged: Merged) -> None:
    """Write the record of a merged document: which of its sentences await translation.

    A source document that becomes a target gets a new record. A side-by-side document contains its source.

    Args:
        document: the document before the merge.
        path: its path.
        output: the folder that the merged document was written to.
        batch: the returned units.
        merged: the result.

    Raises:
        InputError: the file can't be written.
    """
    done = _done(batch, merged)
    name = output_name(batch)
    root = target_root(path, name)
    if merged.form != "source" or load_record(root, name) is not None:
        digests = [item.unit.id.partition("-")[0] for item in batch.units]
        save_translated(root, output, name, {*compress(digests, done)} - {*compress(digests, map(not_, done))})
        return
    if any(done) and document.container is None:
        source = read_bytes(path)
        save_record(output, name, make_record(source, _sentences(document, batch, done)), source)


def _sentences(document: Document, batch: Batch, done: Sequence[bool]) -> Iterator[tuple[str, bool]]:
    """Yield the sentences of a source document, and whether each awaits translation."""
    units = [item.unit for item in batch.units]
    spans = [unit.source.span for unit, yes in zip(units, done, strict=True) if yes and unit.source]
    spans.sort(key=attrgetter("start"))
    starts = [span.start for span in spans]
    for unit in extract(document, source_lang=units[0].provenance.source_lang).units:
        if unit.source is not None:
            at = bisect_right(starts, unit.source.span.start) - 1
            yield unit.source.text, at < 0 or unit.source.span.end > spans[at].end


def _done(batch: Batch, merged: Merged) -> list[bool]:
    """Return for each unit whether it came back with a translation, also if that equals the source."""
    refused = {refusal.unit for refusal in merged.refusals if not refusal.written}
    return [item.confirmed and item.target is not None and item.unit.id not in refused for item in batch.units]
