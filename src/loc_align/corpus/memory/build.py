"""Units to an index, in one pass and bounded memory."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loc_align.corpus.files import os_message
from loc_align.corpus.memory.schema import LONGEST, create, create_index
from loc_align.corpus.memory.staging import Group, Staging
from loc_align.errors import InputError
from loc_align.memory import hash64
from loc_align.model import TranslationUnit

if TYPE_CHECKING:
    from loc_align.corpus.memory.spill import Spill

_CACHE_KIB = 32_768
_BATCH = 5000
_BATCH_CHARACTERS = 500_000


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
        raise InputError(os_message(os.fspath(path), error)) from None
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
    from loc_align.corpus.memory.spill import Spill  # noqa: PLC0415

    with closing(Spill(folder, staging.count)) as spill, _database(folder / "index") as database:
        create(database)
        database.execute("BEGIN")
        writer = _Writer(database, spill)
        for group in staging.groups():
            writer.add(group)
        writer.end(staging.pairs)
        _insert(database, "grams", 4, spill.rows())
        create_index(database)
        database.execute("COMMIT")


def _insert(database: sqlite3.Connection, table: str, columns: int, rows: Iterable[tuple[Any, ...]]) -> None:
    database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)  # noqa: S608 - our names


class _Writer:
    """Numbers texts and units, and writes them in batches."""

    def __init__(self, database: sqlite3.Connection, spill: Spill) -> None:
        self._database = database
        self._spill = spill
        self._groups: list[Group] = []
        self._characters = 0
        self._text = self._unit = 0
        self._length = -1
        self._firsts: dict[int, list[int]] = {}
        """For each pair of languages its first text, and its number of texts, units, and units before folding."""

    def add(self, group: Group) -> None:
        if self._groups and (
            group.pair != self._groups[-1].pair
            or len(self._groups) == _BATCH
            or self._characters + group.length > _BATCH_CHARACTERS
        ):
            self._flush()
        self._groups.append(group)
        self._characters += group.length

    def end(self, pairs: list[tuple[str, str]]) -> None:
        """Write what is left, and the languages."""
        self._flush()
        _insert(
            self._database, "pairs", 7, ((number, *pairs[number], *counts) for number, counts in self._firsts.items())
        )

    def _flush(self) -> None:
        if not self._groups:
            return
        pair, first = self._groups[0].pair, self._text
        counts = self._firsts.setdefault(pair, [first, 0, 0, 0])
        if counts[1] == 0:
            self._length = -1
        _insert(self._database, "lengths", 3, self._lengths(pair))
        texts, units, contexts = [], [], []
        for group in self._groups:
            texts.append((self._text, hash64(group.text), group.text, self._unit, len(group.units)))
            for unit in group.units:
                units.append((self._unit, unit.source, unit.target, unit.block, unit.origin))
                contexts += [(context, self._unit) for context in sorted(unit.contexts)]
                counts[3] += unit.count
                self._unit += 1
            self._text += 1
        _insert(self._database, "texts", 5, texts)
        _insert(self._database, "units", 5, units)
        _insert(self._database, "contexts", 2, contexts)
        counts[1] += len(texts)
        counts[2] += len(units)
        short = [group.text for group in self._groups if group.length <= LONGEST]
        self._spill.add(pair, first - counts[0], short)
        self._groups.clear()
        self._characters = 0

    def _lengths(self, pair: int) -> Iterator[tuple[int, int, int]]:
        for at, group in enumerate(self._groups):
            if group.length != self._length:
                self._length = group.length
                yield pair, group.length, self._text + at
