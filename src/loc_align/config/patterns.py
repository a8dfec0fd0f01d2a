"""Patterns of paths: ``docs/fr-fr/**``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path matches one of some patterns.

    ``*`` stands for any characters within a name, ``?`` for one, ``**`` for any number of folders. A pattern that names
    a folder matches all that is in it.

    Args:
        path: with forward slashes.
        patterns: with forward slashes.
    """
    return any(_compiled(pattern).fullmatch(path) for pattern in patterns)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.strip("/").removeprefix("./"))
    known = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(known.get(part) or re.escape(part) for part in parts) + "(?:/.*)?", re.DOTALL)
