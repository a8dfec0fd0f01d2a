"""The headings of a document in both languages, and their anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from loc_align.checks.base import Subject
from loc_align.model import Block, Document, Span, SxsPair

_INCLUDE = re.compile(r"\[!INCLUDE\s*\[([^\[\]]*)\]\([^()]*\)\]", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_ANCHOR = re.compile(r"</?a\b[^<>]*>", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[^\w\- ]+")
_NAME = re.compile(r"<a\s+(?:name|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|&quot;([^&\"]*)&quot;)", re.IGNORECASE)


class Heading(Struct, frozen=True):
    """A heading that contains a pair."""

    block: Block
    source: str
    """Its Markdown with the source side of its pairs."""
    target: str
    """Its Markdown with the target side of its pairs."""
    anchor: str | None
    """The name in its ``<a name="…">``, or ``None`` if it doesn't have one."""
    anchor_span: Span
    """The span of that name, or of the heading."""
    kept: bool = False
    """Whether the anchor is certainly that of the source: ``<a id="…">``, or the same on both sides of a pair."""


def headings(subject: Subject) -> Sequence[Heading]:
    """Return the headings of a document that contain pairs, in order, for :meth:`.Subject.cached`."""
    return [*_headings(subject.document)]


def _headings(document: Document) -> Iterator[Heading]:
    rows = zip(document.pair_blocks, document.pairs, strict=True)
    for index, group in groupby(rows, key=lambda row: row[0]):
        if index >= 0 and document.blocks[index].kind == "heading":
            yield _heading(document, document.blocks[index], [pair for _, pair in group])


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
    anchor = found[group] if found else None
    by_id = found is not None and found[0].split(maxsplit=1)[1][:2].lower() == "id"
    kept = by_id or any(
        not {*_NAME.findall(pair.source.text)}.isdisjoint(_NAME.findall(pair.target.text))
        for pair in (pairs if found else ())
    )
    return Heading(block, "".join(sources) + rest, "".join(targets) + rest, anchor, span, kept)


def slug(heading: str) -> str:
    """Return the anchor that GitHub and Docs derive from the Markdown of a heading.

    The anchor is in lower case, with hyphens for spaces and without punctuation. Anything that looks like a tag keeps
    its name, except for anchors.
    """
    if "](" in heading:
        heading = _LINK.sub(r"\1", _INCLUDE.sub(r"\1", heading))
    text = (_ANCHOR.sub("", heading) if "<" in heading else heading).strip(" \t#").lower()
    return _PUNCTUATION.sub("", text).replace(" ", "-")
