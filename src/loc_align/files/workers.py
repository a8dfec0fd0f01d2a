"""Runs work in several processes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from loc_align.errors import InputError
from loc_align.files.finding import Found
from loc_align.files.outcome import Outcome, outcome
from loc_align.files.pool import Pool, WorkerDied, pool_of
from loc_align.text import counted

R = TypeVar("R")
T = TypeVar("T")

Shared = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""A function like ``map``."""

_BATCHES_PER_JOB = 8
"""The number of batches for each process: few for little overhead, but enough for an even load."""
_MOST_ITEMS = 16
"""The most items in a batch, so that the results that wait for the caller stay small."""
_BATCH_BYTES = 256 * 1024
"""The approximate size of a batch of files: large for little overhead, but small enough for an even load."""


@contextlib.contextmanager
def sharing(jobs: int) -> Iterator[Shared]:
    """Provide a function like ``map`` that uses several processes. It yields the results in the order of the items.

    Args:
        jobs: the number of processes; with 1, the function is ``map`` itself.
    """
    if jobs <= 1:
        yield map
        return
    with pool_of(jobs) as pool:
        yield partial(_shared, pool, jobs)


def _shared(pool: Pool, jobs: int, work: Callable[[Any], R], items: Iterable[Any]) -> Iterator[R]:
    rows = list(items)
    size = max(1, min(_MOST_ITEMS, len(rows) // (jobs * _BATCHES_PER_JOB)))
    try:
        for results in pool.run(partial(_mapped, work), [rows[at : at + size] for at in range(0, len(rows), size)]):
            yield from results
    except WorkerDied as died:
        message = f"a worker process {died.how}"
        raise InputError(message) from None


def _mapped(work: Callable[[Any], R], batch: Iterable[Any]) -> list[R]:
    return [work(item) for item in batch]


def spread(files: Sequence[Found], work: Callable[[Found], T], jobs: int) -> Iterator[Outcome[T]]:
    """Process files in several processes.

    Args:
        files: the files.
        work: a picklable function of a file.
        jobs: the number of processes.

    Yields:
        An outcome for each file, in the order of the files.

    Raises:
        InputError: a process died. The outcomes that were complete come first.
    """
    batches = [*_batches(files)]
    try:
        with pool_of(jobs) as pool:
            for outcomes in pool.run(partial(_outcomes, work=work), batches):
                yield from outcomes
    except WorkerDied as died:
        for outcomes in died.finished:
            yield from outcomes
        message = f"{_lost(batches, died.batch)} {died.how}"
        raise InputError(message) from None


def _lost(batches: Sequence[Sequence[Found]], number: int | None) -> str:
    """Return the start of a message about a dead process, with the files that it had."""
    if number is None:
        return "a worker process"
    batch = batches[number]
    others = f" or {counted(len(batch) - 1, 'file')} after it" if len(batch) > 1 else ""
    return f"{batch[0].path}{others}: the worker process"


def _outcomes(batch: Sequence[Found], work: Callable[[Found], T]) -> list[Outcome[T]]:
    return [outcome(found, work) for found in batch]


def _batches(files: Sequence[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size = 0
    for found in files:
        batch.append(found)
        with contextlib.suppress(OSError):
            size += Path(found.path).stat().st_size
        if size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
