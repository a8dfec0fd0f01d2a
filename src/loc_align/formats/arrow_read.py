"""Arrow record batches to units."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import fields

from loc_align.errors import FormatError
from loc_align.formats.arrow_schema import COLUMNS, schema
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


def known_columns(names: list[str], where: str) -> list[str]:
    """Return the columns of a file that make units, and those about their publication.

    Args:
        names: the columns of the file.
        where: the name of the file, for messages.

    Raises:
        FormatError: the file has no columns of sources and targets.
    """
    if missing := [name for name in ("source", "target") if name not in names]:
        message = f"{where}: the column {missing[0]!r} is missing; the file has {', '.join(names[:8]) or 'no columns'}"
        raise FormatError(message)
    return [name for name in (*READ, *PUBLISHED) if name in names]


def units_of(batch: pa.RecordBatch, first: int, where: str) -> Iterator[TranslationUnit]:
    """Yield the units of a record batch.

    Args:
        batch: the batch, with the columns of the schema that it has, in any order.
        first: the 1-based number of its first row.
        where: the name of the file, for messages.

    Raises:
        FormatError: a column has another type, or a value is not allowed.
    """
    names = batch.schema.names
    columns = [_cast(column, name, where) for name, column in zip(names, batch.columns, strict=True)]
    numbered = "id" not in names
    for number, values in enumerate(zip(*columns, strict=True), first):
        known = {name: value for name, value in zip(names, values, strict=True) if value is not None}
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
    columns = [_texts(batch, name) for name in PUBLISHED]
    return map(_publication, *columns)


_publication = lru_cache(maxsize=64)(Publication)


def _texts(batch: pa.RecordBatch, name: str) -> list[str | None]:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    if name in batch.schema.names:
        try:
            found: list[str | None] = batch.column(name).cast(pa.string()).to_pylist()
        except (pa.ArrowException, UnicodeDecodeError):
            pass
        else:
            return found
    return [None] * batch.num_rows


def _cast(column: pa.Array, name: str, where: str) -> list[Any]:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    wanted = schema().field(name).type
    try:
        found: list[Any] = column.cast(wanted).to_pylist()
    except (pa.ArrowException, UnicodeDecodeError):
        message = f"{where}: the column {name!r} must have the type {COLUMNS[name]}, not {column.type}"
        raise FormatError(message) from None
    return found
