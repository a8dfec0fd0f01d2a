"""Decides which spans of a document can be wrapped in span tags, and adapts sources to stand next to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from loc_align.markdown import inline
from loc_align.model import Block, Code, Document, Inline, Span

_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([A-Za-z][A-Za-z0-9-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", re.DOTALL)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
"""The elements that have no end tag (HTML Living Standard, 13.1.2)."""
_LINE_BREAK = re.compile(r"\\?[ \t]*\r?\n[ \t>]*")
_STARTS_BLOCK = re.compile(r"\n[ \t]*(?:\r?\n|[>#|+*<=:-]|\d{1,9}[.)]|```|~~~|\Z)")
"""A line that does not continue the paragraph that it is in."""
_HEADING_MARK = re.compile(r"#{1,6}[ \t]+")


class BlockIndex:
    """Finds the block around a span, and decides whether the span can be wrapped in span tags."""

    def __init__(self, document: Document) -> None:
        """Index the blocks of a document."""
        self._document = document
        self._starts = [block.span.start for block in document.blocks]
        self._marks: dict[int, list[tuple[Span, str]]] = {}

    def block(self, span: Span) -> Block | None:
        """Return the block that contains the whole span; ``None`` if no block does."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return None
        block = self._document.blocks[at]
        return block if span.end <= block.span.end else None

    def wrappable(self, span: Span) -> Block | str:
        """Return the block around a span that can be wrapped, or the reason why it cannot."""
        front_matter = self._document.front_matter
        if front_matter is not None and span.start < front_matter.span.end:
            return "in front matter"
        block = self.block(span)
        if block is None:
            return "across blocks"
        if block.kind in {"code", "directive", "thematic_break"}:
            return "in code or a directive"
        return self._crossing(span, block) or block

    def _crossing(self, span: Span, block: Block) -> str | None:
        """Return a reason if a span would split markup, or contain only one code of a pair."""
        if block.span.start not in self._marks:
            self._marks[block.span.start] = [*_marks(self._document, block)]
        depth = 0
        for mark, kind in self._marks[block.span.start]:
            if mark.end <= span.start or mark.start >= span.end:
                continue
            if mark.start < span.start or span.end < mark.end:
                return "in markup"
            depth += {"open": 1, "close": -1}.get(kind, 0)
            if depth < 0:
                break
        return "across inline markup" if depth else None


def _marks(document: Document, block: Block) -> Iterator[tuple[Span, str]]:
    """Yield the spans of the markup in a block, and whether each is an opening, closing, or standalone code."""
    text, start = block.span.of(document.text), block.span.start
    if block.kind == "html":
        for tag in _TAG.finditer(text):
            yield Span(start + tag.start(), start + tag.end()), _tag_kind(tag)
        return
    heading = _HEADING_MARK.match(text) if block.kind == "heading" else None
    if heading:
        yield Span(start, start + heading.end()), "open"
    done = heading.end() if heading else 0
    parts: Inline = inline.parse(text[done:], document.references)
    ends = accumulate((len(part.data if isinstance(part, Code) else part) for part in parts), initial=start + done)
    for part, begin in zip(parts, ends, strict=False):
        if isinstance(part, Code):
            yield Span(begin, begin + len(part.data)), part.kind


def _tag_kind(tag: re.Match[str]) -> str:
    if tag[2] is None or tag[3] or tag[2].lower() in _VOID:
        return "standalone"
    return "close" if tag[1] else "open"


def fit_source(source: str, block: Block) -> str:
    """Make a source fit into the block of its target.

    Line breaks are kept in a top-level paragraph, unless a line of the source would end it. Otherwise, they become
    spaces.

    Args:
        source: the source, as Markdown.
        block: the block of the target.
    """
    if "\n" not in source:
        return source
    plain = block.kind == "paragraph" and block.level == 0 and not _STARTS_BLOCK.search(source)
    return source if plain else _LINE_BREAK.sub(" ", source)
