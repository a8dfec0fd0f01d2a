"""The queries that filter and split a corpus, over the features of its rows.

The table of features has the columns of :data:`.features.FEATURES`, a unique number ``n``, and a unique and sortable
``rank``: the best row has the lowest one. The queries read these narrow columns only, so that memory stays small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from msgspec import Struct

from loc_align.corpora.engine import Engine
from loc_align.corpora.filters import FILTERS
from loc_align.corpora.ratios import condition, learned_bounds
from loc_align.corpora.settings import CorpusSettings

LEAK = "leak"
"""What the guard against leakage takes, as if it were a filter."""
MACHINE = "machine"
"""What is taken if machine translation is dropped."""


class Taken(Struct, frozen=True):
    """What a filter takes."""

    name: str
    alone: int
    """How many rows it takes if it is the only filter."""
    in_order: int
    """How many rows it takes of those that the filters before it left."""


class Filtered(Struct, frozen=True):
    """The result of the filters."""

    rows: int
    """The number of rows before."""
    taken: tuple[Taken, ...]
    tables: tuple[tuple[str, str], ...]
    """The tables with the numbers of the rows that were taken, each with the name of its filter."""


class Pipeline:
    """Filters the rows of the table ``features``, and keeps the rest in the table ``kept``."""

    def __init__(self, engine: Engine, settings: CorpusSettings) -> None:
        """Prepare the queries.

        Args:
            engine: the database. It must have the table ``features``.
            settings: the filters and their options.
        """
        self._engine = engine
        self._settings = settings
        self._conditions: Mapping[str, str] = MappingProxyType({})
        self._taken: list[Taken] = []
        self._tables: list[tuple[str, str]] = []

    def run(self) -> Filtered:
        """Apply the filters in order."""
        engine = self._engine
        rows = self._count("features")
        self._conditions = MappingProxyType(dict(self._row_conditions()))
        alone = self._alone()
        engine.create("kept", "SELECT *, CAST(count AS BIGINT) AS total FROM features")
        for is_row, group in groupby(self._order(), key=self._conditions.__contains__):
            names = [*group]
            if is_row:
                self._row_filters(names, alone)
            else:
                for name in names:
                    self._comparing(name, alone[name])
        return Filtered(rows, tuple(self._taken), tuple(self._tables))

    def _order(self) -> tuple[str, ...]:
        return (*self._settings.order, *((MACHINE,) if self._settings.machine == "drop" else ()))

    def _row_conditions(self) -> Iterator[tuple[str, str]]:
        for name in self._settings.order:
            make = FILTERS[name].condition
            if make is not None:
                options = self._settings.options(name)
                if name == "ratio":
                    options["learned"] = self._ratio(float(options["spread"]))
                yield name, make(options)
        yield MACHINE, "machine"

    def _ratio(self, spread: float) -> str:
        histogram = self._engine.rows(
            "SELECT pair, ratio, count(*) FROM features WHERE NOT empty AND words > 0 GROUP BY pair, ratio"
        )
        return condition(learned_bounds(histogram, spread))

    def _alone(self) -> dict[str, int]:
        """Return how many rows each filter takes on its own."""
        order = self._order()
        found = dict.fromkeys(order, 0)
        rowwise = [name for name in order if name in self._conditions]
        if rowwise:
            counts = ", ".join(f"count(CASE WHEN {self._conditions[name]} THEN 1 END)" for name in rowwise)
            (row,) = self._engine.rows(f"SELECT {counts} FROM features")  # noqa: S608 - conditions of our own
            found.update(zip(rowwise, row, strict=True))
        for name in order:
            if name not in self._conditions:
                self._engine.create("tried", "SELECT *, CAST(count AS BIGINT) AS total FROM features")
                self._engine.create("rest", self._rest(name, "tried"))
                found[name] = self._count("tried") - self._count("rest")
                self._engine.drop("rest")
                self._engine.drop("tried")
        return found

    def _row_filters(self, names: Sequence[str], alone: Mapping[str, int]) -> None:
        cases = " ".join(f"WHEN {self._conditions[name]} THEN {at}" for at, name in enumerate(names))
        self._engine.create("marked", f"SELECT n, CASE {cases} END AS taken FROM kept")  # noqa: S608 - as above
        counts = dict(self._engine.rows("SELECT taken, count(*) FROM marked WHERE taken IS NOT NULL GROUP BY taken"))
        for at, name in enumerate(names):
            self._store(name, alone[name], f"SELECT n FROM marked WHERE taken = {at}", counts.get(at, 0))  # noqa: S608
        self._replace(f"SELECT kept.* FROM kept WHERE (CASE {cases} END) IS NULL")  # noqa: S608 - as above
        self._engine.drop("marked")

    def _comparing(self, name: str, alone: int) -> None:
        before = self._count("kept")
        self._engine.create("rest", self._rest(name, "kept"))
        count = before - self._count("rest")
        self._store(name, alone, "SELECT n FROM kept ANTI JOIN rest USING (n)", count)
        self._replace("SELECT * FROM rest")
        self._engine.drop("rest")

    def _store(self, name: str, alone: int, query: str, count: int) -> None:
        table = f"taken_{len(self._tables)}"
        self._engine.create(table, query)
        self._tables.append((name, table))
        self._taken.append(Taken(name, alone, count))

    def _replace(self, query: str) -> None:
        self._engine.create("next_kept", query)
        self._engine.drop("kept")
        self._engine.create("kept", "SELECT * FROM next_kept")
        self._engine.drop("next_kept")

    def _rest(self, name: str, table: str) -> str:
        """Return the query of the rows that a filter leaves."""
        if name == "conflict":
            return self._without_conflicts(table)
        key = "source_hash, target_hash" if name == "duplicate" else "near_source, near_target"
        return (
            f"SELECT {_columns('t', 'total')}, best.total FROM {table} t JOIN "  # noqa: S608 - names of our own
            f"(SELECT min(rank) AS rank, sum(total) AS total FROM {table} GROUP BY pair, {key}) best "
            "ON t.rank = best.rank"
        )

    def _without_conflicts(self, table: str) -> str:
        order = {
            "human": "machine, votes DESC, best",
            "majority": "votes DESC, machine, best",
            "newest": "newest DESC, best",
            "drop": "best",
        }[self._settings.conflict]
        most = 0 if self._settings.conflict == "drop" else 1
        return (
            f"WITH targets AS (SELECT pair, source_hash, target_hash, sum(total) AS votes, min(rank) AS best, "  # noqa: S608
            f"max(CASE WHEN day = {1 << 20} THEN -1 ELSE day END) AS newest, "
            f"min(CASE WHEN machine THEN 1 ELSE 0 END) AS machine FROM {table} "
            "GROUP BY pair, source_hash, target_hash), "
            "several AS (SELECT pair, source_hash FROM targets GROUP BY pair, source_hash HAVING count(*) > 1), "
            "ranked AS (SELECT targets.pair, targets.source_hash, targets.target_hash, row_number() OVER "
            f"(PARTITION BY targets.pair, targets.source_hash ORDER BY {order}) AS place "
            "FROM targets SEMI JOIN several USING (pair, source_hash)), "
            f"losers AS (SELECT pair, source_hash, target_hash FROM ranked WHERE place > {most}) "
            f"SELECT {table}.* FROM {table} ANTI JOIN losers USING (pair, source_hash, target_hash)"
        )

    def _count(self, table: str) -> int:
        ((count,),) = self._engine.rows(f"SELECT count(*) FROM {table}")  # noqa: S608 - as above
        return int(count)


def _columns(table: str, *without: str) -> str:
    from loc_align.corpora.features import FEATURES  # noqa: PLC0415 - imports the rules

    names = ("n", "rank", *FEATURES)
    return ", ".join(f"{table}.{name}" for name in names if name not in without)
