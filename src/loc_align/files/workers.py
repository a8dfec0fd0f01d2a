"""Work shared among processes, for stages that all items must have passed before the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from loc_align.errors import InputError

R = TypeVar("R")

Shared = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""A function like ``map``."""

_BATCHES_A_JOB = 8
"""Into so many batches the items are cut for each process: few enough to be cheap, many enough to share out evenly."""


@contextmanager
def sharing(jobs: int) -> Iterator[Shared]:
    """A function like ``map`` whose work is done by so many processes; with one, by this process.

    The results come in the order of the items.
    """
    if jobs <= 1:
        yield map
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield partial(_shared, pool, jobs)


def _shared(pool: ProcessPoolExecutor, jobs: int, work: Callable[[Any], R], items: Iterable[Any]) -> Iterator[R]:
    rows: Sequence[Any] = list(items)
    try:
        yield from pool.map(work, rows, chunksize=max(1, len(rows) // (jobs * _BATCHES_A_JOB)))
    except BrokenProcessPool:
        message = "a process was killed, probably for want of memory; try a smaller --jobs"
        raise InputError(message) from None
