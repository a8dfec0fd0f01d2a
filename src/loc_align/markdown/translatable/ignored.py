"""Blocks that the author keeps from translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loc_align.model import Block

_DIRECTIVE = re.compile(r"<!--\s*loc-align:\s*(ignore|ignore-start|ignore-end)\s*-->")
_KEEP = re.compile(r"<([A-Za-z][\w-]*)\b[^<>]*\stranslate=[\"']?no\b[^<>]*>")


def translatable(blocks: Sequence[Block], text: str) -> Iterator[Block]:
    """The blocks that no directive and no ``translate="no"`` around them keeps from translation.

    ``<!-- loc-align: ignore -->`` is for the block after it, ``ignore-start`` and ``ignore-end`` for those between.

    Args:
        blocks: the document's blocks.
        text: the document.
    """
    skip, inside, element = False, False, ""
    for block in blocks:
        content = block.span.of(text)
        directives = _DIRECTIVE.findall(content) if block.kind == "html" else []
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
    """The name of the element that keeps what follows from translation, after an HTML block."""
    found = _KEEP.search(content)
    element = element or (found[1].lower() if found else "")
    return "" if element and f"</{element}" in content.lower() else element
