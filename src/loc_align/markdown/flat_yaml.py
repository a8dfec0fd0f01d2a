"""Reads YAML with only one-line values line by line, because most front matter is that simple and PyYAML is slow."""

from __future__ import annotations

import re
from datetime import date

from loc_align.text.patterns import possessive

Scalar = str | int | date | None

_PLAIN = r"[^:\#]*+" + possessive(r"(?::(?![ ]|$)|(?<![ ])\#)[^:\#]*+")
"""A value up to the end of the line, without a key or a comment."""

_LINE = re.compile(
    rf"""
    ((?!(?:yes|no|on|off|true|false|null|y|n):)[^\W\d][\w.-]{{0,99}}(?:[ ][\w.-]{{1,99}}){{0,9}}):
    (?:[ ]++
      (?: "([^"\\]*+)"
        | '([^']*+)'
        | ([^\s?:,\[\]{{}}\#&*!|>'"%@`-]{_PLAIN})  # not an indicator of another kind of value
      )
    )?
    [ ]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TYPED = re.compile(
    r"""
      (?: 0b[01_]+ | 0x[\da-f_]+ | [\d_:]+(?:\.[\d_]*(?:e[-+]?\d*)?)? | \.inf | \.nan
        | yes | no | on | off | true | false | null | y | n )\Z
    | \d{4}-\d | \.\d | [+~=<]
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A plain value that can be other than a string, such as a number, a date, or a Boolean (YAML 1.1, as in PyYAML)."""

_STARTS_OF_TYPED = frozenset("0123456789.+~=<yYnNoOtTfF")
_INTEGER = re.compile(r"(?:0|[1-9]\d{0,17})\Z", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z", re.ASCII)


def read_flat(text: str) -> dict[str, Scalar] | None:
    """Read a YAML document in which each line is a key with its value.

    Args:
        text: the YAML document.

    Returns:
        The values by key; ``None`` if the document contains anything else, or anything ambiguous.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if not "".join(lines).replace("\xa0", "").isprintable():
        return None
    values: dict[str, Scalar] = {}
    for line in filter(None, lines):
        entry = _entry(line)
        if entry is None:
            return None
        values[entry[0]] = entry[1]
    return values


def read_unambiguous_lines(text: str) -> dict[str, Scalar]:
    """Read the unambiguous lines of invalid YAML: those with a key, and a value that ends on the same line.

    Args:
        text: the invalid YAML document.

    Returns:
        The values by key. If a key occurs more than once, its last value counts, as in PyYAML.
    """
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    values: dict[str, Scalar] = {}
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        entry = _entry(line) if line.replace("\xa0", "").isprintable() else None
        if entry is not None and not following.startswith((" ", "\t", "- ")):
            values[entry[0]] = entry[1]
    return values


def _entry(line: str) -> tuple[str, Scalar] | None:
    """Return the key and the value of a line; ``None`` if the line is ambiguous."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    key, double, single, plain = found.groups()
    value: Scalar = single if double is None else double
    if plain is not None:
        value = plain.rstrip(" ")
        if plain[0] in _STARTS_OF_TYPED and _TYPED.match(value):
            value = _typed(value)
            if value is None:
                return None
    return key, value


def _typed(value: str) -> int | date | None:
    """Return an integer or a date; ``None`` for other types."""
    if _INTEGER.match(value):
        return int(value)
    found = _DATE.match(value)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
