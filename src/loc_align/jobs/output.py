"""The output file of a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from loc_align.errors import writing
from loc_align.files.io import atomic


@contextmanager
def opened(output: str) -> Iterator[IO[bytes]]:
    """Open an output file, which is written atomically. The name ``-`` is standard output."""
    if output == "-":
        with writing("standard output"):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
    else:
        with atomic(output) as stream:
            yield stream


def is_folder(output: str) -> bool:
    """Return whether an output is a folder, for a file for each document: it exists, or its name ends with a slash."""
    return output.endswith(("/", os.sep)) or Path(output).is_dir()
