"""Signals that end a run cleanly: no traceback, no partial output, and an exit code that names the signal."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_LATER = 0.05
"""When to try again to end the run, in seconds."""


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Turn SIGINT and SIGTERM into an exit with 128 plus the number of the signal, so that cleanup code runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    # A shell makes its background jobs ignore SIGINT. They must keep ignoring it.
    ours = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    try:
        for number in ours:
            signal.signal(number, _end)
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])


def _end(number: int, frame: FrameType | None) -> None:
    if _in_finalizer(frame):
        threading.Timer(_LATER, signal.raise_signal, (number,)).start()
        return
    sys.exit(128 + number)


def _in_finalizer(frame: FrameType | None) -> bool:
    """Return whether a finalizer is running. Python ignores an exception there, and the run would go on."""
    while frame is not None and frame.f_code.co_name != "__del__":
        frame = frame.f_back
    return frame is not None
