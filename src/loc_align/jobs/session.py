"""What the work of a command needs of whoever runs it: somewhere to report to, and processes to share the work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from loc_align.files.finding import Found

T = TypeVar("T")


class Session(Protocol):
    """One run of a command."""

    def say(self, message: str) -> None:
        """A line for people, unless they want it quiet."""

    def fail(self, message: str) -> None:
        """Report a file that could not be done."""

    def warn(self, message: str) -> None:
        """Report something that a person has to look at, even to those who want it quiet."""

    def work(self, files: Iterable[Found], task: Callable[[str], T], jobs: int, *, bar: bool = True) -> Iterator[T]:
        """The values of the files that could be done, in order; the others are reported."""

    def watched(self, outcomes: Iterable[T], total: int) -> Iterator[T]:
        """The same outcomes, while their number is shown."""
