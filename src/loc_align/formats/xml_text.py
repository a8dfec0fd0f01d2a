"""Text in XML 1.0: escaping, and handling of characters that XML cannot contain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters that XML cannot contain: those outside ``Char`` (XML 1.0, 2.2)."""

REPLACEMENT = "\ufffd"
"""Replaces an illegal character in attribute values, which cannot contain elements."""

_UNSAFE = re.compile('[&<>"\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')


def is_plain(text: str) -> bool:
    """Return whether a text needs no escaping and no replacement in XML."""
    return _UNSAFE.search(text) is None


def escape(text: str) -> str:
    """Escape character data. A carriage return becomes a reference, because a parser changes it to a newline otherwise.

    XML 1.0, 2.4 (markup characters) and 2.11 (line ends).
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def escape_attribute(text: str) -> str:
    """Escape an attribute value for double quotes. Illegal characters become U+FFFD."""
    if text.isprintable():
        return text if is_plain(text) else escape(text).replace('"', "&quot;")
    text = escape(ILLEGAL.sub(REPLACEMENT, text))
    return text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def character_data(text: str, stand_in: Callable[[str], str]) -> str:
    """Escape character data, and replace each character that XML cannot contain with an element.

    Args:
        text: any text.
        stand_in: makes the element for such a character.
    """
    if is_plain(text):
        return text
    if not ILLEGAL.search(text):
        return escape(text)
    return "".join(stand_in(piece) if ILLEGAL.match(piece) else escape(piece) for piece in pieces(text))


def pieces(text: str) -> Iterator[str]:
    """Split a text before and after each character that XML cannot contain."""
    done = 0
    for found in ILLEGAL.finditer(text):
        yield text[done : found.start()]
        yield found[0]
        done = found.end()
    yield text[done:]
