"""The main function of a worker process. It ends when its parent asks or dies, and on SIGTERM, even during work."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from queue import SimpleQueue
from types import FrameType
from typing import Any

from loc_align.files.drafts import discard_drafts

END = b""
"""The message that ends a worker process."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def serve(tasks: Connection, results: Connection, parents_ends: Sequence[Connection]) -> None:
    """Process batches until the parent ends this process.

    Args:
        tasks: receives pickled messages: batches, and before them a function that processes a batch.
        results: sends a pair for each batch: the result and ``None``, or ``None`` and the exception.
        parents_ends: the other ends of both pipes, which a forked process inherits. An open copy would hide the death
            of the parent.
    """
    for end in parents_ends:
        end.close()
    _handle_signals()
    inbox: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(tasks, inbox), daemon=True).start()
    work: Callable[[Any], Any] | None = None
    while message := inbox.get():
        item = pickle.loads(message)  # noqa: S301 - from the parent process
        if callable(item):
            work = item
        elif work is not None:
            _answer(results, work, item)


def _answer(results: Connection, work: Callable[[Any], Any], batch: object) -> None:
    try:
        results.send((work(batch), None))
    except BrokenPipeError:
        _exit(1)  # the parent has died
    except Exception as error:  # noqa: BLE001 - the parent raises it
        results.send((None, _portable(error)))


def _portable(error: Exception) -> Exception:
    """Return an exception that can be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    except Exception:  # noqa: BLE001 - any failure means that it cannot be pickled
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _receive(tasks: Connection, inbox: SimpleQueue[bytes]) -> None:
    """Receive messages during the work, so that the parent never waits, and end if the parent dies."""
    message = None
    while message != END:
        try:
            message = tasks.recv_bytes()
        except (EOFError, OSError):
            _exit(1)
        else:
            inbox.put(message)


def _handle_signals() -> None:
    """Ignore Ctrl+C, which the parent handles, and end on SIGTERM, which a handler of the parent could prevent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)


def _end(number: int, _: FrameType | None) -> None:
    _exit(128 + number)


def _exit(code: int) -> None:
    """End this process without an exception, which the interrupted work could catch."""
    discard_drafts()
    os._exit(code)


@contextmanager
def signals_blocked() -> Iterator[None]:
    """Block signals while a process starts, so that it does not receive them before it has its own handlers."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
