"""A document on standard input."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

from loc_align.errors import InputError
from loc_align.files.finding import Found

_NAME = "<stdin>"


def read_standard_input(path: str | None = None) -> Found:
    """Read a document from standard input.

    Args:
        path: the path of the document. Without it, the document is called ``<stdin>``.

    Raises:
        InputError: standard input is closed, or cannot be read.
    """
    name = _NAME if path is None else Path(path).as_posix()
    # Python has no stream for a descriptor that the caller has closed.
    if sys.stdin is None:
        raise InputError("standard input: cannot be read, because it is closed")
    try:
        return Found(name, PurePath(name).name, sys.stdin.buffer.read())
    except OSError as error:
        message = f"standard input: cannot be read: {error.strerror}"
        raise InputError(message) from None
