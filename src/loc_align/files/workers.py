"""Work shared among processes."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from loc_align.errors import InputError
from loc_align.files.finding import Found
from loc_align.files.outcome import Outcome, outcome

R = TypeVar("R")
T = TypeVar("T")

Shared = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""A function like ``map``."""

_BATCHES_A_JOB = 8
"""Into so many batches the items are cut for each process: few enough to be cheap, many enough to share out evenly."""
_BATCH_BYTES = 256 * 1024
"""Files go to a worker in batches of about this size: small enough to share out evenly, large enough to be worth it."""
_KILLED = "was killed, probably for want of memory; try a smaller --jobs"


@contextlib.contextmanager
def sharing(jobs: int) -> Iterator[Shared]:
    """A function like ``map`` whose work is done by so many processes; with one, by this process.

    The results come in the order of the items.
    """
    if jobs <= 1:
        yield map
        return
    with _pool(jobs) as pool:
        yield partial(_shared, pool, jobs)


def _shared(pool: ProcessPoolExecutor, jobs: int, work: Callable[[Any], R], items: Iterable[Any]) -> Iterator[R]:
    rows: Sequence[Any] = list(items)
    try:
        yield from pool.map(partial(_obeying, work), rows, chunksize=max(1, len(rows) // (jobs * _BATCHES_A_JOB)))
    except (BrokenProcessPool, _Ended):
        raise InputError(f"a process {_KILLED}") from None


def spread(files: Sequence[Found], work: Callable[[Found], T], jobs: int) -> Iterator[Outcome[T]]:
    """The outcomes of work on files that so many processes share, in the order of the files.

    Args:
        files: the files.
        work: a picklable function of one of them.
        jobs: how many processes.
    """
    with _pool(jobs) as pool:
        waiting: deque[tuple[list[Found], Future[list[Outcome[T]]]]] = deque()
        for batch in _batches(files):
            waiting.append((batch, pool.submit(_obeying, partial(_outcomes, work=work), batch)))
            if len(waiting) > 4 * jobs:
                yield from _result(*waiting.popleft())
        while waiting:
            yield from _result(*waiting.popleft())


def _result(batch: list[Found], future: Future[list[Outcome[T]]]) -> list[Outcome[T]]:
    try:
        return future.result()
    except (BrokenProcessPool, _Ended):
        return [Outcome(found.path, error=f"{found.path}: the process that worked on it {_KILLED}") for found in batch]


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


@contextlib.contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end at once when this one gives up: on a signal, an error, or a reader that has gone."""
    others = {*multiprocessing.active_children()}
    pool = ProcessPoolExecutor(max_workers=jobs, initializer=_obey)
    try:
        yield pool
    except BaseException:
        for worker in {*multiprocessing.active_children()} - others:
            worker.terminate()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


class _Ended(BaseException):
    """A worker process was told to end; no error of its work, so that nothing takes it for one."""


class _Order:
    """What a worker process was told."""

    working = False
    ended = False


def _obey() -> None:
    """Let signals end the work in hand, so that half-written files are removed, and not the talk with the parent."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)


def _end(_: int, __: FrameType | None) -> None:
    first, _Order.ended = not _Order.ended, True
    if first and _Order.working:
        raise _Ended


def _obeying(work: Callable[[Any], R], item: object) -> R:
    """The work of a worker process; once a signal came there is none, and nobody waits for the result."""
    if _Order.ended:
        raise _Ended
    _Order.working = True
    try:
        return work(item)
    finally:
        _Order.working = False
