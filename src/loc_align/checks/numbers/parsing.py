"""Parses the numbers of a segment, and the different ways to write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from loc_align.checks.base import Pair
from loc_align.checks.packs import pack_of

DIGITS = frozenset("0123456789")
"""The digits of English sources."""

RUN = re.compile(r"\d+")

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+|[ \u00a0\u202f]\d{3}(?!\d))*")
_MAGNITUDES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "bn": 9}
_AFTER = re.compile(r"[ \u00a0\u202f]?([^\W\d_]+)")
_GROUP_SIZE = 3
"""A separator before a final group of this many digits is a thousands separator."""
_MAX_VALUE_LENGTH = 20


class Number(Struct, frozen=True):
    """A number as it is written."""

    start: int
    """The offset of its first character in the segment."""
    text: str
    runs: tuple[str, ...]
    """Its runs of digits, in ASCII and without leading zeros."""

    @property
    def joined(self) -> str:
        """Its digits without separators."""
        return plain_run("".join(RUN.findall(self.text)))

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


def plain_run(digits: str) -> str:
    """Return digits of any script as ASCII digits without leading zeros."""
    ascii_digits = digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)
    return ascii_digits.lstrip("0") or "0"


def runs(text: str) -> list[str]:
    """Return all runs of digits in a text."""
    return [plain_run(found) for found in RUN.findall(text)]


def parse_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text, with the separators between their digits, and spaces between groups of three."""
    for found in _NUMBER.finditer(text):
        yield Number(found.start(), found[0], tuple(runs(found[0])))


def same_digits(pair: Pair) -> bool:
    """Return whether both sides have the same runs of digits, which settles most pairs quickly."""
    return sorted(RUN.findall(pair.source)) == sorted(RUN.findall(pair.target))


def source_runs(pair: Pair) -> list[str]:
    """Return the runs of digits in the prose of the source."""
    return runs(pair.source_prose)


def target_runs(pair: Pair) -> Counter[str]:
    """Count the runs of digits anywhere in the target."""
    return Counter(runs(pair.target))


def joined(text: str) -> frozenset[str]:
    """Return the numbers of a text without their separators."""
    return frozenset(number.joined for number in parse_numbers(text))


@cache
def magnitudes(language: str) -> dict[str, int]:
    """Return the words that multiply the number before them, including English ones, with their powers of ten."""
    return {**_MAGNITUDES, **dict(pack_of(language).magnitudes)}


def multiplied(text: str, language: str) -> Iterator[str]:
    """Yield the numbers that a word multiplies, written out: ``1.5 million`` is ``1500000``."""
    words = magnitudes(language)
    for number in parse_numbers(text):
        after = _AFTER.match(text, number.end)
        if after is None:
            continue
        power = _power(after[1].lower(), words)
        if power is not None and len(number.text) <= _MAX_VALUE_LENGTH:
            yield _shifted(number, power)


def _power(word: str, words: dict[str, int]) -> int | None:
    """Return the power of ten of a word. In scripts without spaces, a prefix of the word is enough."""
    if word.isascii():
        return words.get(word)
    return next((words[word[:size]] for size in range(len(word), 0, -1) if word[:size] in words), None)


def _shifted(number: Number, power: int) -> str:
    """Return the digits of a number times a power of ten.

    The last separator is a decimal point if fewer than three digits follow.
    """
    digits = RUN.findall(number.text)
    decimals = len(digits[-1]) if len(digits) > 1 and len(digits[-1]) < _GROUP_SIZE else 0
    return plain_run("".join(digits) + "0" * (power - decimals)) if power >= decimals else number.joined
