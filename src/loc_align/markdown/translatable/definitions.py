"""Titles of link reference definitions, which a reader sees as a tooltip (CommonMark 0.31.2, 4.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.utils import normalizeReference

from loc_align.model import Document, Span

_DEFINITION = re.compile(
    r"^[ \t>]*\[(?!\^)([^\[\]\n]+)\]:[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)[ \t]+"
    r"(?:\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)')[ \t]*$",
    re.MULTILINE,
)
_LETTER = re.compile(r"[^\W\d_]")


def definition_titles(document: Document) -> Iterator[Span]:
    """Yield the spans of the titles of link reference definitions that are on one line, without their quotes.

    Args:
        document: a document. Its definitions are outside of its blocks.
    """
    if not document.references:
        return
    start = document.front_matter.span.end if document.front_matter else 0
    ends = [*(block.span for block in document.blocks), Span(len(document.text), len(document.text))]
    for block in ends:
        for found in _DEFINITION.finditer(document.text, start, max(block.start, start)):
            title = found.lastindex or 0
            if _LETTER.search(found[title]) and normalizeReference(found[1]) in document.references:
                yield Span(*found.span(title))
        start = max(block.end, start)
