"""A document on standard input."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

from loc_align.files.finding import Found

_NAME = "<stdin>"


def read_standard_input(path: str | None = None) -> Found:
    """Read a document from standard input.

    Args:
        path: the path of the document. Without it, the document is called ``<stdin>``.
    """
    name = _NAME if path is None else Path(path).as_posix()
    return Found(name, PurePath(name).name, sys.stdin.buffer.read())
