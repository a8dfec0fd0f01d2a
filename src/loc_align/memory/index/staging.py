"""Units on their way into an index: written down as they come, sorted on disk, folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

from loc_align.errors import UsageError
from loc_align.memory.index.schema import MOST_PAIRS
from loc_align.memory.match import context_key, key_text, storable
from loc_align.model import TranslationUnit

_BATCH = 5000
_COLUMNS = "pair, length, text, source, target, block, origin, context, count, day, human"

_Row = tuple[Any, ...]


@dataclass(slots=True)
class Folded:
    """Equal pairs of a source and a target, folded to one."""

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
    """A text with all that its sources were translated to, the best first."""

    pair: int
    length: int
    text: str
    units: list[Folded]


class Staging:
    """A database beside the index that is built."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Start with an empty database."""
        self._database = database
        self._pairs: dict[tuple[str, str], int] = {}
        self.count = 0
        """How many units came in."""
        database.execute(f"CREATE TABLE units (number INTEGER PRIMARY KEY, {_COLUMNS})")

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of languages, by their numbers."""
        return list(self._pairs)

    def add(self, units: Iterable[TranslationUnit]) -> None:
        """Write units down; those without words in the source, or without a target, are passed over.

        Raises:
            UsageError: there are too many pairs of languages.
        """
        rows = filter(None, map(self._row, units))
        statement = f"INSERT INTO units ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our names
        while batch := list(islice(rows, _BATCH)):
            self._database.execute("BEGIN")
            self._database.executemany(statement, batch)
            self._database.execute("COMMIT")

    def _row(self, unit: TranslationUnit) -> _Row | None:
        if unit.source is None or unit.target is None or not unit.target.text.strip():
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
            message = f"an index holds {MOST_PAIRS:,} pairs of languages at most; build one for each source language"
            raise UsageError(message)
        return number

    def groups(self) -> Iterator[Group]:
        """The texts, those of a pair of languages together, the shorter ones first."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM units ORDER BY pair, length, text, source, target, number"  # noqa: S608 - our names
        )
        for (pair, length, text), group in groupby(rows, key=itemgetter(0, 1, 2)):
            units = [_folded(equal) for _, equal in groupby(group, key=itemgetter(3, 4))]
            units.sort(key=lambda unit: (unit.human, unit.day, unit.count), reverse=True)
            yield Group(pair, length, text, units)


def _folded(rows: Iterator[_Row]) -> Folded:
    first = next(rows)
    _, _, _, source, target, block, origin, _, _, day, human = first
    made = Folded(source, target, block, origin, human, day)
    for *_, context, count, day, human in chain([first], rows):
        made.count += count
        made.day, made.human = max(made.day, day), max(made.human, human)
        if context is not None:
            made.contexts.add(context)
    return made
