"""Where a subcommand writes its result."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from loc_align.files.io import atomic


@contextmanager
def opened(output: str) -> Iterator[IO[bytes]]:
    """The file of a name, written atomically; ``-`` is standard output."""
    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with atomic(output) as stream:
            yield stream


def is_folder(output: str) -> bool:
    """Whether the name of an output stands for a folder, which gets a file for each document."""
    return output.endswith(("/", os.sep)) or Path(output).is_dir()
