"""The outcome of processing a file: a value or an error message, but never an exception."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct

from loc_align.errors import TRACEBACK, LocAlignError, bug_message
from loc_align.files import tally
from loc_align.files.finding import Found
from loc_align.files.streams import os_message

T = TypeVar("T")


class Outcome(Struct, Generic[T], frozen=True):
    """The outcome of processing a file: a value or an error message."""

    path: str
    value: T | None = None
    error: str | None = None
    left_out: int = 0
    """The number of IDs in the file that belong to no pair."""


def outcome(found: Found, work: Callable[[Found], T]) -> Outcome[T]:
    """Process a file, and turn an exception into an error message."""
    tally.take()
    try:
        return Outcome(found.path, work(found), left_out=tally.take())
    except (LocAlignError, OSError, MemoryError) as error:
        return Outcome(found.path, error=message_of(found.path, error))
    except Exception as error:
        # A bug that affects one file must not stop the others, unless somebody looks for it.
        if os.environ.get(TRACEBACK):
            raise
        return Outcome(found.path, error=f"{found.path}: {bug_message(error)}")


def message_of(path: str, error: LocAlignError | OSError | MemoryError) -> str:
    """Return the message about a file that could not be processed."""
    if isinstance(error, MemoryError):
        return f"{path}: there is not enough memory for this file; use fewer --jobs"
    if isinstance(error, OSError):
        return os_message(path, error)
    message = str(error)
    return message if message.startswith(path) else f"{path}: {message}"
