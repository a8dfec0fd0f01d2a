"""The value types of attributes, by the names that the tables of rules use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Value(NamedTuple):
    """A test of a value, and the name of the allowed values for messages."""

    allows: Callable[[str], object]
    name: str


def matching(pattern: str, name: str) -> Value:
    """Allow the values that a regular expression matches."""
    return Value(re.compile(pattern).fullmatch, name)


def one_of(words: str) -> Value:
    """Allow the words of a list."""
    known = frozenset(words.split())
    return Value(known.__contains__, f"one of {', '.join(words.split())}")


def own_or_one_of(words: str) -> Value:
    """Allow the words of a list, and custom words (XLIFF 1.2, 2.5: ``x-`` and no white space)."""
    known = frozenset(words.split())
    shown = ", ".join(words.split()[:6]) + (" …" if len(known) > 6 else "")  # noqa: PLR2004 - fits on a line
    return Value(lambda value: value in known or re.fullmatch(r"x-\S+", value), f"one of {shown}, or start with 'x-'")


def some_of(words: str) -> Value:
    """Allow a list of words, including custom words."""
    one = own_or_one_of(words)
    return Value(lambda value: all(map(one.allows, value.split())), f"a list of {', '.join(words.split())}")


def percentage(value: str) -> bool:
    """Return whether a value is a decimal number from 0 to 100."""
    return bool(re.fullmatch(r"[+]?(\d+(\.\d*)?|\.\d+)", value.strip())) and float(value) <= 100  # noqa: PLR2004


NMTOKEN = r"[\w.:\u00b7-]+"
"""A name token (XML 1.0, 2.3)."""

VALUES: Mapping[str, Value] = {
    "yesno": one_of("yes no"),
    "nmtoken": matching(rf"\s*{NMTOKEN}\s*", "a name of letters, digits, '.', '-', '_', and ':' (NMTOKEN)"),
    "nmtokens": matching(rf"\s*{NMTOKEN}(\s+{NMTOKEN})*\s*", "names separated by spaces (NMTOKENS)"),
    "language": matching(r"\s*[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\s*", "a language tag"),
    "positive": matching(r"\s*\+?0*[1-9]\d{0,17}\s*", "a whole number above 0"),
    "priority": matching(r"\s*([1-9]|10)\s*", "a whole number from 1 to 10"),
    "percentage": Value(percentage, "a number from 0 to 100"),
    "space": one_of("default preserve"),
}
"""The value types for all tables, by name."""
