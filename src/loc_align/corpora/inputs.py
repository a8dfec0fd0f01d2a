"""The files of a corpus: Parquet as it is, everything else converted."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from loc_align import formats
from loc_align.errors import InputError, UsageError
from loc_align.files.io import atomic, read_published
from loc_align.files.streams import opened
from loc_align.formats.arrow_schema import needs_pyarrow, schema
from loc_align.formats.hive import folder_values, with_values
from loc_align.formats.parquet import parquet_writer
from loc_align.formats.parquet_pages import Footer, checked_footer, damaged
from loc_align.formats.parquet_texts import plain_batches

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 10_000
"""The number of rows to copy at a time."""
_HEAD = 4
"""The bytes that tell Parquet from other formats."""
_SUFFIXES = (".parquet", ".tmx", ".xlf", ".xlf2", ".xliff", ".po", ".jsonl", ".ndjson")
"""The suffixes of the memories in a folder. JSON files and tables there can be anything, and must be named."""
_NEVER_NULL = frozenset({"path", "line", "source_lang", "target_lang", "block", "origin", "score", "count"})
"""The columns that the filters need. Units that are read one by one get the usual value instead of a null."""


def parquet_files(names: Sequence[str], folder: str) -> Iterator[tuple[str, Footer]]:
    """Yield Parquet files with the columns of units, and their checked footers. Other memories are converted.

    Args:
        names: memories in any format, folders with memories, and glob patterns.
        folder: a temporary folder for the converted memories.

    Raises:
        UsageError: a folder has no memories, no file matches a pattern, or pyarrow is not installed.
        InputError: a file cannot be read.
        FormatError: a file breaks the rules of its format.
    """
    needs_pyarrow()
    for number, name in enumerate(_all_files(names)):
        target = Path(folder, f"{number}.parquet")
        parquet = _parquet(name)
        values = folder_values(name, parquet[1].names) if parquet else {}
        if parquet is None or not _is_complete(*parquet, values):
            with atomic(target, durable=False) as stream:
                form = formats.FORMATS["parquet"]
                stream.writelines(formats.dump_published(read_published(name), form, formats.WriteOptions()))
        elif parquet[1].equals(schema()):
            yield name, parquet[0]
            continue
        else:
            _copy(name, target, parquet[0], values)
        with target.open("rb") as written:
            yield str(target), checked_footer(written, None, name)


def _all_files(names: Sequence[str]) -> Iterator[str]:
    """Yield each file once, although several folders and patterns can have it."""
    seen: set[str] = set()
    for path in (path for name in names for path in _files(name)):
        place = os.path.realpath(path)
        if place not in seen:
            seen.add(place)
            yield path


def _files(name: str) -> Sequence[str]:
    """Return the files of a path: a file, a folder, or a glob pattern."""
    path = Path(name)
    if not path.exists() and glob.has_magic(name):
        if found := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - an absolute pattern
            return [file for match in found for file in _files(match)]
        raise UsageError(f"{name}: no file matches the pattern")
    if not path.is_dir():
        return [name]
    walk = os.walk(path, onerror=_refuse_folder)
    inside = (Path(folder, file) for folder, _, names in walk for file in names if file.lower().endswith(_SUFFIXES))
    files = (file for file in inside if file.is_file())
    if found := sorted(map(str, files)):
        return found
    message = (
        f"{name}: the folder contains no memory ({', '.join(f'*{suffix}' for suffix in _SUFFIXES)}); "
        "give files, or export the documents first"
    )
    raise UsageError(message)


def _refuse_folder(error: OSError) -> None:
    message = f"{error.filename}: the folder can't be read: {error.strerror}; allow reading it, or name the files"
    raise InputError(message)


def _parquet(name: str) -> tuple[Footer, pa.Schema] | None:
    """Return the footer and the schema of a Parquet file; ``None`` for a file in another format."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow.parquet import read_schema  # noqa: PLC0415 - an extra

    with opened(name) as stream:
        if not formats.FORMATS["parquet"].sniff(stream.read(_HEAD)):
            return None
        footer = checked_footer(stream, None, name)
    try:
        return footer, read_schema(name)
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise damaged(name, error) from None


def _is_complete(footer: Footer, found: pa.Schema, values: Mapping[str, str]) -> bool:
    """Return whether a file has all columns with their types, and no null where the filters need a value."""
    if any(
        (found.field(wanted.name).type != wanted.type) if wanted.name in found.names else wanted.name not in values
        for wanted in schema()
    ):
        return False
    return all(chunk.nulls == 0 for chunk in footer.chunks if chunk.path[0] in _NEVER_NULL)


def _copy(name: str, target: Path, footer: Footer, values: Mapping[str, str]) -> None:
    """Copy the columns of units, in order, with those that the folders state."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - an extra

    form: pa.Schema = schema()
    columns = [column for column in form.names if column not in values]
    try:
        with (
            atomic(target, durable=False) as stream,
            ParquetFile(name, read_dictionary=footer.dictionaries()) as file,
            parquet_writer(stream) as writer,
        ):
            for batch in plain_batches(file, name, _ROWS, columns, range(len(footer.groups))):
                whole = with_values(batch, values)
                own = [whole.column(column) for column in form.names]
                writer.write_batch(pa.RecordBatch.from_arrays(own, schema=form))
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise damaged(name, error) from None
