"""Terminal output: colors, tables, and progress bars."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Literal, Self, TextIO

import click

from loc_align.cli.streams import STDOUT
from loc_align.errors import printable, writing

_WIDE = 1_000_000
"""The width of tables outside terminals: as wide as necessary."""
_REFRESH_EVERY = 0.1
"""Seconds between two updates of the progress bar."""


def shows_color(stream: TextIO) -> bool:
    """Return whether to write colors to a stream.

    ``NO_COLOR`` turns colors off (https://no-color.org). Otherwise, ``FORCE_COLOR`` turns them on
    (https://force-color.org). By default, only a terminal gets colors.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or is_terminal(stream)


def to_stderr(line: str) -> None:
    """Print a line to standard error. Its ANSI styles are removed if there are no colors."""
    with contextlib.suppress(OSError):  # what nobody can read must not end the work
        # With the stream itself, because click takes UTF-8 for a console that says ASCII.
        click.echo(line, sys.stderr, color=shows_color(sys.stderr))


def warn(message: str) -> None:
    """Print a warning to standard error."""
    to_stderr(warning(message))


def error(message: str) -> str:
    """Return an error as a styled line."""
    return click.style(f"error: {printable(message)}", fg="red", bold=True)


def warning(message: str) -> str:
    """Return a warning as a styled line."""
    return click.style(f"warning: {printable(message)}", fg="yellow")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: bool = True) -> None:
    """Print a table to standard output.

    Args:
        columns: the headings.
        rows: the cells of each row.
        numbers: whether all columns except the first one contain numbers.
    """
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415 - as above

    from loc_align.report.text import sanitized  # noqa: PLC0415 - as above

    table = Table(box=None, pad_edge=False)
    for number, name in enumerate(columns):
        counts = numbers and number > 0
        table.add_column(name, justify="right" if counts else "left", no_wrap=counts)
    for row in rows:
        table.add_row(*("\n".join(map(sanitized, cell.split("\n"))) for cell in row))
    color = shows_color(sys.stdout)
    width = None if is_terminal(sys.stdout) else _WIDE
    styles: Literal["standard"] | None = "standard" if color else None
    console = Console(
        highlight=False, markup=False, emoji=False, force_terminal=color, color_system=styles, width=width
    )
    with writing(STDOUT):
        console.print(table)


class Bar:
    """A progress bar on standard error."""

    def __init__(self, total: int) -> None:
        """Create the bar.

        Args:
            total: the number of steps.
        """
        from rich import progress  # noqa: PLC0415 - slow to import
        from rich.console import Console  # noqa: PLC0415 - as above

        columns = (
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeRemainingColumn(),
        )
        color = shows_color(sys.stderr)
        self._console = Console(stderr=True, highlight=False, markup=False, emoji=False, no_color=not color)
        # Without auto-refresh, because its thread is unsafe with forked worker processes.
        self._progress = progress.Progress(*columns, console=self._console, transient=True, auto_refresh=False)
        self._task = self._progress.add_task("files", total=total)
        self._looked = self._progress.get_time()

    def __enter__(self) -> Self:
        """Show the bar."""
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the bar."""
        self._progress.stop()

    def advance(self) -> None:
        """Count a finished step."""
        self._progress.advance(self._task)
        if self._progress.get_time() - self._looked > _REFRESH_EVERY:
            self._progress.refresh()
            self._looked = self._progress.get_time()

    def show(self, line: str) -> None:
        """Print a line, which can have ANSI styles, above the bar."""
        from rich.text import Text  # noqa: PLC0415 - slow to import

        self._console.print(Text.from_ansi(line), soft_wrap=True)


def is_terminal(stream: TextIO) -> bool:
    """Return whether a stream is a terminal that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"
