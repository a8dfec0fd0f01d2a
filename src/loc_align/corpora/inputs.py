"""The files of a corpus: Parquet as it is, everything else converted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from loc_align import formats
from loc_align.errors import UsageError
from loc_align.files.io import atomic, read_published
from loc_align.formats.arrow_schema import needs_pyarrow, schema
from loc_align.formats.hive import folder_values, with_values
from loc_align.formats.parquet import check_sizes, parquet_writer

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import FileMetaData

_ROWS = 10_000
"""The number of rows to copy at a time."""
_NEVER_NULL = frozenset({"path", "line", "source_lang", "target_lang", "block", "origin", "score", "count"})
"""The columns that the filters need. Units that are read one by one get the usual value instead of a null."""


def parquet_files(names: Sequence[str], folder: str) -> Iterator[str]:
    """Yield Parquet files with the columns of units. Other memories are converted into a folder.

    Args:
        names: memories in any format, and folders with Parquet files.
        folder: a temporary folder.

    Raises:
        UsageError: a folder has no Parquet files, or pyarrow is not installed.
        InputError: a file cannot be read.
        FormatError: a file breaks the rules of its format.
    """
    needs_pyarrow()
    for number, name in enumerate(item for given in names for item in _files(given)):
        target = Path(folder, f"{number}.parquet")
        metadata = _metadata(name)
        values = folder_values(name, metadata.schema.to_arrow_schema().names) if metadata else {}
        if metadata is None or not _is_complete(metadata, values):
            with atomic(target, durable=False) as stream:
                form = formats.FORMATS["parquet"]
                stream.writelines(formats.dump_published(read_published(name), form, formats.WriteOptions()))
            yield str(target)
        elif metadata.schema.to_arrow_schema().equals(schema()):
            yield name
        else:
            _copy(name, target, values)
            yield str(target)


def _files(name: str) -> list[str]:
    if not Path(name).is_dir():
        return [name]
    if found := sorted(str(path) for path in Path(name).rglob("*.parquet") if path.is_file()):
        return found
    message = f"{name}: the folder contains no Parquet file (*.parquet); give files, or export the documents first"
    raise UsageError(message)


def _metadata(name: str) -> FileMetaData | None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow.parquet import read_metadata  # noqa: PLC0415 - an extra

    try:
        found: FileMetaData = read_metadata(name)
    except (pa.ArrowException, OSError):
        return None
    check_sizes(found, name)
    return found


def _is_complete(metadata: FileMetaData, values: Mapping[str, str]) -> bool:
    """Return whether a file has all columns with their types, and no null where the filters need a value."""
    found = metadata.schema.to_arrow_schema()
    if any(
        (found.field(wanted.name).type != wanted.type) if wanted.name in found.names else wanted.name not in values
        for wanted in schema()
    ):
        return False
    groups = (metadata.row_group(at) for at in range(metadata.num_row_groups))
    columns = (group.column(at) for group in groups for at in range(group.num_columns))
    needed = (column for column in columns if column.path_in_schema in _NEVER_NULL)
    return all(column.statistics is not None and column.statistics.null_count == 0 for column in needed)


def _copy(name: str, target: Path, values: Mapping[str, str]) -> None:
    """Copy the columns of units, in order, with those that the folders state."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - an extra

    form: pa.Schema = schema()
    with atomic(target, durable=False) as stream, ParquetFile(name) as file, parquet_writer(stream) as writer:
        columns = [column for column in form.names if column not in values]
        for batch in file.iter_batches(_ROWS, columns=columns, use_threads=False):
            whole = with_values(batch, values)
            writer.write_batch(pa.RecordBatch.from_arrays([whole.column(column) for column in form.names], schema=form))
