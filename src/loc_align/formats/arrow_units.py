"""Arrow columns to units, column by column, for columns in which every value is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, pairwise, repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from msgspec.structs import fields

from loc_align.formats.arrow_schema import COLUMNS, Kind
from loc_align.formats.unit_row import UnitRow, provenance_of
from loc_align.model import BlockKind, Origin, Provenance, Segment, Span, State, TranslationType, TranslationUnit

if TYPE_CHECKING:
    import pyarrow as pa

_CHOICES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "block": frozenset(get_args(BlockKind)),
        "origin": frozenset(get_args(Origin)),
        "state": frozenset(get_args(State)),
        "translation_type": frozenset(get_args(TranslationType)),
    }
)
_ORIGIN = ("path", "source_lang", "target_lang", "translation_type", "handoff", "commit", "file_hash")
"""The columns that all units of a document share."""
_STRIDE = 500
"""The number of rows to convert at a time. The values of more rows don't stay in the cache of the processor until their
units are made, which then takes four times as long."""
_DEFAULTS: Mapping[str, Any] = MappingProxyType({field.name: field.default for field in fields(UnitRow)})


def are_plain(columns: Mapping[str, pa.Array]) -> bool:
    """Return whether every value of the columns is allowed, and no unit has matches, so that nothing can go wrong.

    Args:
        columns: the columns by name, with the types of the schema. Strings can have dictionaries.
    """
    return all(_ALLOWED[COLUMNS[name]](column, name) for name, column in columns.items())


def joined(columns: Mapping[str, pa.Array], first: int, size: int) -> Iterator[TranslationUnit]:
    """Yield the units of columns for which :func:`are_plain` holds.

    Args:
        columns: the columns by name.
        first: the 1-based number of the first row.
        size: the number of rows.
    """

    def own(name: str) -> Iterable[Any]:
        return _values(columns[name], name) if name in columns else repeat(_DEFAULTS[name])

    def side(name: str) -> Iterable[Segment | None]:
        return _segments(columns[name], columns.get(f"{name}_span")) if name in columns else repeat(None)

    numbers = range(first, first + size)
    return map(
        TranslationUnit, own("id") if "id" in columns else map(str, numbers), side("source"), side("target"),
        _origins(columns, size), own("line"), own("column"), own("block"), own("section"), own("previous"),
        own("next"), own("origin"), own("score"), own("defects"), own("count"), own("bead"), own("reasons"),
        own("state"), repeat(()), numbers,
    )  # fmt: skip


def runs(columns: Iterable[pa.Array], size: int) -> tuple[pa.Array, pa.Array]:
    """Return the first row and the number of rows of each run of rows that are equal in all columns.

    Args:
        columns: strings or numbers.
        size: the number of rows.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra

    is_first = np.zeros(size, bool)
    is_first[:1] = True
    for column in columns:
        numbers = _encoded(column).indices.fill_null(-1).to_numpy()
        is_first[1:] |= numbers[1:] != numbers[:-1]
    starts = np.flatnonzero(is_first)
    return pa.array(starts), pa.array(np.diff(starts, append=size))


def _encoded(column: pa.Array) -> pa.DictionaryArray:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


def _origins(columns: Mapping[str, pa.Array], size: int) -> Iterator[Provenance]:
    starts, lengths = runs([columns[name] for name in _ORIGIN if name in columns], size)
    own = (
        _values(columns[name].take(starts), name) if name in columns else repeat(_DEFAULTS[name]) for name in _ORIGIN
    )
    return chain.from_iterable(map(repeat, map(provenance_of, *own), lengths.to_pylist()))


def _values(column: pa.Array, name: str) -> Iterable[Any]:
    default = _DEFAULTS[name]
    if COLUMNS[name] == "string":
        return texts(column, default)
    return _tuples(column) if COLUMNS[name] == "strings" else _in_strides(column, _filled(default))


