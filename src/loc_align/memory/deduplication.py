"""Deduplication: one unit for each distinct pair of source and target, in bounded memory."""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from msgspec.structs import replace

from loc_align.model import TranslationUnit

_BATCH = 2000


def deduplicate(units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
    """Keep the first of all units with the same source, target, and language pair, and add up their counts.

    The units pass through a temporary database on disk, so memory use does not grow with their number.

    Args:
        units: the units.

    Yields:
        The distinct units, in the order of their first occurrence.
    """
    with tempfile.TemporaryDirectory(prefix="loc-align-") as folder, closing(_open(folder)) as database:
        batch = []
        for unit in units:
            batch.append((_key(unit), pickle.dumps(unit, pickle.HIGHEST_PROTOCOL), unit.count))
            if len(batch) == _BATCH:
                _store(database, batch)
                batch.clear()
        _store(database, batch)
        for data, count in database.execute("SELECT unit, count FROM units ORDER BY number"):
            yield _counted(pickle.loads(data), count)  # noqa: S301 - what was written above


def _open(folder: str) -> sqlite3.Connection:
    database = sqlite3.connect(Path(folder) / "units.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("CREATE TABLE units (number INTEGER PRIMARY KEY, key BLOB UNIQUE, unit BLOB, count INTEGER)")
    return database


def _store(database: sqlite3.Connection, rows: list[tuple[bytes, bytes, int]]) -> None:
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO units (key, unit, count) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET count = count + excluded.count",
        rows,
    )
    database.execute("COMMIT")


def _key(unit: TranslationUnit) -> bytes:
    digest = blake2b(digest_size=16)
    sides = [side.text if side is not None else None for side in (unit.source, unit.target)]
    for text in (*sides, unit.provenance.source_lang, unit.provenance.target_lang):
        data = b"" if text is None else b"=" + text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def _counted(unit: TranslationUnit, count: int) -> TranslationUnit:
    return unit if unit.count == count else replace(unit, count=count)
