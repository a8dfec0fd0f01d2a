"""Where a subcommand writes its result."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from loc_align.corpus import atomic


@contextmanager
def opened(output: str) -> Iterator[IO[bytes]]:
    """The file of a name, written atomically; ``-`` is standard output."""
    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with atomic(output) as stream:
            yield stream


def difference(old: str, new: str, name: str) -> str:
    """A unified diff of two texts of a file; a line ends after a newline character and nowhere else."""
    before, after = (re.split(r"(?<=\n)(?!\Z)", text) for text in (old, new))
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
