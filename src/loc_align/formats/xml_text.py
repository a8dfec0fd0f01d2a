"""Text as XML 1.0 has it: what must be escaped, and what it cannot hold at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters outside of ``Char`` (XML 1.0, 2.2)."""

REPLACEMENT = "\ufffd"
"""What stands for an illegal character where there is no room for more."""

_UNSAFE = re.compile('[&<>"\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')


def is_plain(text: str) -> bool:
    """Whether a text can stand in XML as it is: one search, which settles it for most texts."""
    return _UNSAFE.search(text) is None


def escape(text: str) -> str:
    """Character data; a carriage return becomes a reference, or a parser would make a newline of it (XML 1.0, 2.11)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def escape_attribute(text: str) -> str:
    """An attribute's value, for double quotes; illegal characters become U+FFFD."""
    if text.isprintable():
        return text if is_plain(text) else escape(text).replace('"', "&quot;")
    text = escape(ILLEGAL.sub(REPLACEMENT, text))
    return text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def character_data(text: str, stand_in: Callable[[str], str]) -> str:
    """Character data in which an element stands for each character that XML cannot hold.

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
    """A text cut before and after each character that XML cannot hold."""
    done = 0
    for found in ILLEGAL.finditer(text):
        yield text[done : found.start()]
        yield found[0]
        done = found.end()
    yield text[done:]
