"""Arrow record batches to units."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING

from msgspec.structs import fields

from loc_align.errors import FormatError
from loc_align.formats.arrow_schema import COLUMNS, schema, without_dictionaries
from loc_align.formats.arrow_units import are_plain, joined, runs, texts
from loc_align.formats.base import Publication
from loc_align.formats.unit_json import row_of
from loc_align.formats.unit_row import UnitRow, unit_of
from loc_align.model import TranslationUnit

if TYPE_CHECKING:
    import pyarrow as pa

READ = tuple(field.name for field in fields(UnitRow) if field.name not in {"source_text", "target_text"})
"""The columns that make a unit. The plain texts follow from the Markdown."""
PUBLISHED = tuple(field.name for field in fields(Publication))
"""The columns about the publication of a document, which is no part of a unit."""


def known_columns(names: Collection[str], wanted: Sequence[str], where: str) -> list[str]:
    """Return the columns to read from a file.

    Args:
        names: the columns of the file.
        wanted: the columns that are needed, as far as the file has them.
        where: the name of the file, for messages.

    Raises:
        FormatError: the file has no columns of sources and targets.
    """
    if missing := [name for name in ("source", "target") if name not in names]:
        message = (
            f"{where}: the column {missing[0]!r} is missing; the file has {', '.join([*names][:8]) or 'no columns'}"
        )
        raise FormatError(message)
    return [name for name in wanted if name in names]


def units_of(batch: pa.RecordBatch, first: int, where: str) -> Iterator[TranslationUnit]:
    """Yield the units of a record batch.

    Args:
        batch: the batch, with the columns of the schema that it has, in any order.
        first: the 1-based number of its first row.
        where: the name of the file, for messages.

    Raises:
        FormatError: a column has another type, or a value is not allowed.
    """
    columns = {name: _typed(batch.column(name), name, where) for name in batch.schema.names}
    if are_plain(columns):
        return joined(columns, first, batch.num_rows)
    return _one_by_one(columns, first, where)


def _one_by_one(columns: Mapping[str, pa.Array], first: int, where: str) -> Iterator[TranslationUnit]:
    """Yield units up to the first row with a value that is not allowed."""
    numbered = "id" not in columns
    for number, values in enumerate(zip(*(column.to_pylist() for column in columns.values()), strict=True), first):
        known = {name: value for name, value in zip(columns, values, strict=True) if value is not None}
        if numbered:
            known["id"] = str(number)
        if not known.get("matches"):
            known.pop("matches", None)
        yield unit_of(row_of(known, f"{where}: row {number}"), number)


def publications_of(batch: pa.RecordBatch) -> Iterator[Publication]:
    """Yield where the document of each row was published. What isn't a text isn't known.

    Args:
        batch: the batch.
    """
    columns = {name: column for name in PUBLISHED if (column := _text(batch, name)) is not None}
    starts, lengths = runs(columns.values(), batch.num_rows)
    own = (texts(columns[name].take(starts)) if name in columns else repeat(None, len(starts)) for name in PUBLISHED)
    return chain.from_iterable(map(repeat, map(_publication, *own), lengths.to_pylist()))


_publication = lru_cache(maxsize=64)(Publication)


def _text(batch: pa.RecordBatch, name: str) -> pa.Array | None:
    """Return a column as strings; ``None`` if there is none, or it has other values."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    if name not in batch.schema.names:
        return None
    try:
        return batch.column(name).cast(pa.string())
    except pa.ArrowException:
        return None


def _typed(column: pa.Array, name: str, where: str) -> pa.Array:
    """Return a column with the type of the schema. Strings keep their dictionary."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    wanted, kind = schema().field(name).type, without_dictionaries(column.type)
    if kind == wanted:
        return column
    try:
        return column.cast(kind).cast(wanted)
    except pa.ArrowException:
        message = f"{where}: the column {name!r} must have the type {COLUMNS[name]}, not {kind}"
        raise FormatError(message) from None
