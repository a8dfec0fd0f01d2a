"""Two versions of a text, compared line by line."""

from __future__ import annotations

import difflib
import re


def difference(old: str, new: str, name: str) -> str:
    """A unified diff of two texts of a file; a line ends after a newline character and nowhere else."""
    before, after = (re.split(r"(?<=\n)(?!\Z)", text) for text in (old, new))
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
