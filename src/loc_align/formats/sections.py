"""Sections as nested groups."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count


class Groups:
    """The groups that are open while a file's units are written, one for each heading above."""

    def __init__(self, opening: Callable[[str, str], str], closing: str) -> None:
        """Write a group's start with ``opening``, from its id and title, and its end with ``closing``."""
        self._opening = opening
        self._closing = closing
        self._open: tuple[str, ...] = ()
        self._numbers = count(1)

    def go(self, section: tuple[str, ...]) -> str:
        """What closes the groups that end and opens those that begin before a unit of a section."""
        if section == self._open:
            return ""
        kept = 0
        while kept < min(len(section), len(self._open)) and section[kept] == self._open[kept]:
            kept += 1
        closed = self._closing * (len(self._open) - kept)
        self._open = section
        return closed + "".join(self._opening(f"s{next(self._numbers)}", title) for title in section[kept:])
