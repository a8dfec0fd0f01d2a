"""Staging database for building an index: stores units in any order, and returns them sorted and deduplicated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

from loc_align.errors import UsageError, expect
from loc_align.memory.index.schema import MOST_PAIRS
from loc_align.memory.match import context_key, key_text, storable
from loc_align.model import TranslationUnit

_BATCH = 5000
_COLUMNS = "pair, length, text, source, target, block, origin, context, count, day, human"

_Row = tuple[Any, ...]


def is_unfinished(unit: TranslationUnit) -> bool:
    """Return whether a unit has a target in a state before translation (XLIFF 2.1, 4.3.1.29)."""
    return unit.target is not None and unit.state == "initial"


@dataclass(slots=True)
class DistinctUnit:
    """A distinct pair of source and target, with the counts and contexts of all equal units."""

    source: str
    target: str
    block: str
    origin: str
    human: int
    day: str
    count: int = 0
    contexts: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Group:
    """A source text without markup, and its units, best first."""

    pair: int
    length: int
    text: str
    units: list[DistinctUnit]


class Staging:
    """A temporary database that sorts units on disk."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Create the table in an empty database."""
        self._database = database
        self._pairs: dict[tuple[str, str], int] = {}
        self.count = 0
        """The number of units that were added, counting equal ones."""
        database.execute(f"CREATE TABLE units (number INTEGER PRIMARY KEY, {_COLUMNS})")

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The language pairs, in the order of their numbers."""
        return list(self._pairs)

    def add(self, units: Iterable[TranslationUnit]) -> None:
        """Store units. Units without visible text in the source or without a finished target are ignored.

        Raises:
            UsageError: the units have too many language pairs.
        """
        rows = filter(None, map(self._row, units))
        statement = f"INSERT INTO units ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our names
        while batch := list(islice(rows, _BATCH)):
            self._database.execute("BEGIN")
            self._database.executemany(statement, batch)
            self._database.execute("COMMIT")

    def _row(self, unit: TranslationUnit) -> _Row | None:
        expect(unit, TranslationUnit)
        if unit.source is None or unit.target is None or not unit.target.text.strip() or is_unfinished(unit):
            return None
        text = key_text(unit.source.text, unit.block)
        if not text:
            return None
        self.count += unit.count
        origin = unit.provenance
        return (
            self._pair(origin.source_lang, origin.target_lang),
            len(text),
            text,
            storable(unit.source.text),
            storable(unit.target.text),
            unit.block,
            storable(f"{origin.path}#{unit.id}" if origin.path else unit.id),
            context_key(unit.previous, unit.next),
            unit.count,
            origin.handoff.isoformat() if origin.handoff else "",
            int(origin.translation_type != "MT"),
        )

    def _pair(self, source_lang: str, target_lang: str) -> int:
        number = self._pairs.setdefault((source_lang, target_lang), len(self._pairs))
        if number >= MOST_PAIRS:
            message = f"an index can contain {MOST_PAIRS:,} language pairs; build one for each source language"
            raise UsageError(message)
        return number

    def groups(self) -> Iterator[Group]:
        """Yield the texts by language pair, in ascending order of their length."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM units ORDER BY pair, length, text, source, target, number"  # noqa: S608 - our names
        )
        for (pair, length, text), group in groupby(rows, key=itemgetter(0, 1, 2)):
            units = [_distinct(equal) for _, equal in groupby(group, key=itemgetter(3, 4))]
            units.sort(key=lambda unit: (unit.human, unit.day, unit.count), reverse=True)
            yield Group(pair, length, text, units)


def _distinct(rows: Iterator[_Row]) -> DistinctUnit:
    first = next(rows)
    _, _, _, source, target, block, origin, _, _, day, human = first
    made = DistinctUnit(source, target, block, origin, human, day)
    for *_, context, count, day, human in chain([first], rows):
        made.count += count
        made.day, made.human = max(made.day, day), max(made.human, human)
        if context is not None:
            made.contexts.add(context)
    return made
