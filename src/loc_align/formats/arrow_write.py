"""Units to Arrow record batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby, repeat
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from loc_align.__about__ import __version__
from loc_align.formats.arrow_columns import Column
from loc_align.formats.arrow_pack import (
    Piece,
    pack_integers,
    pack_numbers,
    pack_offsets,
    pack_string_lists,
    pack_strings,
)
from loc_align.formats.arrow_schema import COLUMNS, CORPUS_COLUMNS, Kind, schema
from loc_align.formats.base import Publication
from loc_align.markdown import inline
from loc_align.model import Provenance, Segment, TranslationUnit

if TYPE_CHECKING:
    import pyarrow as pa

_SHARED = (
    "path", "source_lang", "target_lang", "translation_type", "handoff", "commit", "file_hash", "repository",
    "revision", "license", "tool_version",
)  # fmt: skip
"""The columns that all units of a document share."""
_FIELDS = (
    "id", "line", "column", "block", "section", "origin", "score", "defects", "previous", "next", "count", "state",
    "bead", "reasons",
)  # fmt: skip
"""The columns that are fields of a unit."""
_OWN = (*_FIELDS, "source", "source_text", "source_span", "target", "target_text", "target_span")
_GETTERS = tuple(map(attrgetter, _FIELDS))
_EPOCH = date(1970, 1, 1).toordinal()
_PACKERS: Mapping[Kind, Callable[[Any], Piece]] = MappingProxyType(
    {
        "string": pack_strings,
        "int32": pack_integers,
        "date32": pack_integers,
        "float64": pack_numbers,
        "strings": pack_string_lists,
    }
)

Packed = tuple[int, tuple[Any, ...], tuple[tuple[Piece, int], ...], list[Any] | None]
"""Units of one document: their number, the values of the shared columns, the other columns, each with how often to
repeat it, and the matches, if any."""


def pack(units: Iterable[TranslationUnit], publication: Publication) -> list[Packed]:
    """Return the rows of units as bytes, which take little time to send to another process.

    Args:
        units: the units.
        publication: where their documents were published.
    """
    return [_packed([*group], origin, publication) for origin, group in groupby(units, key=attrgetter("provenance"))]


def _packed(units: list[TranslationUnit], origin: Provenance, publication: Publication) -> Packed:
    day = None if origin.handoff is None else origin.handoff.toordinal() - _EPOCH
    shared = (
        origin.path, origin.source_lang, origin.target_lang, origin.translation_type, day, origin.commit,
        origin.file_hash, publication.repository, publication.revision, publication.license, __version__,
    )  # fmt: skip
    own = zip(_FIELDS, ([*map(get, units)] for get in _GETTERS), strict=True)
    columns = [_column(COLUMNS[name], values) for name, values in own]
    columns += [*_side([unit.source for unit in units]), *_side([unit.target for unit in units])]
    matches = [[asdict(match) for match in unit.matches] for unit in units] if _any_matches(units) else None
    return len(units), shared, tuple(columns), matches


def _column(kind: Kind, values: Sequence[Any]) -> tuple[Piece, int]:
    """Return a column. One row stands for equal ones, such as those of the columns that are rarely used."""
    count = values.count(values[0])
    return (_PACKERS[kind](values[:1]), count) if count == len(values) else (_PACKERS[kind](values), 1)


@lru_cache(maxsize=256)
def _one_row(kind: Kind, value: object) -> Piece:
    return _PACKERS[kind]((value,))


def _any_matches(units: Iterable[TranslationUnit]) -> bool:
    return any(unit.matches for unit in units)


def _side(segments: Sequence[Segment | None]) -> Iterator[tuple[Piece, int]]:
    """Yield the columns of a side: the Markdown, the plain texts, and the offsets."""
    texts = [None if segment is None else segment.text for segment in segments]
    yield pack_strings(texts), 1
    yield pack_strings([None if text is None else inline.plain(text) for text in texts]), 1
    yield pack_offsets([None if segment is None else segment.span for segment in segments]), 1


class Rows:
    """Collects rows column by column."""

    def __init__(self) -> None:
        """Start without rows.

        Raises:
            UsageError: pyarrow is not installed.
        """
        self.size = 0
        self._columns = {name: Column(schema().field(name).type) for name in (*_SHARED, *_OWN)}
        self._matches: list[Any] = []

    def add(self, rows: Iterable[Packed]) -> None:
        """Add rows."""
        for size, shared, own, matches in rows:
            self.size += size
            for name, value in zip(_SHARED, shared, strict=True):
                self._columns[name].add(_one_row(COLUMNS[name], value), size)
            for name, (piece, times) in zip(_OWN, own, strict=True):
                self._columns[name].add(piece, times)
            self._matches.extend(repeat((), size) if matches is None else matches)

    def take(self) -> pa.RecordBatch:
        """Return the rows as a record batch, and forget them."""
        import pyarrow as pa  # noqa: PLC0415 - an extra

        columns = {name: column.take() for name, column in self._columns.items()}
        columns["matches"] = self._matching(schema().field("matches").type)
        columns.update((name, pa.nulls(self.size, schema().field(name).type)) for name in CORPUS_COLUMNS)
        batch = pa.RecordBatch.from_arrays([columns[name] for name in COLUMNS], schema=schema())
        self._matches.clear()
        self.size = 0
        return batch

    def _matching(self, kind: pa.DataType) -> pa.Array:
        import pyarrow as pa  # noqa: PLC0415 - an extra

        if any(self._matches):
            return pa.array(_encodable(self._matches), kind)
        none = Column(pa.list_(pa.int32()))
        none.add((None, bytes(4), (None, b"", None)), len(self._matches))
        empty = none.take()
        return pa.Array.from_buffers(kind, len(empty), empty.buffers()[:2], children=[_no_rows(kind.value_type)])


def _no_rows(kind: pa.DataType) -> pa.Array:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    columns = [Column(kind.field(at).type).take() for at in range(kind.num_fields)]
    return pa.StructArray.from_arrays(columns, fields=[kind.field(at) for at in range(kind.num_fields)])


def _encodable(item: Any) -> Any:  # noqa: ANN401 - matches, or a part of them
    """Return a value whose lone surrogates, which UTF-8 cannot contain, are question marks."""
    if isinstance(item, str):
        return item.encode("utf-8", "replace").decode("utf-8")
    if isinstance(item, dict):
        return {key: _encodable(value) for key, value in item.items()}
    return [_encodable(value) for value in item] if isinstance(item, list | tuple) else item


def record_batch(units: Iterable[TranslationUnit], publication: Publication) -> pa.RecordBatch:
    """Return units as a record batch.

    Args:
        units: the units.
        publication: where their documents were published.

    Raises:
        UsageError: pyarrow is not installed.
    """
    rows = Rows()
    rows.add(pack(units, publication))
    return rows.take()
