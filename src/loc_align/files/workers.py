"""Runs work in several processes."""

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

_BATCHES_PER_JOB = 8
"""The number of batches for each process: few for little overhead, but enough for an even load."""
_BATCH_BYTES = 256 * 1024
"""The approximate size of a batch of files: large for little overhead, but small enough for an even load."""
_KILLED = "was killed, probably because memory ran out; use fewer --jobs"


@contextlib.contextmanager
def sharing(jobs: int) -> Iterator[Shared]:
    """Provide a function like ``map`` that uses several processes. It yields the results in the order of the items.

    Args:
        jobs: the number of processes; with 1, the function is ``map`` itself.
    """
    if jobs <= 1:
        yield map
        return
    with _pool(jobs) as pool:
        yield partial(_shared, pool, jobs)


def _shared(pool: ProcessPoolExecutor, jobs: int, work: Callable[[Any], R], items: Iterable[Any]) -> Iterator[R]:
    rows: Sequence[Any] = list(items)
    try:
        yield from pool.map(
            partial(_interruptible, work), rows, chunksize=max(1, len(rows) // (jobs * _BATCHES_PER_JOB))
        )
    except (BrokenProcessPool, _Ended):
        raise InputError(f"a worker process {_KILLED}") from None


def spread(files: Sequence[Found], work: Callable[[Found], T], jobs: int) -> Iterator[Outcome[T]]:
    """Process files in several processes.

    Args:
        files: the files.
        work: a picklable function of a file.
        jobs: the number of processes.

    Yields:
        An outcome for each file, in the order of the files.
    """
    with _pool(jobs) as pool:
        waiting: deque[tuple[list[Found], Future[list[Outcome[T]]]]] = deque()
        for batch in _batches(files):
            waiting.append((batch, pool.submit(_interruptible, partial(_outcomes, work=work), batch)))
            if len(waiting) > 4 * jobs:
                yield from _result(*waiting.popleft())
        while waiting:
            yield from _result(*waiting.popleft())


def _result(batch: list[Found], future: Future[list[Outcome[T]]]) -> list[Outcome[T]]:
    try:
        return future.result()
    except (BrokenProcessPool, _Ended):
        return [Outcome(found.path, error=f"{found.path}: the worker process {_KILLED}") for found in batch]


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
    """Provide processes that end immediately if this process fails: on a signal, an error, or a closed pipe."""
    others = {*multiprocessing.active_children()}
    pool = ProcessPoolExecutor(max_workers=jobs, initializer=_handle_signals)
    try:
        yield pool
    except BaseException:
        for worker in {*multiprocessing.active_children()} - others:
            worker.terminate()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


class _Ended(BaseException):
    """Ends the work of a process after a signal. It is not an Exception, so that no handler of the work catches it."""


class _State:
    """The state of a worker process."""

    working = False
    ended = False


def _handle_signals() -> None:
    """Let signals end the current work, which removes partial files, but not the communication with the parent."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)


def _end(_: int, __: FrameType | None) -> None:
    first, _State.ended = not _State.ended, True
    if first and _State.working:
        raise _Ended


def _interruptible(work: Callable[[Any], R], item: object) -> R:
    """Do the work in a worker process, unless a signal has ended it."""
    if _State.ended:
        raise _Ended
    _State.working = True
    try:
        return work(item)
    finally:
        _State.working = False
