"""Text at the start of fences: the labels of code groups, and the options of directives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.model import Block, Document, Span
from loc_align.text.patterns import possessive

_GROUP = re.compile(r":{3,}[ \t]*code-group\b")
_LETTER = re.compile(r"[^\W\d_]")
_OPTIONS = re.compile(r"(?:`{3,}+|~{3,}+)[ \t]*+\{[\w:.-]++\}[^\n]*+(?:\n[ \t]*+:[\w-]++:(?![\w`])[^\n]*+)+")
"""MyST: a directive with code, and its options."""
_FILE = re.compile(r"[./\\:@]")
_TITLED = re.compile(r"(?:`{3,}+|~{3,}+|:{3,}+)[ \t]*+\{csv-table\}[ \t]++([^\n]*[^\s])")
"""MyST: a directive with code that has a title."""
_CONTENTS = re.compile(r"(?:`{3,}+|~{3,}+|:{3,}+)[ \t]*+\{toctree\}")
_ENTRY = re.compile(r"^[ \t]*+(?!:)([^\s<>](?:[^<>\n]*[^\s<>])?)[ \t]+<[^<>\n]+>[ \t]*$", re.MULTILINE)
"""Sphinx: a page in a table of contents, with a title of its own."""
_CELL_MARK = r"^[ \t>]*+(?:\#\||//\||%%\||--\|)[ \t]*+"
_DOUBLE, _SINGLE = possessive(r'[^"\\\n]|\\.'), possessive(r"[^'\n]|''")
_CELL_OPTION = re.compile(
    rf"""
    {_CELL_MARK}(?: (?P<name>[\w.-]++)[ \t]*+:[ \t]*+ | -[ \t]++ )
    (?: "(?P<double>{_DOUBLE})"[ \t]*$ | '(?P<single>{_SINGLE})'[ \t]*$
      | (?P<plain>[^\s"'|>\[!\#][^\n]*)? )
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Quarto: an option of a code cell, or an item of its list (YAML 1.2.2)."""
_CELL_TEXTS = frozenset(
    """
    code-summary fig-alt fig-cap fig-subcap fig.alt fig.cap lst-cap tbl-cap tbl-subcap title
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
"""The options of a code cell that readers see."""


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


def code_block_texts(document: Document, block: Block) -> Iterator[Span]:
    """Yield the spans of texts in a code block: captions of a cell of Quarto, and titles in a directive of MyST."""
    text, start, end = document.text, block.span.start, block.span.end
    titled = _TITLED.match(text, start, end)
    if titled:
        yield Span(*titled.span(1))
    if _CONTENTS.match(text, start, end):
        yield from (Span(*found.span(1)) for found in _ENTRY.finditer(text, start, end))
    elif document.text.find("|", start, end) >= 0:
        yield from _cell_texts(text, start, end)


def _cell_texts(text: str, start: int, end: int) -> Iterator[Span]:
    name = ""
    for found in _CELL_OPTION.finditer(text, start, end):
        name = found["name"] or name
        value = found.lastgroup
        if name in _CELL_TEXTS and value in {"double", "single", "plain"} and _LETTER.search(found[value]):
            first, last = found.span(value)
            yield Span(first, first + len(text[first:last].rstrip()))
