"""Text that damage turned into code: an item that lost its list, what follows a fence that lost its line end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.model import Block, Span

_CHUNK = re.compile(
    r"""
      ^[ ]{0,3}(?P<fence>`{3,}+|~{3,}+)(?:.*+\n)*?[ ]{0,3}(?:(?P=fence)[ \t]*$|.*+\Z)   # a block of code
    | ^[ \t>]*(?P<heading>\#{1,6})[ ]\S.*
    | [^\s](?:.*\S)?(?:\n[ \t>]*(?![-*+][ \t]|\d{1,9}[.)][ \t]|\#{1,6}[ ]|```|~~~)\S.*)*
    """,
    re.VERBOSE | re.MULTILINE,
)

_MARK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_WRITTEN = re.compile(r"\*\*[^\s*][^*\n]*\*\*|[^\W\d_]{2}[.:。：!?](?:\s|\Z)")
_FUSED_FENCE = re.compile(r"\n[ ]{0,3}(?:`{3,}|~{3,})(?=#{1,6}[ ]\S)")
_LINKED = re.compile(r"[ \t>]*[-*+][ \t]+\[[^\[\]]*[^\W\d_][^\[\]]*\]\([^()\s]*\)[ \t]*\Z|[ \t>]*\Z")
"""An item of a list of links, which no code looks like."""
_FENCES = ("```", "~~~")
_LETTERS = 0.7
_LEAST_WORDS = 5


def prose(block: Block, text: str) -> Iterator[Block]:
    """The blocks in a block of code that is none to a reader; nothing where it is code indeed.

    Args:
        block: a block of code.
        text: its document.
    """
    content = block.span.of(text)
    if not content.startswith(_FENCES):
        yield from _chunks(block, content, 0) if _is_prose(content) else ()
        return
    fused = _FUSED_FENCE.search(content)
    if fused:
        yield Block("code", Span(block.span.start, block.span.start + fused.end()), block.level)
        yield from _chunks(block, content, fused.end())


def _chunks(block: Block, content: str, start: int) -> Iterator[Block]:
    for found in _CHUNK.finditer(content, start):
        begin, end = block.span.start + found.start(), block.span.start + found.end()
        if found["fence"]:
            yield Block("code", Span(begin, end), block.level)
        elif found["heading"]:
            yield Block("heading", Span(begin, end), len(found["heading"]))
        else:
            mark = _MARK.match(found[0])
            yield Block("list_item" if mark else "paragraph", Span(begin + (mark.end() if mark else 0), end), 1)


def _is_prose(content: str) -> bool:
    shown = "".join(content.split())
    letters = sum(map(str.isalpha, shown))
    if content.strip() and all(map(_LINKED.match, content.strip().splitlines())):
        return True
    return (
        letters >= _LETTERS * len(shown)
        and len(content.split()) >= _LEAST_WORDS
        and _WRITTEN.search(content) is not None
    )
