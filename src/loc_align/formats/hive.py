"""The columns that the folders of a file state, in the layout of Hive: ``target_lang=fr-FR/part-0.parquet``.

Programs that write this layout leave these columns out of the files.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from loc_align.formats.arrow_schema import COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

_NULL = "__HIVE_DEFAULT_PARTITION__"


def folder_values(path: str, known: Collection[str]) -> Mapping[str, str]:
    """Return the values of text columns that the folders of a file state.

    Args:
        path: the path of the file.
        known: the columns that the file has, which are left out.
    """
    folders = path.replace("\\", "/").split("/")[:-1]
    stated = (folder.partition("=")[::2] for folder in folders if "=" in folder)
    return {
        name: unquote(value)
        for name, value in stated
        if COLUMNS.get(name) == "string" and name not in known and value not in {"", _NULL}
    }


def with_values(batch: pa.RecordBatch, values: Mapping[str, str]) -> pa.RecordBatch:
    """Return a record batch with columns that have the same value in all rows."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    if not values:
        return batch
    added = [pa.array([value] * batch.num_rows, pa.string()) for value in values.values()]
    return pa.RecordBatch.from_arrays([*batch.columns, *added], names=[*batch.schema.names, *values])
