"""Selects rows of record batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from loc_align.corpora.fates import Fates
from loc_align.corpora.scan import Part, batches

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray


def selected(part: Part, fates: Fates) -> Iterator[tuple[pa.RecordBatch, NDArray[np.int8], NDArray[np.int32]]]:
    """Yield the rows of a part, with the fate and the total of each row."""
    at = part.first
    for batch in batches(part):
        end = at + batch.num_rows
        yield batch, fates.values[at:end], fates.totals[at:end]
        at = end


def rows_where(batch: pa.RecordBatch, mask: NDArray[np.bool_]) -> pa.RecordBatch:
    """Return the rows for which a mask is true."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    if mask.all():
        return batch
    return batch.take(pa.array(np.flatnonzero(mask)))


def with_results(
    batch: pa.RecordBatch, totals: NDArray[np.int32], hashes: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> pa.RecordBatch:
    """Return rows with how many equal rows each one stands for, and with the hashes of their normalized texts."""
    return with_columns(batch, dict(zip(("count", "source_hash", "target_hash"), (totals, *hashes), strict=True)))


def with_columns(batch: pa.RecordBatch, values: Mapping[str, Any]) -> pa.RecordBatch:
    """Return rows with other values in some columns."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    columns = [
        pa.array(values[field.name], field.type) if field.name in values else column
        for field, column in zip(batch.schema, batch.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def by_pair(batch: pa.RecordBatch, mask: NDArray[np.bool_]) -> Iterator[tuple[str, str, pa.RecordBatch]]:
    """Yield the rows for which a mask is true, by pair of languages."""
    import pyarrow.compute as pc  # noqa: PLC0415 - an extra

    own = rows_where(batch, mask)
    sides = [own.column(name) for name in ("source_lang", "target_lang")]
    for source_lang in sorted(sides[0].unique().to_pylist()):
        is_source = pc.equal(sides[0], source_lang)
        for target_lang in sorted(sides[1].unique().to_pylist()):
            both = pc.and_(is_source, pc.equal(sides[1], target_lang)).to_numpy(zero_copy_only=False)
            if both.any():
                yield source_lang, target_lang, rows_where(own, both)
