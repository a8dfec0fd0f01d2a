"""One run of a subcommand: what it says, how far it has come, its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from loc_align.cli.terminal import Bar, is_terminal, shows_color
from loc_align.errors import LocAlignError, UsageError
from loc_align.files.finding import Found, find
from loc_align.files.parallel import run

T = TypeVar("T")


class Session:
    """One run of a subcommand: what it says to people, and what went wrong so far."""

    def __init__(self, quiet: bool) -> None:  # noqa: FBT001 - it is all that there is
        """Nothing went wrong yet.

        Args:
            quiet: whether to say nothing but warnings and errors.
        """
        self.failed = 0
        self._quiet = quiet
        self._show = _to_stderr

    def say(self, message: str) -> None:
        """A line for people, on standard error."""
        if not self._quiet:
            self._show(message)

    def fail(self, message: str) -> None:
        """Report a file that could not be done."""
        self.failed += 1
        self._show(click.style(f"error: {message}", fg="red", bold=True))

    def warn(self, message: str) -> None:
        """Report something that a person has to look at; it is said even to those who want it quiet."""
        self._show(click.style(f"warning: {message}", fg="yellow"))

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
        if self._quiet or not is_terminal(sys.stderr):
            yield from outcomes
            return
        with Bar(total) as bar:
            self._show = bar.show
            try:
                for outcome in outcomes:
                    yield outcome
                    bar.advance()
            finally:
                self._show = _to_stderr

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


def _to_stderr(line: str) -> None:
    click.echo(line, err=True, color=shows_color(sys.stderr))
