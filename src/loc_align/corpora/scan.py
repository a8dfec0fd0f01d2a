"""The input of a corpus: Parquet files, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from loc_align.corpora.features import READ, features
from loc_align.corpora.tags import with_languages
from loc_align.formats.parquet_pages import Footer, damaged
from loc_align.formats.parquet_texts import plain_batches

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 10_000
"""The number of rows to read at a time."""


class Part(Struct, frozen=True):
    """A row group of a file."""

    path: str
    dictionaries: tuple[str, ...]
    """The columns to read as dictionaries."""
    group: int
    first: int
    """The number of its first row in the corpus."""
    rows: int


class Scanned(Struct, frozen=True):
    """The features of a part."""

    part: Part
    features: bytes
    """A serialized table."""
    pairs: tuple[tuple[str, str], ...]
    """The pairs of languages in it."""


class Scan(Struct, frozen=True):
    """Computes the features of a part. Picklable, for worker processes."""

    seed: str
    identify: bool
    """Whether to identify languages."""

    def __call__(self, part: Part) -> Scanned:
        """Compute the features."""
        import pyarrow as pa  # noqa: PLC0415 - an extra

        found, pairs = [], dict[tuple[str, str], None]()
        for batch in batches(part, [*READ]):
            found.append(features(batch, self.seed, identify=self.identify))
            sides = (batch.column(name).to_pylist() for name in ("source_lang", "target_lang"))
            pairs.update(dict.fromkeys(zip(*sides, strict=True)))
        table = pa.Table.from_batches(found).combine_chunks()
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        return Scanned(part, sink.getvalue().to_pybytes(), tuple(pairs))


def unpacked(scanned: Scanned) -> pa.RecordBatch:
    """Return the features of a part as a record batch."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    return pa.ipc.open_stream(scanned.features).read_all().to_batches()[0]


def batches(part: Part, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a part.

    Args:
        part: the part.
        columns: the columns to read; by default, all.

    Raises:
        FormatError: the file is damaged.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - an extra

    try:
        with ParquetFile(part.path, read_dictionary=part.dictionaries) as file:
            yield from map(with_languages, plain_batches(file, part.path, _ROWS, columns, [part.group]))
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise damaged(part.path, error) from None


def parts_of(files: Iterable[tuple[str, Footer]]) -> Iterator[Part]:
    """Yield the parts of Parquet files, in order.

    Args:
        files: the paths of the files, and their checked footers.
    """
    first = 0
    for path, footer in files:
        dictionaries = tuple(footer.dictionaries())
        for number, group in enumerate(footer.groups):
            if group.rows:
                yield Part(path, dictionaries, number, first, group.rows)
            first += group.rows
