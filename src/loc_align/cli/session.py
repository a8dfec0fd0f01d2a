"""One run of a subcommand: its console, its progress, its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from loc_align.errors import LocAlignError, UsageError
from loc_align.files import Found, find, run

T = TypeVar("T")

_REFRESH_EVERY = 0.1
"""Seconds between two looks of the progress bar."""


@dataclass(slots=True)
class Session:
    """One run of a subcommand: its console and what went wrong so far."""

    quiet: bool
    failed: int = 0
    console: Console = field(
        default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    )

    def say(self, message: str) -> None:
        """A line for people, on standard error."""
        if not self.quiet:
            self.console.print(message)

    def fail(self, message: str) -> None:
        """Report a file that could not be done."""
        self.failed += 1
        self.console.print(f"error: {message}", style="bold red" if self.console.is_terminal else None)

    def warn(self, message: str) -> None:
        """Report something that a person has to look at; it is said even to those who want it quiet."""
        self.console.print(f"warning: {message}", style="yellow" if self.console.is_terminal else None)

    def work(self, files: Iterable[Found], task: Callable[[str], T], jobs: int, *, bar: bool = True) -> Iterator[T]:
        """The values of the files that could be done, in order; the others are reported.

        Args:
            files: the files.
            task: what to do with each.
            jobs: how many processes share the work.
            bar: whether to show how far it is, on a terminal; where results go there meanwhile, it would be in the way.
        """
        paths = [item.path for item in files]
        outcomes = run(paths, task, jobs=jobs)
        for outcome in self.watched(outcomes, len(paths)) if bar else outcomes:
            if outcome.error is not None:
                self.fail(outcome.error)
            elif outcome.value is not None:
                yield outcome.value

    def watched(self, outcomes: Iterable[T], total: int) -> Iterator[T]:
        """The same outcomes; on a terminal a bar shows how many of them have come."""
        if self.quiet or not self.console.is_terminal:
            yield from outcomes
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        # Without a thread of its own, for worker processes may be forked from this one.
        with Progress(*columns, console=self.console, transient=True, auto_refresh=False) as progress:
            task = progress.add_task("files", total=total)
            looked = progress.get_time()
            for outcome in outcomes:
                yield outcome
                progress.advance(task)
                if progress.get_time() - looked > _REFRESH_EVERY:
                    progress.refresh()
                    looked = progress.get_time()

    def end(self) -> None:
        """Leave with the exit code that fits: 1 where a file could not be done."""
        if self.failed:
            sys.exit(1)


@contextmanager
def user_errors() -> Iterator[None]:
    """Turn the project's exceptions into click's: usage errors leave with 2, all others with 1."""
    try:
        yield
    except UsageError as error:
        raise click.UsageError(str(error)) from None
    except LocAlignError as error:
        raise click.ClickException(str(error)) from None


def one_thread_each() -> None:
    """Keep numpy from sharing out its work, before it is loaded.

    Processes share the work, and sums are the same for any number of processors.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def find_files(paths: Iterable[str]) -> list[Found]:
    """The files that a command's arguments name."""
    with user_errors():
        return find(paths)


def shows_color() -> bool:
    """Whether standard output is a terminal whose user does not mind colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
