"""Writes sections as nested groups."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count


class Groups:
    """The open groups while the units of a file are written: one for each heading above the unit."""

    def __init__(self, opening: Callable[[str, str], str], closing: str) -> None:
        """Store how a group starts and ends.

        Args:
            opening: makes the start of a group from an ID and a title.
            closing: the end of a group.
        """
        self._opening = opening
        self._closing = closing
        self._open: tuple[str, ...] = ()
        self._numbers = count(1)

    def move_to(self, section: tuple[str, ...]) -> str:
        """Return the text that ends the groups of other sections and starts the groups of a section."""
        if section == self._open:
            return ""
        kept = 0
        while kept < min(len(section), len(self._open)) and section[kept] == self._open[kept]:
            kept += 1
        closed = self._closing * (len(self._open) - kept)
        self._open = section
        return closed + "".join(self._opening(f"s{next(self._numbers)}", title) for title in section[kept:])
