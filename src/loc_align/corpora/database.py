"""DuckDB, the database in this process: out of core, within a limit of memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loc_align.corpora.features import FEATURES
from loc_align.errors import InputError, UsageError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

_ROWS = 500_000
"""The number of rows that leave the database at a time."""
_SMALL = "100MB"
"""The memory that is enough to look up rows."""
_TYPES = {"int64": "BIGINT", "int32": "INTEGER", "float64": "DOUBLE", "bool": "BOOLEAN"}


class Database:
    """A temporary database. It implements :class:`.engine.Engine`."""

    def __init__(self, folder: str, memory_limit: str, threads: int) -> None:
        """Create the database.

        Args:
            folder: a temporary folder for what doesn't fit in memory.
            memory_limit: the memory that the database uses, such as ``1GB``.
            threads: the number of threads.

        Raises:
            UsageError: DuckDB is not installed, or the limit has another form.
        """
        try:
            import duckdb  # noqa: PLC0415 - an extra
        except ImportError:
            raise UsageError("corpora need duckdb and pyarrow; run: pip install 'loc-align[corpus]'") from None
        self._error = duckdb.Error
        config: dict[str, Any] = {
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": str(Path(folder, "spilled")),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        try:
            self._connection = duckdb.connect(str(Path(folder, "corpus.duckdb")), config=config)
        except duckdb.Error as error:
            message = f"--memory-limit {memory_limit}: {_first_line(error)}; give a size such as 1GB"
            raise UsageError(message) from None
        columns = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in FEATURES.items())
        self._run(f"CREATE TABLE features (n BIGINT, rank HUGEINT, {columns})")

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def add(self, first: int, features: pa.RecordBatch) -> None:
        """Add the features of rows.

        Args:
            first: the number of the first row.
            features: the features of consecutive rows.
        """
        import numpy as np  # noqa: PLC0415 - takes time to import
        import pyarrow as pa  # noqa: PLC0415 - an extra

        numbers = pa.array(np.arange(first, first + features.num_rows))
        table = pa.Table.from_batches([features]).add_column(0, "n", numbers)
        self._connection.register("added", table)
        rank = "(CAST(preference AS HUGEINT) << 64) + (CAST(tie AS HUGEINT) << 40) + n"
        self._run(f"INSERT INTO features SELECT n, {rank}, {', '.join(FEATURES)} FROM added")  # noqa: S608
        self._connection.unregister("added")

    def create(self, name: str, query: str) -> None:
        """Store the result of a query as a table."""
        self._run(f"CREATE TABLE {name} AS {query}")

    def drop(self, name: str) -> None:
        """Delete a table."""
        self._run(f"DROP TABLE {name}")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a small result."""
        return list(self._run(query).fetchall())

    def arrays(self, query: str) -> Iterator[tuple[NDArray[np.int64], ...]]:
        """Yield a large result of numbers piece by piece, as arrays by column."""
        for batch in self._connection.sql(query).to_arrow_reader(_ROWS):
            yield tuple(column.to_numpy(zero_copy_only=False) for column in batch.columns)

    def hashes(self, first: int, rows: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the hashes of the normalized sources and targets of consecutive rows.

        Args:
            first: the number of the first row.
            rows: the number of rows.
        """
        query = (
            f"SELECT near_source, near_target FROM features WHERE n BETWEEN {first} AND {first + rows - 1} ORDER BY n"  # noqa: S608
        )
        found = self._run(query).fetchnumpy()
        return found["near_source"], found["near_target"]

    def shrink(self) -> None:
        """Free the memory that large queries needed."""
        self._run("CHECKPOINT")
        self._run(f"SET memory_limit = '{_SMALL}'")

    def _run(self, query: str) -> Any:  # noqa: ANN401 - a type of the extra
        try:
            return self._connection.execute(query)
        except self._error as error:
            message = f"the database failed: {_first_line(error)}; give it more with --memory-limit, or a larger TMPDIR"
            raise InputError(message) from None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
