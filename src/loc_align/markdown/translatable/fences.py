"""Text in the opening lines of fences: the labels of code groups."""

from __future__ import annotations

import re

from loc_align.model import Block, Document, Span

_GROUP = re.compile(r":{3,}[ \t]*code-group\b")
_LABEL = re.compile(r"[^\n]*[^\s`~][^\n]*?[ \t]\[([^\[\]\n]*[^\W\d_][^\[\]\n]*)\][ \t]*\r?\Z")
"""VitePress, Code Groups: the label of a tab, in brackets at the end of the line."""
_FILE = re.compile(r"\S*[./\\:@]\S*|\.\S+")


def opens_group(document: Document, block: Block) -> bool:
    """Return whether a directive opens a group of code blocks, whose labels are tabs."""
    return _GROUP.match(document.text, block.span.start, block.span.end) is not None


def opening_span(document: Document, block: Block) -> Span:
    """Return the span of the opening line of a fence; an empty one for indented code."""
    start, end = block.span.start, block.span.end
    line = document.text.find("\n", start, end)
    fenced = document.text.startswith(("```", "~~~"), start)
    return Span(start, (end if line < 0 else line) if fenced else start)


def label_span(document: Document, block: Block) -> Span | None:
    """Return the span of the label of a fence; ``None`` if it has none, or only the name of a file."""
    opening = opening_span(document, block)
    found = _LABEL.match(document.text, opening.start, opening.end)
    return Span(*found.span(1)) if found and not _FILE.fullmatch(found[1]) else None
