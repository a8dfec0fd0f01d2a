"""YAML that is nothing but keys with one-line values, as most front matter is: read line by line."""

from __future__ import annotations

import re
from datetime import date

Scalar = str | int | date | None

_LINE = re.compile(
    r"""
    ((?!(?:yes|no|on|off|true|false|null|y|n):)[^\W\d][\w.-]{0,99}(?:[ ][\w.-]{1,99}){0,9}):
    (?:[ ]++
      (?: "([^"\\]*+)"
        | '([^']*+)'
        | ([^\s?:,\[\]{}\#&*!|>'"%@`-]                        # not a mark that gives what follows another meaning
           [^:\#]*+(?:(?::(?![ ]|$)|(?<![ ])\#)[^:\#]*+)*+)  # with no key and no comment in it
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
"""A plain value that may be no string: a number, a date, a truth value … (YAML 1.1, as PyYAML reads it)."""

_STARTS_OF_TYPED = frozenset("0123456789.+~=<yYnNoOtTfF")
_INTEGER = re.compile(r"(?:0|[1-9]\d{0,17})\Z", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z", re.ASCII)


def read_flat(text: str) -> dict[str, Scalar] | None:
    """Read YAML whose every line is a key with a value on that line.

    Args:
        text: a YAML document.

    Returns:
        The keys and their values, or ``None`` if the text holds anything else, or anything that is not certain.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if not "".join(lines).replace("\xa0", "").isprintable():
        return None
    values: dict[str, Scalar] = {}
    for line in filter(None, lines):
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
        values[key] = value
    return values


def _typed(value: str) -> int | date | None:
    """A whole number or a date; ``None`` for what needs a closer look."""
    if _INTEGER.match(value):
        return int(value)
    found = _DATE.match(value)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
