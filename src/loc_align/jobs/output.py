"""Where a subcommand writes its result."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from loc_align.files import atomic


@contextmanager
def opened(output: str) -> Iterator[IO[bytes]]:
    """The file of a name, written atomically; ``-`` is standard output."""
    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with atomic(output) as stream:
            yield stream