def texts(column: pa.Array, default: str | None = None) -> Iterable[Any]:
    """Return the strings of a column. Equal values of a dictionary are the same object.

    Args:
        column: strings, with or without a dictionary.
        default: what stands for a null.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra

    if not pa.types.is_dictionary(column.type):
        return _in_strides(column, _filled(default))
    # The last element is what the index -1, which stands for a null, refers to.
    choices = [*column.dictionary.to_pylist(), default]
    return map(choices.__getitem__, column.indices.fill_null(-1).to_pylist())


def _filled(default: Any) -> Callable[[pa.Array], list[Any]]:  # noqa: ANN401 - the type of a column
    """Return a function that converts an array, with a value for each null."""

    def convert(column: pa.Array) -> list[Any]:
        values: list[Any] = column.to_pylist()
        is_whole = default is None or not column.null_count
        return values if is_whole else [default if value is None else value for value in values]

    return convert


def _in_strides(column: Any, convert: Callable[[Any], Iterable[Any]]) -> Iterator[Any]:  # noqa: ANN401 - an array
    return chain.from_iterable(convert(column[at : at + _STRIDE]) for at in range(0, len(column), _STRIDE))


def _tuples(column: pa.Array) -> Iterable[tuple[str, ...]]:
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(_lengths(column), dtype=np.int64)])
    if not ends[-1]:
        return repeat((), len(column))
    items = [*texts(column.flatten())]
    return (tuple(items[start:end]) for start, end in pairwise(_in_strides(ends, np.ndarray.tolist)))


def _lengths(column: pa.Array) -> Any:  # noqa: ANN401 - an array of numpy
    """Return the lengths of lists; 0 for a null."""
    import pyarrow.compute as pc  # noqa: PLC0415 - an extra

    return pc.list_value_length(column).fill_null(0).to_numpy()


def _segments(column: pa.Array, offsets: pa.Array | None) -> Iterable[Segment | None]:
    found = texts(column)
    if offsets is None:
        return (None if text is None else Segment(Span(0, len(text)), text) for text in found)
    numbers = offsets.flatten().to_numpy()
    spans = map(Span, _in_strides(numbers[::2], np.ndarray.tolist), _in_strides(numbers[1::2], np.ndarray.tolist))
    if not column.null_count and not offsets.null_count:
        return map(Segment, spans, found)
    wanted = (next(spans) if is_valid else None for is_valid in offsets.is_valid().to_pylist())
    return (
        None if text is None else Segment(span or Span(0, len(text)), text)
        for text, span in zip(found, wanted, strict=True)
    )


def _are_strings(column: pa.Array, name: str) -> bool:
    if name == "id":
        return not column.null_count
    if name not in {*_CHOICES, "bead"}:
        return True
    distinct = {*_encoded(column).dictionary.to_pylist()}
    return distinct <= _CHOICES[name] if name in _CHOICES else "" not in distinct


def _are_positive(column: pa.Array, _: str) -> bool:
    return _least(column) >= 1


def _least(column: pa.Array) -> int:
    import pyarrow.compute as pc  # noqa: PLC0415 - an extra

    found: int | None = pc.min(column).as_py()
    return 1 if found is None else found


def _are_scores(column: pa.Array, _: str) -> bool:
    import pyarrow.compute as pc  # noqa: PLC0415 - an extra

    return pc.all(pc.and_(pc.greater_equal(column, 0), pc.less_equal(column, 1))).as_py() is not False


def _are_lists(column: pa.Array, _: str) -> bool:
    return not column.flatten().null_count


def _are_offsets(column: pa.Array, _: str) -> bool:
    items = column.flatten()
    wanted = np.where(column.is_valid().to_numpy(zero_copy_only=False), 2, 0)
    return np.array_equal(_lengths(column), wanted) and not items.null_count and _least(items) >= 0


_ALLOWED: Mapping[Kind, Callable[[pa.Array, str], bool]] = MappingProxyType(
    {
        "string": _are_strings,
        "int32": _are_positive,
        "float64": _are_scores,
        "date32": lambda *_: True,
        "strings": _are_lists,
        "offsets": _are_offsets,
        "matches": lambda column, _: not len(column.flatten()),
    }
)
"""Returns whether each value of a column of a kind is allowed."""
