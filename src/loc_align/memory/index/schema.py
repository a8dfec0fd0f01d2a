"""The tables of an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

APPLICATION_ID = 0x4C6F6341
"""``LocA``: the application ID in the header of the SQLite file."""
VERSION = 1
"""The version of the tables and their content. An index with another version must be built again."""
MOST_PAIRS = 4096
"""The most language pairs in an index: a key of the table ``grams`` has 12 bits for the pair."""
LONGEST = 5000
"""The longest text, in characters, with fuzzy matches: the time of a comparison grows with its square."""

TABLES: Mapping[str, str] = MappingProxyType(
    {
        # The texts of a language pair are numbered from `first`, in ascending order of their length.
        "pairs": "(id INTEGER PRIMARY KEY, source_lang TEXT NOT NULL, target_lang TEXT NOT NULL, "
        "first INTEGER NOT NULL, texts INTEGER NOT NULL, units INTEGER NOT NULL, total INTEGER NOT NULL)",
        # The number of the first text of each length, in characters.
        "lengths": "(pair INTEGER NOT NULL, length INTEGER NOT NULL, first INTEGER NOT NULL, "
        "PRIMARY KEY (pair, length)) WITHOUT ROWID",
        # A text has `units` units, numbered from `unit`, best first.
        "texts": "(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, text TEXT NOT NULL, unit INTEGER NOT NULL, "
        "units INTEGER NOT NULL)",
        "units": "(id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, block TEXT NOT NULL, "
        "origin TEXT NOT NULL)",
        "contexts": "(context INTEGER NOT NULL, unit INTEGER NOT NULL, PRIMARY KEY (context, unit)) WITHOUT ROWID",
        # The key is the hash of a gram, and 12 bits for the language pair. `ids` are relative to `first` of the pair.
        "grams": "(id INTEGER PRIMARY KEY, texts INTEGER NOT NULL, width INTEGER NOT NULL, ids BLOB NOT NULL)",
    }
)
_INDEX = "CREATE INDEX texts_by_hash ON texts (hash)"


def create(database: sqlite3.Connection) -> None:
    """Create the tables in an empty database."""
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {VERSION}")
    for name, columns in TABLES.items():
        database.execute(f"CREATE TABLE {name} {columns}")


def create_index(database: sqlite3.Connection) -> None:
    """Create the index of the table ``texts``. Call this after the rows are written."""
    database.execute(_INDEX)


def problem(database: sqlite3.Connection) -> str | None:
    """Return why a database is not an index, or ``None``.

    The table definitions must be equal to ours, because a database from another source could contain views and
    triggers.

    Raises:
        sqlite3.DatabaseError: the file is not a SQLite database.
    """
    if database.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        return "it is a database of another program"
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        return f"it has version {version}, but this program reads version {VERSION}"
    expected = {f"CREATE TABLE {name} {columns}" for name, columns in TABLES.items()} | {_INDEX}
    if {sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")} != expected:
        return "it has other tables than an index"
    return None
