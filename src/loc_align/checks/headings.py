"""The headings of a document as either side has them, and what anchors make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from loc_align.model import Block, Document, Span, SxsPair

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_ANCHOR = re.compile(r"</?a\b[^<>]*>", re.IGNORECASE)
_NAME = re.compile(r"<a\s+(?:name|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


class Heading(Struct, frozen=True):
    """A heading with a pair in it."""

    block: Block
    source: str
    """Its Markdown with the source side of its pairs."""
    target: str
    """Its Markdown with the target side."""
    anchor: str | None
    """What its ``<a name="…">`` says, ``None`` where it has none."""
    anchor_span: Span
    """Where that name stands, or the heading."""


def headings(document: Document) -> Iterator[Heading]:
    """The headings of a document that have pairs in them, in order."""
    rows = zip(document.pair_blocks, document.pairs, strict=True)
    for place, group in groupby(rows, key=lambda row: row[0]):
        if place >= 0 and document.blocks[place].kind == "heading":
            yield _heading(document, document.blocks[place], [pair for _, pair in group])


def _heading(document: Document, block: Block, pairs: Sequence[SxsPair]) -> Heading:
    sources: list[str] = []
    targets: list[str] = []
    done = block.span.start
    for pair in pairs:
        between = document.text[done : pair.span.start]
        sources += (between, pair.source.text)
        targets += (between, pair.target.text)
        done = pair.span.end
    rest = document.text[done : block.span.end]
    found = _NAME.search(document.text, block.span.start, block.span.end)
    group = found.lastindex or 0 if found else 0
    span = Span(*found.span(group)) if found else block.span
    return Heading(block, "".join(sources) + rest, "".join(targets) + rest, found[group] if found else None, span)


def slug(heading: str) -> str:
    """The anchor that GitHub and Docs make of a heading's Markdown: lower case, hyphens for spaces, no punctuation.

    What looks like a tag keeps its name, but for anchors.
    """
    text = _ANCHOR.sub("", _LINK.sub(r"\1", heading)).strip(" \t#").lower()
    return "".join(character for character in text if character.isalnum() or character in "-_ ").replace(" ", "-")
