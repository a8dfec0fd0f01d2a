"""Units as rows: the Arrow schema, record batches for data frames and databases, and plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, overload

from msgspec import UNSET
from msgspec.structs import asdict

from loc_align.__about__ import __version__
from loc_align.formats import Publication
from loc_align.formats.arrow_schema import COLUMNS, CORPUS_COLUMNS, VERSION, schema
from loc_align.formats.unit_row import rows as unit_rows
from loc_align.model import TranslationUnit

if TYPE_CHECKING:
    import pyarrow as pa

    SCHEMA: pa.Schema
    """The Arrow schema of the rows."""

__all__ = ["COLUMNS", "SCHEMA", "VERSION", "Publication", "rows"]


def __getattr__(name: str) -> object:
    if name == "SCHEMA":
        return schema()
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


@overload
def rows(
    units: Iterable[TranslationUnit],
    form: Literal["arrow"] = "arrow",
    *,
    size: int = ...,
    publication: Publication = ...,
) -> Iterator[pa.RecordBatch]: ...


@overload
def rows(
    units: Iterable[TranslationUnit], form: Literal["dict"], *, size: int = ..., publication: Publication = ...
) -> Iterator[dict[str, Any]]: ...


def rows(
    units: Iterable[TranslationUnit],
    form: Literal["arrow", "dict"] = "arrow",
    *,
    size: int = 10_000,
    publication: Publication = Publication(),  # noqa: B008 - immutable
) -> Iterator[Any]:
    """Yield units as rows, with the columns of ``SCHEMA``.

    The rows are the same whether the units come from documents or from a memory.

    Args:
        units: a bitext, or units from a memory. They are consumed while you iterate.
        form: ``"arrow"`` for record batches, which need the extra ``parquet``; ``"dict"`` for dictionaries.
        size: the number of rows in a record batch.
        publication: the repository, revision, and license of the documents, which the units don't know.

    Returns:
        The record batches, or the rows.

    Raises:
        UsageError: pyarrow is not installed.
    """
    return _dicts(units, publication) if form == "dict" else _batches(units, size, publication)


def _dicts(units: Iterable[TranslationUnit], publication: Publication) -> Iterator[dict[str, Any]]:
    about = {**asdict(publication), "tool_version": __version__, **dict.fromkeys(CORPUS_COLUMNS)}
    for row in unit_rows(units):
        found = asdict(row)
        found["matches"] = [] if row.matches is UNSET else [asdict(match) for match in row.matches]
        yield {name: [*value] if isinstance(value, tuple) else value for name, value in {**found, **about}.items()}


def _batches(units: Iterable[TranslationUnit], size: int, publication: Publication) -> Iterator[pa.RecordBatch]:
    from loc_align.formats.arrow_write import record_batch  # noqa: PLC0415 - imports numpy

    rest = iter(units)
    while batch := [*islice(rest, size)]:
        yield record_batch(batch, publication)
