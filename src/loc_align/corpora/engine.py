"""The database that runs the queries of a corpus."""

from __future__ import annotations

from typing import Any, Protocol


class Engine(Protocol):
    """Runs queries in the SQL that DuckDB and Spark have in common."""

    def create(self, name: str, query: str) -> None:
        """Store the result of a query as a table."""

    def drop(self, name: str) -> None:
        """Delete a table."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a small result."""
