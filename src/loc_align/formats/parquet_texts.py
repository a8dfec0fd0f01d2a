"""Reads texts of Parquet files as dictionaries, because a few bytes can repeat a long text any number of times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from loc_align.errors import FormatError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

_MOST_BYTES = 1 << 28
"""The most bytes of the texts in a column of a batch."""


def plain_batches(
    file: ParquetFile, name: str, rows: int, columns: Sequence[str] | None, groups: Iterable[int]
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a file, whose texts were read as dictionaries, with plain texts.

    Args:
        file: the file.
        name: the name of the file, for messages.
        rows: the most rows of a batch.
        columns: the columns to read; ``None`` for all.
        groups: the row groups to read. pyarrow can't read lists with dictionaries across row groups.

    Raises:
        FormatError: the texts are too long.
        ArrowInvalid: a text is not UTF-8, or a value has no place in its dictionary.
    """
    for group in groups:
        for batch in file.iter_batches(rows, row_groups=[group], columns=columns, use_threads=False):
            yield _decoded(batch, name)


def _decoded(batch: pa.RecordBatch, name: str) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    batch.validate(full=True)
    columns = []
    for column, column_name in zip(batch.columns, batch.schema.names, strict=True):
        kind = _plain(column.type)
        if kind != column.type and (size := _size(column)) > _MOST_BYTES:
            message = (
                f"{name}: {batch.num_rows:,} rows have {size / 1e9:,.1f} GB of text in {column_name!r}, but the "
                f"limit is {_MOST_BYTES / 1e9:.1f} GB"
            )
            raise FormatError(message)
        columns.append(column if kind == column.type else column.cast(kind))
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _plain(kind: pa.DataType) -> pa.DataType:
    """Return a type without dictionaries."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    if pa.types.is_dictionary(kind):
        return kind.value_type
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_plain(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([kind.field(at).with_type(_plain(kind.field(at).type)) for at in range(kind.num_fields)])
    return kind


def _size(column: pa.Array) -> int:
    """Return the number of bytes of the texts in a column without dictionaries."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    if pa.types.is_dictionary(column.type):
        return pc.sum(pc.binary_length(column.dictionary).cast(pa.int64()).take(column.indices)).as_py() or 0
    if pa.types.is_list(column.type):
        return _size(column.flatten())
    if pa.types.is_struct(column.type):
        return sum(map(_size, column.flatten()))
    return 0
