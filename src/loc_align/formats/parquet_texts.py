"""Limits the texts of Parquet files, because a few bytes can repeat a long text any number of times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from loc_align.errors import FormatError
from loc_align.formats.arrow_schema import without_dictionaries

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

_MOST_BYTES = 1 << 28
"""The most bytes of the texts in a column of a batch."""


def limited_batches(
    file: ParquetFile, name: str, rows: int, columns: Sequence[str] | None, groups: Iterable[int]
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a file, whose texts were read as dictionaries.

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
            batch.validate(full=True)
            for column, column_name in zip(batch.columns, batch.schema.names, strict=True):
                if (size := _size(column)) > _MOST_BYTES:
                    message = (
                        f"{name}: {batch.num_rows:,} rows have {size / 1e9:,.1f} GB of text in {column_name!r}, but "
                        f"the limit is {_MOST_BYTES / 1e9:.1f} GB"
                    )
                    raise FormatError(message)
            yield batch


def plain_batches(
    file: ParquetFile, name: str, rows: int, columns: Sequence[str] | None, groups: Iterable[int]
) -> Iterator[pa.RecordBatch]:
    """Yield the rows like :func:`limited_batches`, with plain texts."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    for batch in limited_batches(file, name, rows, columns, groups):
        kinds = [without_dictionaries(column.type) for column in batch.columns]
        own = [
            column if kind == column.type else column.cast(kind)
            for column, kind in zip(batch.columns, kinds, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(own, names=batch.schema.names)


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
