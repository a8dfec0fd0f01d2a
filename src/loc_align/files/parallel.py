"""The same work on many files: in parallel, in order, and going on when one of them is bad."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from loc_align.errors import LocAlignError
from loc_align.files.io import os_message

T = TypeVar("T")

_BATCH_BYTES = 256 * 1024
"""Files go to a worker in batches of about this size: small enough to share out evenly, large enough to be worth it."""


class Outcome(Struct, Generic[T], frozen=True):
    """What became of one file: a value, or the message of what went wrong."""

    path: str
    value: T | None = None
    error: str | None = None


def run(files: Sequence[str], work: Callable[[str], T], *, jobs: int = 1) -> Iterator[Outcome[T]]:
    """Do the same work on many files.

    Args:
        files: their paths.
        work: a picklable function of one path.
        jobs: how many processes share the work; with one, this process does it.

    Yields:
        One outcome a file, in the order of the files whatever ``jobs`` is. A file that fails is an outcome with an
        error, and the others go on.
    """
    if jobs <= 1 or len(files) <= 1:
        for path in files:
            yield _outcome(path, work)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        waiting: deque[tuple[list[str], Future[list[Outcome[T]]]]] = deque()
        for batch in _batches(files):
            waiting.append((batch, pool.submit(_outcomes, batch, work)))
            if len(waiting) > 4 * jobs:
                yield from _result(*waiting.popleft())
        while waiting:
            yield from _result(*waiting.popleft())


def _result(batch: list[str], future: Future[list[Outcome[T]]]) -> list[Outcome[T]]:
    try:
        return future.result()
    except BrokenProcessPool:
        message = "the process that worked on it was killed, probably for want of memory; try a smaller --jobs"
        return [Outcome(path, error=f"{path}: {message}") for path in batch]


def _outcomes(batch: Sequence[str], work: Callable[[str], T]) -> list[Outcome[T]]:
    return [_outcome(path, work) for path in batch]


def _outcome(path: str, work: Callable[[str], T]) -> Outcome[T]:
    try:
        return Outcome(path, work(path))
    except LocAlignError as error:
        message = str(error)
        return Outcome(path, error=message if message.startswith(path) else f"{path}: {message}")
    except OSError as error:
        return Outcome(path, error=os_message(path, error))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not take the others with it
        return Outcome(path, error=f"{path}: internal error, please report it: {type(error).__name__}: {error}")


def _batches(files: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for path in files:
        batch.append(path)
        with contextlib.suppress(OSError):
            size += Path(path).stat().st_size
        if size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
