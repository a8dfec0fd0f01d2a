"""What a terminal shows: colors where they are wanted, tables, and how far the work has come."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Self, TextIO

_WIDE = 1_000_000
"""Columns of an output that no one looks at line by line: there a table has the width that it needs."""
_REFRESH_EVERY = 0.1
"""Seconds between two looks of the progress bar."""


def shows_color(stream: TextIO) -> bool:
    """Whether text on a stream is colored.

    ``NO_COLOR`` turns colors off (https://no-color.org), ``FORCE_COLOR`` turns them on (https://force-color.org);
    without either, a terminal has them.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or is_terminal(stream)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: bool = True) -> None:
    """Print a table on standard output.

    Args:
        columns: the heads.
        rows: the cells of each row.
        numbers: whether all columns but the first hold numbers.
    """
    from rich.console import Console  # noqa: PLC0415 - it takes a while to load
    from rich.table import Table  # noqa: PLC0415 - as above

    table = Table(box=None, pad_edge=False)
    for number, name in enumerate(columns):
        counts = numbers and number > 0
        table.add_column(name, justify="right" if counts else "left", no_wrap=counts)
    for row in rows:
        table.add_row(*row)
    color = shows_color(sys.stdout)
    width = None if is_terminal(sys.stdout) else _WIDE
    Console(highlight=False, markup=False, force_terminal=color, no_color=not color, width=width).print(table)


class Bar:
    """How far the work has come, drawn on standard error."""

    def __init__(self, total: int) -> None:
        """Draw nothing yet.

        Args:
            total: how many steps the work has.
        """
        from rich import progress  # noqa: PLC0415 - it takes a while to load
        from rich.console import Console  # noqa: PLC0415 - as above

        columns = (
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeRemainingColumn(),
        )
        color = shows_color(sys.stderr)
        self._console = Console(stderr=True, highlight=False, markup=False, no_color=not color)
        # Without a thread of its own, for worker processes may be forked from this one.
        self._progress = progress.Progress(*columns, console=self._console, transient=True, auto_refresh=False)
        self._task = self._progress.add_task("files", total=total)
        self._looked = self._progress.get_time()

    def __enter__(self) -> Self:
        """Draw it."""
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Wipe it away."""
        self._progress.stop()

    def advance(self) -> None:
        """One more step is done."""
        self._progress.advance(self._task)
        if self._progress.get_time() - self._looked > _REFRESH_EVERY:
            self._progress.refresh()
            self._looked = self._progress.get_time()

    def show(self, line: str) -> None:
        """Print a line above the bar; it may hold ANSI styles."""
        from rich.text import Text  # noqa: PLC0415 - it takes a while to load

        self._console.print(Text.from_ansi(line), soft_wrap=True)


def is_terminal(stream: TextIO) -> bool:
    """Whether a stream goes to a terminal that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"
