"""The tables of an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

APPLICATION_ID = 0x4C6F6341
"""``LocA``: what SQLite keeps in the head of the file for the programs that look at it."""
VERSION = 1
"""Of the tables and of all that is stored in them; an index of another version is built again."""
MOST_PAIRS = 4096
"""How many pairs of languages an index can hold; a key of the table ``grams`` has 12 bits for them."""
LONGEST = 5000
"""Characters of the longest text that fuzzy matches are looked for: comparing takes time with the square of it."""

TABLES: Mapping[str, str] = MappingProxyType(
    {
        # The texts of a pair of languages have the numbers from `first` on, the shorter ones first.
        "pairs": "(id INTEGER PRIMARY KEY, source_lang TEXT NOT NULL, target_lang TEXT NOT NULL, "
        "first INTEGER NOT NULL, texts INTEGER NOT NULL, units INTEGER NOT NULL, total INTEGER NOT NULL)",
        # The first text of each length, in characters.
        "lengths": "(pair INTEGER NOT NULL, length INTEGER NOT NULL, first INTEGER NOT NULL, "
        "PRIMARY KEY (pair, length)) WITHOUT ROWID",
        # A text has the `units` units from `unit` on, the best first.
        "texts": "(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, text TEXT NOT NULL, unit INTEGER NOT NULL, "
        "units INTEGER NOT NULL)",
        "units": "(id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, block TEXT NOT NULL, "
        "origin TEXT NOT NULL)",
        "contexts": "(context INTEGER NOT NULL, unit INTEGER NOT NULL, PRIMARY KEY (context, unit)) WITHOUT ROWID",
        # The key is the hash of three characters and 12 bits for the pair of languages; numbers count from its first.
        "grams": "(id INTEGER PRIMARY KEY, texts INTEGER NOT NULL, width INTEGER NOT NULL, ids BLOB NOT NULL)",
    }
)
_INDEX = "CREATE INDEX texts_by_hash ON texts (hash)"


def create(database: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {VERSION}")
    for name, columns in TABLES.items():
        database.execute(f"CREATE TABLE {name} {columns}")


def create_index(database: sqlite3.Connection) -> None:
    """Make the index, once the table is full."""
    database.execute(_INDEX)


def problem(database: sqlite3.Connection) -> str | None:
    """What is wrong with a database as an index, in words.

    The tables must be ours to the letter: a database from elsewhere could have views or triggers that do as
    they like.

    Raises:
        sqlite3.DatabaseError: the file is no database.
    """
    if database.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        return "it is a database of another program"
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        return f"it is an index of version {version}, and this program reads version {VERSION}"
    expected = {f"CREATE TABLE {name} {columns}" for name, columns in TABLES.items()} | {_INDEX}
    if {sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")} != expected:
        return "its tables are not those of an index"
    return None
