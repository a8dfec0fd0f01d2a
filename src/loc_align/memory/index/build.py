"""Builds an index from units, in one pass and in bounded memory."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from loc_align.errors import InputError
from loc_align.memory.index.schema import create, create_index
from loc_align.memory.index.staging import Staging
from loc_align.model import TranslationUnit

_CACHE_KIB = 32_768


def build_memory(units: Iterable[TranslationUnit], path: str | os.PathLike[str]) -> int:
    """Build the index of a translation memory.

    The function iterates over the units once, and its memory use does not grow with their number. Equal pairs of
    source and target become one entry. Units without visible text in the source or without a target are ignored, and
    so are those whose target is not finished: it must not become an exact match.

    Args:
        units: the units, for example from :func:`~loc_align.read_units`.
        path: the file to write. It replaces an existing file only after the index is complete.

    Returns:
        The number of units in the index, counting equal ones.

    Raises:
        InputError: the file cannot be written.
        UsageError: the units have more than 4,096 language pairs.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as name:
            folder = Path(name)
            with _database(folder / "staging") as database:
                staging = Staging(database)
                staging.add(units)
                _write(staging, folder)
            (folder / "index").replace(target)
    except OSError as error:
        raise InputError(f"{os.fspath(path)}: cannot be written: {error.strerror or error}") from None
    except sqlite3.Error as error:
        message = f"{os.fspath(path)}: the index cannot be written: {error}"
        raise InputError(message) from None
    return staging.count


@contextmanager
def _database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database without a journal: if anything fails, the file is deleted."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        database.execute("PRAGMA temp_store = FILE")
        yield database


def _write(staging: Staging, folder: Path) -> None:
    # Imported late, because numpy takes longer to import than most commands take to run.
    from loc_align.memory.index.gram_sorter import GramSorter  # noqa: PLC0415
    from loc_align.memory.index.writer import Writer  # noqa: PLC0415

    with closing(GramSorter(folder, staging.count)) as sorter, _database(folder / "index") as database:
        create(database)
        database.execute("BEGIN")
        writer = Writer(database, sorter)
        for group in staging.groups():
            writer.add(group)
        writer.end(staging.pairs)
        create_index(database)
        database.execute("COMMIT")
