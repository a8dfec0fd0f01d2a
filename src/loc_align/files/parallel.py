"""The same work on many files: in parallel, in order, and going on when one of them is bad."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from loc_align.files.finding import Found
from loc_align.files.outcome import Outcome, outcome

T = TypeVar("T")


def run(files: Sequence[Found], work: Callable[[Found], T], *, jobs: int = 1) -> Iterator[Outcome[T]]:
    """Do the same work on many files.

    Args:
        files: the files.
        work: a picklable function of one of them.
        jobs: how many processes share the work; with one, this process does it.

    Yields:
        One outcome a file, in the order of the files whatever ``jobs`` is. A file that fails is an outcome with an
        error, and the others go on.
    """
    if jobs <= 1 or len(files) <= 1:
        for found in files:
            yield outcome(found, work)
        return
    from loc_align.files.workers import spread  # noqa: PLC0415 - many runs need no process beside their own

    yield from spread(files, work, jobs)
