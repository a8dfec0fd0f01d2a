"""Reads the numbers of a segment, and every value that a way of writing can stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from loc_align.checks.base import Pair
from loc_align.model import Span

DIGITS = frozenset("0123456789")
"""The digits of English sources."""

RUN = re.compile(r"\d+")

_DIRECTION = "\u061c\u200e\u200f\u2066-\u2069"
"""Marks of direction, which right-to-left texts put around signs and separators."""
_NUMBER = re.compile(rf"\d+(?:[{_DIRECTION}]?[.,:/'’٫٬．，：][{_DIRECTION}]?\d+|[ \u00a0\u2009\u202f]\d{{3}}(?!\d))*")
_SPACES = frozenset(" \u00a0\u2009\u202f")
_GROUP_SIZE = 3
"""A separator before a group of this many digits can be a thousands separator."""
_MAX_LEADING = 3
_DECIMAL = 2
"""A number with two different separators has a decimal mark."""


class Number(Struct, frozen=True):
    """A number as it is written."""

    start: int
    """The offset of its first character in the segment."""
    text: str
    runs: tuple[str, ...]
    """Its runs of digits, in ASCII and without leading zeros."""

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """Its offsets in the segment."""
        return Span(self.start, self.end)


def ascii_digits(digits: str) -> str:
    """Return digits of any script as ASCII digits."""
    return digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)


def plain_run(digits: str) -> str:
    """Return digits of any script as ASCII digits without leading zeros."""
    return ascii_digits(digits).lstrip("0") or "0"


def runs(text: str) -> list[str]:
    """Return all runs of digits in a text."""
    return [plain_run(found) for found in RUN.findall(text)]


def parse_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text, with the separators between their digits, and spaces between groups of three."""
    for found in _NUMBER.finditer(text):
        yield Number(found.start(), found[0], tuple(runs(found[0])))


def readings(text: str) -> frozenset[str]:
    """Return every value that a number can stand for: ``1.000`` is ``1000``, ``1``, or version ``1.000``.

    Locales disagree about which separator groups digits and which one is the decimal mark, and translators follow the
    source as often as the locale. So both are read, if the groups allow it.
    """
    digits = [ascii_digits(run) for run in RUN.findall(text)]
    first = digits[0].lstrip("0") or "0"
    if len(digits) == 1:
        return frozenset((first,))
    separators = re.split(r"\d+", text)[1:-1]
    found = {".".join((first, *digits[1:]))}
    if _grouped(digits) and len(set(separators)) == 1:
        found.add("".join(digits).lstrip("0") or "0")
    decimal_mark = separators[-1] not in _SPACES and separators[-1] not in separators[:-1]
    if decimal_mark and (len(digits) == _DECIMAL or (_grouped(digits[:-1]) and len(set(separators)) == _DECIMAL)):
        whole = "".join(digits[:-1]).lstrip("0") or "0"
        fraction = digits[-1].rstrip("0") if len(digits) > _DECIMAL else digits[-1]
        found.add(f"{whole}.{fraction}" if fraction.strip("0") else whole)
    return frozenset(found)


def _grouped(digits: list[str]) -> bool:
    """Return whether runs can be the groups of one number: of three digits, or of two and a last one of three."""
    if len(digits) == 1:
        return True
    inner = {len(run) for run in digits[1:-1]}
    return (
        len(digits[0]) <= _MAX_LEADING
        and not digits[0].startswith("0")
        and len(digits[-1]) == _GROUP_SIZE
        and (inner <= {_GROUP_SIZE} or inner == {_GROUP_SIZE - 1})
    )


def same_digits(pair: Pair) -> bool:
    """Return whether both sides have the same runs of digits, which settles most pairs quickly."""
    return sorted(RUN.findall(pair.source)) == sorted(RUN.findall(pair.target))


def source_numbers(pair: Pair) -> tuple[Number, ...]:
    """Return the numbers in the prose of the source."""
    return tuple(parse_numbers(pair.source_prose))


def target_numbers(pair: Pair) -> tuple[Number, ...]:
    """Return the numbers in the prose of the target."""
    return tuple(parse_numbers(pair.target_prose))


def source_runs(pair: Pair) -> Counter[str]:
    """Count the runs of digits anywhere in the source."""
    return Counter(runs(pair.source))


def target_runs(pair: Pair) -> Counter[str]:
    """Count the runs of digits anywhere in the target."""
    return Counter(runs(pair.target))
