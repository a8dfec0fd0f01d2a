"""The rule about targets that open a block which swallows what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.checks.comparison import codes_of_type, to_document, with_offsets
from loc_align.checks.regions import covers
from loc_align.checks.structure.skeleton import COMMENT_TAG
from loc_align.markdown import inline
from loc_align.model import Document, Span

_OPENING = re.compile(r"<!--|<!\[CDATA\[|<(?:script|style|pre|textarea)\b(?![^<]*</)", re.IGNORECASE)
_INDENT = re.compile(r"(?: {0,3}\t| {4})")
_ENDS = MappingProxyType({COMMENT_TAG: "-->", "<![cdata[": "]]>"})
_BLOCKS = frozenset(("paragraph", "heading"))


def structure_opening(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for targets that open a comment, a code block, or another block that the source doesn't open.

    Why: Everything up to its end, or up to the end of the page, disappears from the page or becomes code. In the middle
    of a paragraph, a comment without an end appears on the page.

    Fails:
        ``<!-- Enregistrez la page.`` for the source ``Save the page.``

    Passes:
        ``Enregistrez la page. <!-- soon -->`` for the source ``Save the page. <!-- soon -->``
    """
    source = None if subject.document.pairs else subject.source_document
    for pair in subject.pairs:
        for finding in _in_pair(pair, with_comments=source is None):
            yield to_document(pair, finding)
    if source is not None and COMMENT_TAG in subject.document.text:
        yield from _comments(subject.document, source)


def _in_pair(pair: Pair, *, with_comments: bool) -> Iterator[Finding]:
    if "<" in pair.target:
        code = [span for span, _ in codes_of_type(pair.target_inline, "code")]
        source = pair.source.lower()
        ends = {opening: pair.target.rfind(end) for opening, end in _ENDS.items()}
        open_in_source = {opening for opening in _ENDS if _is_open(opening, source)}
        for found in _OPENING.finditer(pair.target):
            opening = found[0].lower()
            if covers(code, found.start()) or (opening == COMMENT_TAG and not with_comments):
                continue
            if (
                (ends[opening] < found.end() and opening not in open_in_source)
                if opening in ends
                else opening not in source
            ):
                yield Finding(Span(*found.span()), f'"{found[0]}" opens a block that hides what follows; remove it')
                return
    if pair.target[:1] in {" ", "\t"} and pair.unit.block in _BLOCKS:
        indent = _INDENT.match(pair.target)
        if indent is not None and not pair.source[:1].isspace():
            yield Finding(Span(*indent.span()), "this indentation makes the text a code block; remove it")


def _is_open(opening: str, text: str) -> bool:
    """Return whether a text opens a comment, or the like, that it doesn't close."""
    return opening in text and _ENDS[opening] not in text[text.rfind(opening) :]


def _comments(document: Document, source: Document) -> Iterator[Finding]:
    """Yield the comments without an end, unless the source document has as many."""
    known = len(open_comments(source))
    for at, hides in open_comments(document)[known:]:
        wrong = "hides everything below it" if hides else "opens a comment that has no end"
        cure = 'close it with "-->", or remove it'
        yield Finding(Span(at, at + len(COMMENT_TAG)), f'"{COMMENT_TAG}" {wrong}; {cure}')


def open_comments(document: Document) -> list[tuple[int, bool]]:
    """Return the offsets of the comments without an end, and whether each starts a block, which hides what follows."""
    found: list[tuple[int, bool]] = []
    if COMMENT_TAG not in document.text:
        return found
    for block in document.blocks:
        text = block.span.of(document.text)
        if block.kind == "code" or not _is_open(COMMENT_TAG, text):
            continue
        if block.kind == "html":
            found.append((block.span.start + _first_open(text), True))
            continue
        parts = inline.parse_segment(text, block.kind, document.references)
        for at, part in with_offsets(parts):
            if isinstance(part, str) and COMMENT_TAG in part:
                found.append((block.span.start + at + _first_open(part), False))
    return found


def _first_open(text: str) -> int:
    """Return the offset of the first comment in a text that isn't closed in it."""
    return text.find(COMMENT_TAG, text.rfind(_ENDS[COMMENT_TAG]) + 1)
