"""Text that an indent turned into code: a list item or a paragraph that lost the list around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.model import Block, Span

_PARAGRAPH = re.compile(r"[^\s](?:.*\S)?(?:\n[ \t>]*(?![-*+][ \t]|\d{1,9}[.)][ \t])\S.*)*")
_MARK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_WRITTEN = re.compile(r"\*\*[^\s*][^*\n]*\*\*|[^\W\d_]{2}[.:。：!?](?:\s|\Z)")
_FENCES = ("```", "~~~")
_LETTERS = 0.7
_LEAST_WORDS = 5


def prose(block: Block, text: str) -> Iterator[Block]:
    """The paragraphs of a block of code that is none to a reader; nothing where it is code indeed.

    Args:
        block: a block of code.
        text: its document.
    """
    content = block.span.of(text)
    if content.startswith(_FENCES) or not _is_prose(content):
        return
    for found in _PARAGRAPH.finditer(content):
        mark = _MARK.match(found[0])
        start = found.start() + (mark.end() if mark else 0)
        if start < found.end():
            yield Block("list_item", Span(block.span.start + start, block.span.start + found.end()), 1)


def _is_prose(content: str) -> bool:
    shown = "".join(content.split())
    letters = sum(map(str.isalpha, shown))
    return (
        letters >= _LETTERS * len(shown)
        and len(content.split()) >= _LEAST_WORDS
        and _WRITTEN.search(content) is not None
    )
