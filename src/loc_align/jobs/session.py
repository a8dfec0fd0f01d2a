"""The interface between a job and its caller: messages, results, and worker processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import Protocol, TypeVar

from loc_align.files.finding import Found

T = TypeVar("T")


class Session(Protocol):
    """One run of a command."""

    def say(self, message: str) -> None:
        """Print a message, unless the run is quiet."""

    def fail(self, message: str) -> None:
        """Report a file that could not be processed."""

    def warn(self, message: str) -> None:
        """Print a warning, even if the run is quiet."""

    def out(self, piece: str | bytes) -> None:
        """Write a piece of the result to standard output: a text for people, or data for programs."""

    def work(
        self,
        files: Iterable[Found],
        task: Callable[[Found], T],
        jobs: int,
        *,
        streams: bool = False,
        unread: MutableMapping[str, str] | None = None,
    ) -> Iterator[T]:
        """Process files; yield the results in the order of the files, and report the files that fail.

        Args:
            files: the files.
            task: the work on one file.
            jobs: the number of processes.
            streams: whether results go to standard output meanwhile, where a progress bar would be in the way.
            unread: receives the message about each file that fails, by its path.
        """

    def watched(self, outcomes: Iterable[T], total: int) -> Iterator[T]:
        """Yield the outcomes unchanged, and show the progress."""
