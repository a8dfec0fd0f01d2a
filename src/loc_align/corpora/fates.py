"""What becomes of each row: the set that it is in, or the filter that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from loc_align.corpora.database import Database
from loc_align.corpora.pipeline import LEAK
from loc_align.corpora.splits import SPLITS

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Fates(Struct, frozen=True):
    """What becomes of each row, by its number."""

    values: NDArray[np.int8]
    """The index of a name, for each row."""
    totals: NDArray[np.int32]
    """How many equal rows each row stands for."""
    names: tuple[str, ...]
    """The sets, then the filters."""


def fates_of(database: Database, rows: int, tables: Sequence[tuple[str, str]]) -> Fates:
    """Read the results of the queries.

    Args:
        database: the database.
        rows: the number of rows.
        tables: the tables with the rows that a filter took, each with the name of the filter.
    """
    values = np.full(rows, -1, np.int8)
    totals = np.ones(rows, np.int32)
    for numbers, parts, sums in database.arrays("SELECT n, part, CAST(total AS BIGINT) AS total FROM splits"):
        values[numbers] = parts
        totals[numbers] = np.minimum(sums, np.iinfo(np.int32).max)
    taken = [*tables, (LEAK, "leaks")]
    for at, (_, table) in enumerate(taken, len(SPLITS)):
        for (numbers,) in database.arrays(f"SELECT n FROM {table}"):  # noqa: S608 - a name of our own
            values[numbers] = at
    return Fates(values, totals, (*SPLITS, *(name for name, _ in taken)))
