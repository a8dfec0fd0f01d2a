"""Unified diffs of two versions of a text."""

from __future__ import annotations

import difflib
import re


def difference(old: str, new: str, name: str) -> str:
    """Return a unified diff of two versions of a file. Only a newline character ends a line.

    Args:
        old: the text before the change.
        new: the text after the change.
        name: the path of the file, for the header lines.
    """
    before, after = (re.split(r"(?<=\n)(?!\Z)", text) for text in (old, new))
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
