"""Path patterns, such as ``docs/fr-fr/**``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Return whether a path matches one of the patterns.

    ``*`` matches any characters within a name, ``?`` matches one character, and ``**`` matches any number of folders. A
    pattern that names a folder matches everything in it.

    Args:
        path: a path with forward slashes.
        patterns: patterns with forward slashes.
    """
    return any(_compiled(pattern).fullmatch(path) for pattern in patterns)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.strip("/").removeprefix("./"))
    known = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(known.get(part) or re.escape(part) for part in parts) + "(?:/.*)?", re.DOTALL)
