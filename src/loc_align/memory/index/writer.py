"""Numbers texts and units and writes them to the tables of an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from loc_align.memory.index.gram_sorter import GramSorter
from loc_align.memory.index.schema import LONGEST
from loc_align.memory.index.staging import DistinctUnit, Group
from loc_align.memory.match import hash64

_BATCH = 5000
_BATCH_CHARACTERS = 500_000


@dataclass(slots=True)
class _Counts:
    """The counts of a language pair so far."""

    first: int
    """The number of the first text."""
    texts: int = 0
    units: int = 0
    total: int = 0
    """The number of units, counting equal ones."""
    length: int = -1
    """The length of the last text, in characters."""


class Writer:
    """Writes texts to an index in batches."""

    def __init__(self, database: sqlite3.Connection, sorter: GramSorter) -> None:
        """Prepare to write.

        Args:
            database: an index with empty tables.
            sorter: receives the grams of the texts.
        """
        self._database = database
        self._sorter = sorter
        self._batch: list[Group] = []
        self._characters = self._text = self._unit = 0
        self._counts: dict[int, _Counts] = {}

    def add(self, group: Group) -> None:
        """Add a text. Call this by language pair, in ascending order of the length."""
        full = len(self._batch) == _BATCH or self._characters + group.length > _BATCH_CHARACTERS
        if self._batch and (full or group.pair != self._batch[-1].pair):
            self._flush()
        self._batch.append(group)
        self._characters += group.length

    def end(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Write the last batch, the grams, and the language pairs.

        Args:
            pairs: the language pairs, in the order of their numbers.
        """
        self._flush()
        rows = ((pair, *pairs[pair], it.first, it.texts, it.units, it.total) for pair, it in self._counts.items())
        self._insert("pairs", 7, rows)
        self._insert("grams", 4, self._sorter.rows())

    def _flush(self) -> None:
        if not self._batch:
            return
        pair = self._batch[0].pair
        counts = self._counts.setdefault(pair, _Counts(self._text))
        # Texts that are too long come last, so the numbers of the others are consecutive.
        short = [group.text for group in self._batch if group.length <= LONGEST]
        self._sorter.add(pair, self._text - counts.first, short)
        self._insert("lengths", 3, self._lengths(pair, counts))
        self._insert("texts", 5, self._texts())
        self._insert("units", 5, self._units())
        self._insert("contexts", 2, self._contexts())
        units = sum(len(group.units) for group in self._batch)
        counts.texts += len(self._batch)
        counts.units += units
        counts.total += sum(unit.count for group in self._batch for unit in group.units)
        self._text += len(self._batch)
        self._unit += units
        self._batch.clear()
        self._characters = 0

    def _lengths(self, pair: int, counts: _Counts) -> Iterator[tuple[int, int, int]]:
        for number, group in enumerate(self._batch, self._text):
            if group.length != counts.length:
                counts.length = group.length
                yield pair, group.length, number

    def _texts(self) -> Iterator[tuple[int, int, str, int, int]]:
        unit = self._unit
        for number, group in enumerate(self._batch, self._text):
            yield number, hash64(group.text), group.text, unit, len(group.units)
            unit += len(group.units)

    def _units(self) -> Iterator[tuple[int, str, str, str, str]]:
        for number, unit in self._numbered():
            yield number, unit.source, unit.target, unit.block, unit.origin

    def _contexts(self) -> Iterator[tuple[int, int]]:
        for number, unit in self._numbered():
            yield from ((context, number) for context in sorted(unit.contexts))

    def _numbered(self) -> Iterator[tuple[int, DistinctUnit]]:
        return enumerate((unit for group in self._batch for unit in group.units), self._unit)

    def _insert(self, table: str, columns: int, rows: Iterable[tuple[Any, ...]]) -> None:
        self._database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)  # noqa: S608 - ours
