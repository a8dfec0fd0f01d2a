"""What the value of an attribute may be, by the words that the tables of rules use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Value(NamedTuple):
    """A test of a value, and its name in a message: ``yes or no``."""

    allows: Callable[[str], object]
    name: str


def matching(pattern: str, name: str) -> Value:
    """Values of a pattern."""
    return Value(re.compile(pattern).fullmatch, name)


def one_of(words: str) -> Value:
    """The words of a list."""
    known = frozenset(words.split())
    return Value(known.__contains__, f"one of {', '.join(words.split())}")


def own_or_one_of(words: str) -> Value:
    """The words of a list, or a word of a tool's own (XLIFF 1.2, 2.5: ``x-`` and no white space)."""
    known = frozenset(words.split())
    shown = ", ".join(words.split()[:6]) + (" …" if len(known) > 6 else "")  # noqa: PLR2004 - what a line holds
    return Value(lambda value: value in known or re.fullmatch(r"x-\S+", value), f"one of {shown}, or begin with 'x-'")


def some_of(words: str) -> Value:
    """A list of words, or of words of a tool's own."""
    one = own_or_one_of(words)
    return Value(lambda value: all(map(one.allows, value.split())), f"a list of {', '.join(words.split())}")


def percentage(value: str) -> bool:
    """Whether a value is a decimal number from 0 to 100."""
    return bool(re.fullmatch(r"[+]?(\d+(\.\d*)?|\.\d+)", value.strip())) and float(value) <= 100  # noqa: PLR2004


NMTOKEN = r"[\w.:\u00b7-]+"
"""A name token (XML 1.0, 2.3)."""

VALUES: Mapping[str, Value] = {
    "yesno": one_of("yes no"),
    "nmtoken": matching(rf"\s*{NMTOKEN}\s*", "a name of letters, digits, '.', '-', '_' and ':' (NMTOKEN)"),
    "nmtokens": matching(rf"\s*{NMTOKEN}(\s+{NMTOKEN})*\s*", "names with spaces between (NMTOKENS)"),
    "language": matching(r"\s*[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\s*", "a language tag"),
    "positive": matching(r"\s*\+?0*[1-9]\d{0,17}\s*", "a whole number above 0"),
    "priority": matching(r"\s*([1-9]|10)\s*", "a whole number from 1 to 10"),
    "percentage": Value(percentage, "a number from 0 to 100"),
    "space": one_of("default preserve"),
}
"""The words that all tables use."""
