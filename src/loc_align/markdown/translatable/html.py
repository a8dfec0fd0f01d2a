"""Translatable text between the tags of an HTML block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.model import Span

_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|</?([A-Za-z][A-Za-z0-9-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_INLINE = frozenset(
    """
    a abbr b bdi bdo cite code data del dfn em font i img ins kbd mark q s samp small span strong sub sup time tt u var
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
"""Elements that can be inside a sentence (HTML Living Standard, 4.5)."""
_OPAQUE = frozenset(("code", "pre", "script", "style", "svg", "math", "textarea", "video", "iframe"))
"""Elements whose content is not translatable."""


def text_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of running text in an HTML block, between tags that end a sentence.

    Args:
        text: the text of the document.
        start: the offset of the block.
        end: the offset after the block.
    """
    opaque = ""
    begin = start
    for found in _TOKEN.finditer(text, start, end):
        name = (found[1] or "").lower()
        if name in _INLINE:
            continue
        if not opaque and begin < found.start():
            yield Span(begin, found.start())
        closing = found[0].startswith("</")
        if name in _OPAQUE and not opaque and not closing:
            opaque = name
        elif name == opaque and closing:
            opaque = ""
        begin = found.end()
    if not opaque and begin < end:
        yield Span(begin, end)


def tag_spans(text: str, block: Span) -> Iterator[Span]:
    """Yield the spans of the start tags in an HTML block.

    Args:
        text: the text of the document.
        block: the span of the block.
    """
    for found in _TOKEN.finditer(text, block.start, block.end):
        if found[1] and not found[0].startswith("</"):
            yield Span(*found.span())
