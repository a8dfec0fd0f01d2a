"""The segments of a document, in document order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge

from loc_align.markdown import inline
from loc_align.markdown.flavours import FLAVOURS
from loc_align.markdown.flavours.titles import opening, title_span
from loc_align.markdown.translatable.attributes import code_texts, markup_texts
from loc_align.markdown.translatable.definitions import definition_titles
from loc_align.markdown.translatable.fences import code_block_texts, header_span, label_span, opens_group
from loc_align.markdown.translatable.html import tag_spans, text_spans
from loc_align.markdown.translatable.ignored import translatable
from loc_align.markdown.translatable.ranges import Cut, content_span, sentence_spans
from loc_align.model import Block, BlockKind, Document, Span

Found = tuple[Span, BlockKind]


def segment_spans(
    document: Document, cutter: Cut | None, inner: Cut | None = None, *, letterless: bool = False
) -> Iterator[Found]:
    """Yield the segments in the body of a document, each with the kind of its block.

    Args:
        document: a document, as :func:`~loc_align.read` returns it.
        cutter: returns the sentence starts; ``None`` for one segment for each block.
        inner: returns the sentence starts in text inside markup; ``None`` for one segment for each such text.
        letterless: whether to yield segments without letters outside inline codes.
    """
    titles = _inside(document, definition_titles(document), inner)
    yield from merge(_in_blocks(document, cutter, inner, letterless=letterless), titles, key=_place)


def _in_blocks(document: Document, cutter: Cut | None, inner: Cut | None, *, letterless: bool) -> Iterator[Found]:
    in_group = False
    for block in translatable(document.blocks, document.text):
        if block.kind == "directive":
            in_group = opens_group(document, block)
            yield from directive_texts(document, block, inner)
        elif block.kind in {"html", "code"} and _has_attributes(document):
            label = label_span(document, block) if in_group else None
            labels = _inside(document, [label] if label else [], inner)
            others = _with_attributes(document, block, cutter, inner, letterless=letterless)
            yield from sorted((*labels, *others), key=_place)
            continue
        for span in running_text(document, block):
            yield from text_segments(document, block, span, cutter, inner, letterless=letterless)
        yield from markup_segments(document, block, inner)


def markup_segments(document: Document, block: Block, inner: Cut | None = None) -> Iterator[Found]:
    """Yield the segments in the markup of a block, in document order.

    These are the attributes of the tags in HTML and after a heading, and the texts in the opening line of code.

    Args:
        document: the document.
        block: a block of the document.
        inner: returns the sentence starts; ``None`` for one segment for each text.
    """
    texts: list[Span] = []
    if block.kind == "heading":
        texts += heading_texts(document, block)
    elif block.kind in {"html", "code"} and _has_attributes(document):
        tags = tag_spans(document.text, block.span) if block.kind == "html" else [header_span(document, block)]
        for tag in tags:
            texts += markup_texts(tag.of(document.text), tag.start, document.references)
        texts += code_block_texts(document, block) if block.kind == "code" else ()
    yield from sorted(set(_inside(document, texts, inner)), key=_place)


def heading_texts(document: Document, block: Block) -> Iterator[Span]:
    """Yield the spans of the values in the attributes after a heading that readers see."""
    if FLAVOURS[document.flavour].blocks:
        start = content_span(block, document.text, heading_ids=True).end
        if document.text.find("=", start, block.span.end) >= 0:
            yield from markup_texts(document.text[start : block.span.end], start, document.references)


def _has_attributes(document: Document) -> bool:
    """Return whether attributes in blocks of HTML and code can be text."""
    return bool(FLAVOURS[document.flavour].blocks or document.references.conventions.attributes)


def directive_texts(document: Document, block: Block, inner: Cut | None = None) -> Iterator[Found]:
    """Yield the segments inside a directive, such as a title or an alternative text."""
    text, start = block.span.of(document.text), block.span.start
    if FLAVOURS[document.flavour].blocks:
        text = opening(text)
    found = list(_inside(document, markup_texts(text, start, document.references), inner))
    title = title_span(text, start) if FLAVOURS[document.flavour].blocks else None
    if title is not None:
        parts = inline.parse(title.of(document.text), document.references)
        found += ((span, "directive") for span in sentence_spans(parts, title.start, inner))
        found += _inside(document, code_texts(parts, title.start, document.references), inner)
    yield from sorted(set(found), key=_place)


def marker_frame(document: Document, block: Block) -> str:
    """Return a marker, or the attributes of a heading, without the texts inside: what a translation keeps.

    Args:
        document: the document.
        block: a directive or a heading.
    """
    if block.kind == "heading":
        spans, done = list(heading_texts(document, block)), content_span(block, document.text, heading_ids=True).end
    else:
        spans, done = [span for span, _ in directive_texts(document, block)], block.span.start
    pieces: list[str] = []
    for span in spans:
        if span.start >= done:
            pieces.append(document.text[done : span.start])
            done = span.end
    return "\0".join([*pieces, document.text[done : block.span.end]])


def _with_attributes(
    document: Document, block: Block, cutter: Cut | None, inner: Cut | None, *, letterless: bool
) -> Iterator[Found]:
    """Yield the segments in HTML, and in the attributes of its tags or of the opening line of a fence."""
    found = set(markup_segments(document, block, inner))
    for span in running_text(document, block):
        found.update(text_segments(document, block, span, cutter, inner, letterless=letterless))
    yield from sorted(found, key=_place)


def _place(found: Found) -> tuple[int, int]:
    return found[0].start, -found[0].end


def running_text(document: Document, block: Block) -> Iterator[Span]:
    """Yield the spans of running text in a block: none in code and directives, several in HTML, otherwise one."""
    if block.kind == "html":
        yield from text_spans(document.text, block.span.start, block.span.end)
    elif block.kind not in {"code", "directive", "thematic_break"}:
        yield content_span(block, document.text, heading_ids=FLAVOURS[document.flavour].heading_ids)


def text_segments(  # noqa: PLR0913
    document: Document,
    block: Block,
    span: Span,
    cutter: Cut | None,
    inner: Cut | None = None,
    *,
    letterless: bool = False,
) -> Iterator[Found]:
    """Yield the segments of running text, and the segments inside its markup, in document order.

    Args:
        document: the document.
        block: a block of the document.
        span: a span of running text in the block.
        cutter: returns the sentence starts; ``None`` for one segment.
        inner: returns the sentence starts in text inside markup; ``None`` for one segment for each such text.
        letterless: whether to yield segments without letters outside inline codes.
    """
    parts = inline.parse(span.of(document.text), document.references)
    sentences = sentence_spans(parts, span.start, cutter, letterless=letterless)
    found: list[Found] = [(sentence, block.kind) for sentence in sentences]
    found += _inside(document, code_texts(parts, span.start, document.references), inner)
    yield from sorted(found, key=_place)


def _inside(document: Document, texts: Iterable[Span], cutter: Cut | None) -> Iterator[Found]:
    for text in texts:
        parts = inline.parse_segment(text.of(document.text), "attribute", document.references)
        yield from ((sentence, "attribute") for sentence in sentence_spans(parts, text.start, cutter))
