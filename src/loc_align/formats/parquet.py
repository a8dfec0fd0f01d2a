"""Parquet: one row per unit, in the columns of the Arrow schema.

A body holds rows as Python values. Only the process that makes the file turns them into Arrow arrays, so that worker
processes don't need pyarrow, which is slow to import.
"""

from __future__ import annotations

import marshal
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader, BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from loc_align.formats.arrow_schema import needs_pyarrow, schema
from loc_align.formats.arrow_write import Rows, pack
from loc_align.formats.base import Format, Publication, WriteOptions
from loc_align.formats.hive import folder_values, with_values
from loc_align.formats.parquet_pages import MAGIC, checked_footer, damaged
from loc_align.formats.parquet_texts import limited_batches
from loc_align.model import TranslationUnit

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

ROWS = 50_000
"""The number of rows in a row group. With 1.2 KB a row, a row group takes 60 MB of memory."""
ROWS_AT_ONCE = 4_000
"""The number of rows to turn into arrays together. As Python values, rows take more memory."""
_DICTIONARIES = (
    "path", "source_lang", "target_lang", "block", "section.list.element", "translation_type", "origin",
    "defects.list.element", "handoff", "commit", "file_hash", "count", "state", "bead", "reasons.list.element",
    "repository", "revision", "license", "tool_version", "split",
)  # fmt: skip
"""The columns with few distinct values. A dictionary of other columns takes time and space."""
_RISING = ("line", "source_span.list.element", "target_span.list.element")
"""The columns whose values are close to those of the previous row."""
_LEVEL = 1
"""The level of zstd. Level 3 saves 8 % of the bytes, but takes a quarter more time."""
_READ_ROWS = 10_000


def _body(units: Iterable[TranslationUnit], options: WriteOptions) -> bytes:
    rows = pack(units, options.publication)
    return marshal.dumps(rows) if rows else b""


class _Taken:
    """A file whose bytes are taken away as they are written."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._at = 0

    def write(self, data: Any) -> int:  # noqa: ANN401 - a buffer
        piece = bytes(data)
        self._pieces.append(piece)
        self._at += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """Do nothing, because nothing is buffered."""

    def close(self) -> None:
        self.closed = True

    def take(self) -> bytes:
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def parquet_writer(file: Any, form: pa.Schema | None = None) -> ParquetWriter:  # noqa: ANN401 - a binary file object
    """Return a writer of units to an open file.

    Args:
        file: the file.
        form: the schema of the file, if it has more columns than that of units.

    Raises:
        UsageError: pyarrow is not installed.
    """
    form = form or schema()
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - an extra

    return ParquetWriter(
        pa.PythonFile(file, mode="w"), form, compression="zstd", compression_level=_LEVEL,
        use_dictionary=[*_DICTIONARIES], column_encoding=dict.fromkeys(_RISING, "DELTA_BINARY_PACKED"),
    )  # fmt: skip


class ParquetAssembly:
    """Makes a Parquet file from record batches."""

    def __init__(self, _: WriteOptions) -> None:
        """Start a file.

        Raises:
            UsageError: pyarrow is not installed.
        """
        self._rows = Rows()
        self._file = _Taken()
        self._writer = parquet_writer(self._file)
        self._batches: list[pa.RecordBatch] = []
        self._waiting = 0

    def add(self, body: bytes) -> bytes:
        """Add a body; return the bytes of the row groups that are complete."""
        if body:
            self._rows.add(marshal.loads(body))  # noqa: S302 - the body that this module wrote
            if self._rows.size >= ROWS_AT_ONCE:
                self._flush()
        return self._file.take()

    def _flush(self) -> None:
        batch = self._rows.take()
        while self._waiting + batch.num_rows >= ROWS:
            part = batch.slice(0, ROWS - self._waiting)
            self._write(part)
            batch = batch.slice(part.num_rows)
        self._batches.append(batch)
        self._waiting += batch.num_rows

    def _write(self, last: pa.RecordBatch) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra

        table = pa.Table.from_batches([*self._batches, last])
        self._writer.write_table(table, row_group_size=ROWS)
        self._batches.clear()
        self._waiting = 0

    def end(self) -> bytes:
        """Return the rest of the file."""
        last = self._rows.take()
        if self._waiting + last.num_rows:
            self._write(last)
        self._writer.close()
        return self._file.take()


def _read(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    from loc_align.formats.arrow_read import READ, units_of  # noqa: PLC0415 - a writer doesn't need it

    with _reporting_damage(name):
        for number, batch in _batches(stream, name, READ):
            yield from units_of(batch, number, name)


def _read_published(stream: BinaryIO, name: str) -> Iterator[tuple[TranslationUnit, Publication]]:
    from loc_align.formats.arrow_read import PUBLISHED, READ, publications_of, units_of  # noqa: PLC0415 - as above

    with _reporting_damage(name):
        for number, batch in _batches(stream, name, (*READ, *PUBLISHED)):
            own = batch.select([column for column in batch.schema.names if column in READ])
            yield from zip(units_of(own, number, name), publications_of(batch), strict=True)


@contextmanager
def _reporting_damage(name: str) -> Iterator[None]:
    needs_pyarrow()
    import pyarrow as pa  # noqa: PLC0415 - an extra

    try:
        yield
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError) as error:
        raise damaged(name, error) from None


def _batches(stream: BinaryIO, name: str, wanted: Sequence[str]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Yield the columns that are wanted, in batches with the 1-based number of their first row."""
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - an extra

    from loc_align.formats.arrow_read import known_columns  # noqa: PLC0415 - as above

    with _seekable(stream) as whole:
        number = 1
        footer = checked_footer(whole, wanted, name)
        file = ParquetFile(whole, read_dictionary=footer.dictionaries())
        columns = known_columns(file.schema_arrow.names, wanted, name)
        values = {key: value for key, value in folder_values(name, columns).items() if key in wanted}
        for batch in limited_batches(file, name, _READ_ROWS, columns, range(len(footer.groups))):
            yield number, with_values(batch, values)
            number += batch.num_rows


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Provide a file that can be read from anywhere, because the footer of Parquet is at its end."""
    if isinstance(stream, BytesIO) or (isinstance(stream, BufferedReader) and stream.seekable()):
        yield stream
        return
    with tempfile.TemporaryFile(prefix="loc-align-") as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield cast("BinaryIO", copy)


PARQUET = Format(
    "parquet", (".parquet",), lambda _: b"", _body, b"", b"", _read, lambda head: head.startswith(MAGIC),
    assembler=ParquetAssembly, stores_publication=True, read_published=_read_published,
)  # fmt: skip
