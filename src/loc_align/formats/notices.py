"""What a tolerant reader noticed: deviations from the rules of a format, and units that it left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from loc_align.text import counted

Deviation = Callable[[str, int], None]
"""Receives a deviation from the rules of a format, and its 1-based line."""

_MOST_SHOWN = 3
"""The most deviations of a file to keep. The others are probably of the same kinds."""


class Notices:
    """Collects what the readers of one or several files noticed."""

    def __init__(self, *, strict: bool = False) -> None:
        """Start without notices.

        Args:
            strict: whether each deviation is an error.
        """
        self.strict = strict
        self.shown: list[str] = []
        """The first deviations of each file, each with the file and the line."""
        self.deviations: Counter[str] = Counter()
        """The number of deviations by file."""
        self.left_out: Counter[str] = Counter()
        """The number of units that were left out, by reason."""

    def of(self, name: str) -> Deviation | None:
        """Return a function that adds a deviation of a file; ``None`` if each deviation is an error.

        Args:
            name: the name of the file.
        """

        def add(problem: str, line: int) -> None:
            self.deviations[name] += 1
            if self.deviations[name] <= _MOST_SHOWN:
                self.shown.append(f"{name}:{line}: {problem}")

        return None if self.strict else add

    def messages(self) -> list[str]:
        """Return one message for each deviation that is kept, and for each file and each reason that has more."""
        more = [
            f"{name}: {number - _MOST_SHOWN:,} more deviations from the rules of the format"
            for name, number in self.deviations.items()
            if number > _MOST_SHOWN
        ]
        left_out = [f"{counted(number, 'unit')} left out: {reason}" for reason, number in self.left_out.items()]
        return [*self.shown, *more, *left_out]
