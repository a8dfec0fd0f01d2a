"""What a Parquet file unpacks to, from its footer and the headers of its pages.

The footer can state anything. pyarrow ends the process if it is asked for the details of some damaged footers, so it
is never asked for them. Format: Apache Parquet, ``parquet.thrift``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from msgspec import Struct

from loc_align.errors import FormatError
from loc_align.formats.thrift import ThriftReader

_MOST_BYTES = 1 << 29
"""The most bytes of the largest pages of all columns together, because one page of each is in memory at a time."""
_MOST_ROWS_PER_BYTE = 20
_ROWS = 1_000_000
"""The number of rows that a file of any size can have. More must be in proportion to its bytes."""
_MOST_FOOTER = 1 << 24
_HEADERS = (1 << 12, 1 << 24)
"""The bytes of a page header to read at first, and at most, as pyarrow does."""
MAGIC = b"PAR1"
"""How a Parquet file starts and ends."""
_BYTE_ARRAY = 6
_DICTIONARIES = frozenset({2, 8})
"""The encodings that refer to a dictionary."""


class Chunk(Struct, frozen=True):
    """A column of a row group."""

    path: tuple[str, ...]
    """The name of the column, and the names of what it contains."""
    is_text: bool
    has_dictionary: bool
    nulls: int | None
    """The number of nulls; ``None`` if the file doesn't say it."""
    start: int
    """The offset of its first page; 0 if it has none."""
    size: int
    """The number of its bytes."""


class Group(Struct, frozen=True):
    """A row group."""

    rows: int
    chunks: tuple[Chunk, ...]


class Footer(Struct, frozen=True):
    """What the footer of a file says."""

    groups: tuple[Group, ...]

    @property
    def chunks(self) -> Iterator[Chunk]:
        """The columns of all row groups."""
        return (chunk for group in self.groups for chunk in group.chunks)

    def dictionaries(self) -> list[str]:
        """Return the paths of the text columns with dictionaries."""
        found = (chunk.path for chunk in self.chunks if chunk.is_text and chunk.has_dictionary)
        return [*dict.fromkeys(map(".".join, found))]


def damaged(name: str, what: object) -> FormatError:
    """Return the error for a file that can't be read.

    Args:
        name: the name of the file.
        what: the part of the file, or what pyarrow says.
    """
    return FormatError(f"{name}: not a valid Parquet file, or damaged: {' '.join(str(what).split())[:120]}")


def checked_footer(stream: BinaryIO, columns: Collection[str] | None, name: str) -> Footer:
    """Read the footer of a file, and check how much memory its pages need.

    Args:
        stream: the file.
        columns: the columns that will be read; ``None`` for all.
        name: the name of the file, for messages.

    Raises:
        FormatError: the footer or a page header is damaged, the pages are too large, or the file has far more rows than
            bytes.
    """
    size = stream.seek(0, 2)
    try:
        footer = _footer(stream, size)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):  # other fields or types than Parquet has
        raise damaged(name, "the footer") from None
    rows = sum(group.rows for group in footer.groups)
    if rows > _ROWS + size * _MOST_ROWS_PER_BYTE:
        raise FormatError(f"{name}: {rows:,} rows in {size:,} bytes cannot be a memory")
    for number, group in enumerate(footer.groups, 1):
        own = (chunk for chunk in group.chunks if columns is None or chunk.path[0] in columns)
        needed = sum(max(_page_sizes(stream, chunk, size, name), default=0) for chunk in own)
        if needed > _MOST_BYTES:
            message = (
                f"{name}: the pages of row group {number} need {needed / 1e6:,.0f} MB of memory, but the limit is "
                f"{_MOST_BYTES / 1e6:,.0f} MB; write the file with smaller pages"
            )
            raise FormatError(message)
    return footer


def _footer(stream: BinaryIO, size: int) -> Footer:
    stream.seek(max(0, size - 8))
    end = stream.read(8)
    length = int.from_bytes(end[:4], "little")
    if end[4:] != MAGIC or length > min(size - 8, _MOST_FOOTER):
        raise ValueError(length)
    stream.seek(size - 8 - length)
    found = ThriftReader(stream.read(length)).struct()
    return Footer(tuple(Group(max(group[3], 0), tuple(map(_chunk, group[1]))) for group in found[4]))


def _chunk(column: Mapping[int, Any]) -> Chunk:
    about = column[3]
    offsets: Sequence[int] = [about[number] for number in (9, 11) if about.get(number)]
    nulls = about.get(12, {}).get(3)
    return Chunk(
        tuple(part.decode() for part in about[3]),
        about[1] == _BYTE_ARRAY,
        not _DICTIONARIES.isdisjoint(about[2]),
        nulls if isinstance(nulls, int) else None,
        min(offsets, default=0),
        int(about[7]),
    )


def _page_sizes(stream: BinaryIO, chunk: Chunk, size: int, name: str) -> Iterator[int]:
    """Yield how many bytes each page of a column unpacks to."""
    at, end = chunk.start, chunk.start + chunk.size
    while at < end:
        header = _page(stream, at) if 0 <= at < end <= size else None
        if header is None:
            raise damaged(name, f"a page of {'.'.join(chunk.path)!r}")
        length, uncompressed, compressed = header
        yield uncompressed
        at += length + compressed


def _page(stream: BinaryIO, at: int) -> tuple[int, int, int] | None:
    """Return the length of a page header, and the sizes of its page; ``None`` if it is damaged."""
    for most in _HEADERS:
        stream.seek(at)
        reader = ThriftReader(stream.read(most))
        try:
            header = reader.struct()
            uncompressed, compressed = int(header[2]), int(header[3])
        except IndexError:
            continue
        except (KeyError, TypeError, ValueError):
            return None
        return None if min(uncompressed, compressed) < 0 else (reader.at, uncompressed, compressed)
    return None
