"""Text as XML 1.0 has it: what must be escaped, and what it cannot hold at all."""

from __future__ import annotations

import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters outside of ``Char`` (XML 1.0, 2.2)."""

REPLACEMENT = "\ufffd"
"""What stands for an illegal character where there is no room for more."""

_PLAIN = re.compile('[&<>"\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_SPECIAL = re.compile("[&<>\r]")
_SPECIAL_IN_ATTRIBUTE = re.compile('[&<>"\r\n\t]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


def is_plain(text: str) -> bool:
    """Whether a text can stand in XML as it is: one search, which settles it for most texts."""
    return _PLAIN.search(text) is None


def escape(text: str) -> str:
    """Character data; a carriage return becomes a reference, or a parser would make a newline of it (XML 1.0, 2.11)."""
    return _SPECIAL.sub(_reference, text)


def escape_attribute(text: str) -> str:
    """An attribute's value, for double quotes; illegal characters become U+FFFD."""
    text = ILLEGAL.sub(REPLACEMENT, text)
    return _SPECIAL_IN_ATTRIBUTE.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]
