"""The Arrow schema of units: the keys of JSON Lines in their order, then columns about publication and corpus."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from loc_align.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

VERSION: Final = 1
"""The version of the schema. A version can get new columns at the end, but no column is removed or changes its type."""
VERSION_KEY: Final = b"loc_align.schema"
"""The key of the version in the metadata of a schema."""

Kind = Literal["string", "int32", "int64", "float64", "date32", "strings", "offsets", "matches"]

COLUMNS: Mapping[str, Kind] = MappingProxyType(
    {
        "id": "string",
        "path": "string",
        "line": "int32",
        "column": "int32",
        "source": "string",
        "target": "string",
        "source_text": "string",
        "target_text": "string",
        "source_lang": "string",
        "target_lang": "string",
        "block": "string",
        "section": "strings",
        "translation_type": "string",
        "origin": "string",
        "score": "float64",
        "defects": "strings",
        "source_span": "offsets",
        "target_span": "offsets",
        "previous": "string",
        "next": "string",
        "handoff": "date32",
        "commit": "string",
        "file_hash": "string",
        "count": "int32",
        "state": "string",
        "bead": "string",
        "reasons": "strings",
        "matches": "matches",
        "repository": "string",
        "revision": "string",
        "license": "string",
        "tool_version": "string",
        "split": "string",
        "source_hash": "int64",
        "target_hash": "int64",
    }
)
"""The columns in order, each with its type."""
CORPUS_COLUMNS = ("split", "source_hash", "target_hash")
"""The columns that are null outside a corpus."""


def needs_pyarrow() -> None:
    """Import pyarrow.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import pyarrow as pa  # noqa: F401, PLC0415 - an extra
    except ImportError:
        raise UsageError("Parquet and Arrow need pyarrow; run: pip install 'loc-align[parquet]'") from None


@cache
def schema() -> pa.Schema:
    """Return the Arrow schema of units.

    All text is ``string``: dictionaries and large strings are refused by some readers, and Parquet encodes repeated
    values by itself. No column has the type ``null``, so that two files always have the same schema.

    Raises:
        UsageError: pyarrow is not installed.
    """
    needs_pyarrow()
    import pyarrow as pa  # noqa: PLC0415 - an extra

    text = pa.string()
    match = [("kind", text), ("score", pa.float64()), ("source", text), ("target", text), ("origin", text)]
    kinds: Mapping[Kind, pa.DataType] = {
        "string": text,
        "int32": pa.int32(),
        "int64": pa.int64(),
        "float64": pa.float64(),
        "date32": pa.date32(),
        "strings": pa.list_(text),
        "offsets": pa.list_(pa.int32()),
        "matches": pa.list_(pa.struct(match)),
    }
    fields = [pa.field(name, kinds[kind]) for name, kind in COLUMNS.items()]
    return pa.schema(fields, metadata={VERSION_KEY: str(VERSION).encode()})


def without_dictionaries(kind: pa.DataType) -> pa.DataType:
    """Return a type with plain values instead of dictionaries."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    if pa.types.is_dictionary(kind):
        return kind.value_type
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(without_dictionaries(kind.value_type)))
    if pa.types.is_struct(kind):
        fields = [kind.field(at) for at in range(kind.num_fields)]
        return pa.struct([field.with_type(without_dictionaries(field.type)) for field in fields])
    return kind
