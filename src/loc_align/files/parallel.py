"""Processes many files, in one or several processes, in order. If a file fails, the others are still processed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from loc_align.files.finding import Found
from loc_align.files.outcome import Outcome, outcome
from loc_align.files.sites import in_flavour, refuse_wrong_configurations

T = TypeVar("T")


def run(files: Sequence[Found], work: Callable[[Found], T], *, jobs: int = 1) -> Iterator[Outcome[T]]:
    """Process files.

    Args:
        files: the files.
        work: a picklable function of a file.
        jobs: the number of processes; with 1, this process does the work.

    Yields:
        An outcome for each file, in the order of the files. The outcome of a file that fails contains the error.

    Raises:
        UsageError: a configuration of the files is invalid.
    """
    refuse_wrong_configurations(found.path for found in files)
    if jobs <= 1 or len(files) <= 1:
        for found in files:
            yield outcome(found, work)
        return
    from loc_align.files.workers import spread  # noqa: PLC0415 - many runs need no other process

    yield from spread(files, in_flavour(work), jobs)
