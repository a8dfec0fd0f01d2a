"""Numbers as words: the small numbers that a text spells out, and Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from loc_align.checks.packs import pack_of

MAX_SPELLED = 12
"""The largest number that is often written as a word."""
_MIN_SPELLED = 2
"""The smallest number with a complete list of words. There are too many words for one and none."""
_TENS = 10

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_ONES += " seventeen eighteen nineteen"
_WORDS: Mapping[int, str] = MappingProxyType(
    {
        1: "once single first",
        2: "second both pair pairs couple twice double doubled doubles half halves halved",
        3: "third thirds triple thrice",
        4: "fourth quarter quarters quarterly quadruple",
        5: "fifth",
        6: "sixth",
        7: "seventh weekly",
        8: "eighth",
        9: "ninth",
        10: "tenth",
        12: "twelfth dozen noon midnight",
        20: "twenty",
        24: "daily",
        30: "thirty",
        40: "forty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
        100: "hundred hundreds percent",
        1000: "thousand thousands",
        10**6: "million millions",
        10**9: "billion billions",
    }
)
_ENGLISH: Mapping[str, int] = MappingProxyType(
    {
        **{word: number for number, word in enumerate(_ONES.split())},
        **{word: number for number, words in _WORDS.items() for word in words.split()},
    }
)
_PARTS = {"half": (5, 50, 30), "halves": (5, 50), "quarter": (3, 15, 25), "quarterly": (3,), "midnight": (0, 24)}
"""What else an English word stands for: half is 0.5, 50 %, or 30 minutes."""
_WORD = re.compile(r"[A-Za-z]+")
_ROMAN = re.compile(r"(?<![^\W_])(?=[IVXivx])X{0,3}(?:IX|IV|V?I{0,3})(?![^\W_])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def is_spelled_out(number: int, text: str, language: str) -> bool:
    """Return whether a text spells a small number out. If the words of the language are unknown, it can be.

    Args:
        number: the number.
        text: the text that can contain it.
        language: the primary subtag of the language of the text.
    """
    if number > MAX_SPELLED:
        return False
    if number < _MIN_SPELLED:
        return True
    pack = pack_of(language)
    words = dict(pack.numbers).get(number)
    if words is None:
        return True
    lower = text.lower()
    if not pack.spaced or pack.glued:
        return any(word in lower for word in words)
    return any(re.search(rf"(?<!\w){word}", lower) for word in words)


def has_half(text: str, language: str) -> bool:
    """Return whether a text has a word for a half.

    Args:
        text: the text.
        language: the primary subtag of its language.
    """
    lower = text.lower()
    return any(word in lower for word in pack_of(language).half)


def spelled_numbers(text: str, language: str) -> frozenset[int]:
    """Return the numbers that a text spells out, or writes in Roman numerals.

    Args:
        text: the text.
        language: the primary subtag of its language. For languages other than English, only the numbers of the pack
            are known.
    """
    found = {*romans(text)}
    if language == "en":
        found |= _english(text.lower())
    else:
        found |= {
            number for number, _ in pack_of(language).numbers if number and is_spelled_out(number, text, language)
        }
    return frozenset(found)


def _english(text: str) -> set[int]:
    words = _WORD.findall(text)
    found = {_ENGLISH[word] for word in words if word in _ENGLISH}
    found.update(part for word in words for part in _PARTS.get(word, ()))
    for first, second in pairwise(words):
        tens, ones = _ENGLISH.get(first, 0), _ENGLISH.get(second, 0)
        if tens >= 2 * _TENS and 0 < ones < _TENS:
            found.add(tens + ones)
    return found


def romans(text: str) -> Iterator[int]:
    """Yield the values of the Roman numerals up to 39 in a text, in capital letters."""
    for found in _ROMAN.finditer(text):
        if found[0].isupper():
            yield _roman(found[0])


@cache
def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
