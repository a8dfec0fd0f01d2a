"""What the subcommands share: options, progress, messages, exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from loc_align.corpus import Found, find, run
from loc_align.errors import LocAlignError, UsageError
from loc_align.model import Document
from loc_align.text import Lines

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

_REFRESH_EVERY = 0.1
"""Seconds between two looks of the progress bar."""


def common_options(command: F) -> F:
    """The options that every subcommand over many files has."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(min=1),
            default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
            show_default="processors",
            metavar="N",
            help="How many processes share the work; the output is the same for any number.",
        ),
    ):
        command = option(command)
    return command


def language_options(command: F) -> F:
    """The options that say which languages the two sides are in."""
    for option in (
        click.option("--target-lang", metavar="TAG", help="Language of the targets; else ms.contentlocale says it."),
        click.option(
            "--source-lang", default="en-US", show_default=True, metavar="TAG", help="Language of the sources (BCP 47)."
        ),
    ):
        command = option(command)
    return command


def level_option(command: F) -> F:
    """The option that says which level of TMX is written."""
    option = click.option(
        "--level",
        type=click.Choice(["1", "2"]),
        default="2",
        show_default=True,
        help="TMX: 2 writes inline codes as elements, 1 plain text.",
    )
    return option(command)


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


def refuse_collisions(
    files: Sequence[Found], folders: Sequence[str], suffix: str = "", *, others: Iterable[str] = ()
) -> None:
    """Refuse to write over what is read, and two files to one place.

    Args:
        files: the files that are read.
        folders: the folders that each of them is written below.
        suffix: what is added to its name there.
        others: more files that are read.
    """
    inputs = {Path(path).resolve() for path in (*(item.path for item in files), *others)}
    written: dict[Path, str] = {}
    for folder in folders:
        for item in files:
            place = (Path(folder) / f"{item.relative}{suffix}").resolve()
            if place in inputs:
                message = f"{item.path} would overwrite {place}, which is read too; choose another folder"
                raise UsageError(message)
            if place in written:
                message = f"{item.path} and {written[place]} would both be written to {place}; take them one by one"
                raise UsageError(message)
            written[place] = item.path


def refuse_overwriting(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse to write a result to a file that it is made of.

    Args:
        outputs: the files that are written.
        inputs: the files that are read.
    """
    read = {Path(path).resolve() for path in inputs}
    for output in outputs:
        if Path(output).resolve() in read:
            raise UsageError(f"{output} would be overwritten, and it is read too; choose another file to write")


def warnings(document: Document) -> tuple[str, ...]:
    """A line for each defect of a document: file, line, column, what it is, its code."""
    lines = Lines(document.text) if document.defects else None
    if lines is None:
        return ()
    places = ((*lines.position(defect.span.start), defect) for defect in document.defects)
    return tuple(f"{document.path}:{line}:{column}: {defect.detail} [{defect.code}]" for line, column, defect in places)
