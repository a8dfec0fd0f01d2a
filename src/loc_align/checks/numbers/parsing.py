"""The numbers in a segment, and the many ways to write each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from loc_align.checks.base import Pair
from loc_align.checks.packs import pack_of

DIGITS = frozenset("0123456789")
"""Sources are English: a number that matters has an ASCII digit."""

RUN = re.compile(r"\d+")

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+|[ \u00a0\u202f]\d{3}(?!\d))*")
_MAGNITUDES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "bn": 9}
_AFTER = re.compile(r"[ \u00a0\u202f]?([^\W\d_]+)")
_GROUP = 3
"""A group of so many digits at the end follows a separator of thousands."""
_LONGEST_VALUE = 20


class Number(Struct, frozen=True):
    """A number as it is written."""

    start: int
    """Offset in the segment."""
    text: str
    runs: tuple[str, ...]
    """Its runs of digits, ASCII, without zeros in front."""

    @property
    def joined(self) -> str:
        """Its digits without what separates them."""
        return plain_run("".join(RUN.findall(self.text)))

    @property
    def end(self) -> int:
        """Offset after it."""
        return self.start + len(self.text)


def plain_run(digits: str) -> str:
    """Digits of any script as ASCII ones, without zeros in front."""
    ascii_digits = digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)
    return ascii_digits.lstrip("0") or "0"


def runs(text: str) -> list[str]:
    """All runs of digits of a text."""
    return [plain_run(found) for found in RUN.findall(text)]


def read(text: str) -> Iterator[Number]:
    """The numbers of a text; separators between digits belong to them, and so do spaces between groups of three."""
    for found in _NUMBER.finditer(text):
        yield Number(found.start(), found[0], tuple(runs(found[0])))


def same_digits(pair: Pair) -> bool:
    """Whether both sides have the same runs of digits, written alike, which settles most pairs quickly."""
    return sorted(RUN.findall(pair.source)) == sorted(RUN.findall(pair.target))


def source_runs(pair: Pair) -> list[str]:
    """The runs of digits in the words of the source."""
    return runs(pair.source_prose)


def target_runs(pair: Pair) -> Counter[str]:
    """The runs of digits anywhere in the target, and how often each is there."""
    return Counter(runs(pair.target))


def joined(text: str) -> frozenset[str]:
    """The numbers of a text without their separators."""
    return frozenset(number.joined for number in read(text))


@cache
def magnitudes(language: str) -> dict[str, int]:
    """The words that multiply the number before them, English ones included, by powers of ten."""
    return {**_MAGNITUDES, **dict(pack_of(language).magnitudes)}


def multiplied(text: str, language: str) -> Iterator[str]:
    """The numbers of a text that a word after them multiplies, written out: ``1.5 million`` is ``1500000``."""
    words = magnitudes(language)
    for number in read(text):
        after = _AFTER.match(text, number.end)
        if after is None:
            continue
        power = _power(after[1].lower(), words)
        if power is not None and len(number.text) <= _LONGEST_VALUE:
            yield _moved(number, power)


def _power(word: str, words: dict[str, int]) -> int | None:
    """What a word multiplies by; in scripts without spaces it may only begin with one that does."""
    if word.isascii():
        return words.get(word)
    return next((words[word[:size]] for size in range(len(word), 0, -1) if word[:size] in words), None)


def _moved(number: Number, power: int) -> str:
    """The digits of a number times a power of ten; its last separator is a point where fewer digits follow."""
    digits = RUN.findall(number.text)
    decimals = len(digits[-1]) if len(digits) > 1 and len(digits[-1]) < _GROUP else 0
    return plain_run("".join(digits) + "0" * (power - decimals)) if power >= decimals else number.joined
