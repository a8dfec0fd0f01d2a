"""Units to an index, in one pass and bounded memory."""

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

    The units are taken in one pass; memory does not grow with their number. Equal pairs of source and target are
    folded; units without words in the source or without a target are passed over.

    Args:
        units: units from anywhere, such as :func:`~loc_align.read_units` gives.
        path: the file to write; it takes its name only when all is written.

    Returns:
        How many units went in.

    Raises:
        InputError: the place cannot be written to.
        UsageError: the units are in more than 4,096 pairs of languages.
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
    """A database that is thrown away when anything goes wrong, so that nothing need be written twice."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        database.execute("PRAGMA temp_store = FILE")
        yield database


def _write(staging: Staging, folder: Path) -> None:
    # Here, for numpy takes longer to load than most commands to run.
    from loc_align.memory.index.spill import Spill  # noqa: PLC0415
    from loc_align.memory.index.writer import Writer  # noqa: PLC0415

    with closing(Spill(folder, staging.count)) as spill, _database(folder / "index") as database:
        create(database)
        database.execute("BEGIN")
        writer = Writer(database, spill)
        for group in staging.groups():
            writer.add(group)
        writer.end(staging.pairs)
        create_index(database)
        database.execute("COMMIT")
