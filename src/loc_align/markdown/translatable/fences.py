"""Text at the start of fences: the labels of code groups, and the options of directives."""

from __future__ import annotations

import re

from loc_align.model import Block, Document, Span

_GROUP = re.compile(r":{3,}[ \t]*code-group\b")
_LETTER = re.compile(r"[^\W\d_]")
_OPTIONS = re.compile(r"(?:`{3,}+|~{3,}+)[ \t]*+\{[\w:.-]++\}[^\n]*+(?:\n[ \t]*+:[\w-]++:(?![\w`])[^\n]*+)+")
"""MyST: a directive with code, and its options."""
_FILE = re.compile(r"[./\\:@]")


def opens_group(document: Document, block: Block) -> bool:
    """Return whether a directive opens a group of code blocks, whose labels are tabs."""
    return _GROUP.match(document.text, block.span.start, block.span.end) is not None


def opening_span(document: Document, block: Block) -> Span:
    """Return the span of the opening line of a fence; an empty one for indented code."""
    start, end = block.span.start, block.span.end
    line = document.text.find("\n", start, end)
    fenced = document.text.startswith(("```", "~~~"), start)
    return Span(start, (end if line < 0 else line) if fenced else start)


def header_span(document: Document, block: Block) -> Span:
    """Return the span of the opening line of a fence, with the options of a directive."""
    opening = opening_span(document, block)
    found = _OPTIONS.match(document.text, opening.start, block.span.end)
    return Span(opening.start, found.end()) if found and opening.end > opening.start else opening


def label_span(document: Document, block: Block) -> Span | None:
    """Return the span of the label of a fence; ``None`` if it has none, or only the name of a file.

    VitePress, Code Groups: the label of a tab is in brackets at the end of the opening line.
    """
    opening = opening_span(document, block)
    line = opening.of(document.text).rstrip()
    before, _, label = line.removesuffix("]").rpartition("[")
    is_label = line.endswith("]") and before.endswith((" ", "\t")) and before.strip("`~ \t") and "[" not in before
    if not is_label or "]" in label or _LETTER.search(label) is None:
        return None
    if len(label.split()) == 1 and _FILE.search(label):
        return None
    return Span(opening.start + len(before) + 1, opening.start + len(line) - 1)
