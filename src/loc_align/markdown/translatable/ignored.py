"""Blocks that the author has excluded from translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loc_align.model import Block

_DIRECTIVE = re.compile(r"(?:<!--|\{/\*)\s*loc-align:\s*(ignore|ignore-start|ignore-end)\s*(?:-->|\*/\})")
_KEEP = re.compile(r"<([A-Za-z][\w-]*)\b[^<>]*\stranslate=[\"']?no\b[^<>]*>")


def translatable(blocks: Sequence[Block], text: str) -> Iterator[Block]:
    """Yield the blocks that are not excluded from translation.

    ``<!-- loc-align: ignore -->`` excludes the next block; ``ignore-start`` and ``ignore-end`` exclude the blocks
    between them. In MDX, comments are written as ``{/* loc-align: ignore */}``. An HTML element with
    ``translate="no"`` excludes the blocks inside it.

    Args:
        blocks: the blocks of a document.
        text: the text of the document.
    """
    skip, inside, element = False, False, ""
    for block in blocks:
        content = block.span.of(text)
        directives = _DIRECTIVE.findall(content) if block.kind in {"html", "directive"} else []
        if directives:
            skip = directives[-1] == "ignore"
            inside = directives[-1] == "ignore-start" or (inside and directives[-1] == "ignore")
            continue
        if block.kind == "html":
            element = _open_element(content, element)
        if not (skip or inside or element):
            yield block
        skip = False


def _open_element(content: str, element: str) -> str:
    """Return the name of the element with ``translate="no"`` that is open after an HTML block, or ``""``."""
    found = _KEEP.search(content)
    element = element or (found[1].lower() if found else "")
    return "" if element and f"</{element}" in content.lower() else element
