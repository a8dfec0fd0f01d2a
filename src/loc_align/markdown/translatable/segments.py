"""The segments of a document, in document order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loc_align.markdown import inline
from loc_align.markdown.translatable.attributes import code_texts, markup_texts
from loc_align.markdown.translatable.html import text_spans
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
    for block in translatable(document.blocks, document.text):
        if block.kind == "directive":
            yield from directive_texts(document, block, inner)
        for span in running_text(document, block):
            yield from text_segments(document, block, span, cutter, inner, letterless=letterless)


def directive_texts(document: Document, block: Block, inner: Cut | None = None) -> Iterator[Found]:
    """Yield the segments inside a directive, such as an alternative text."""
    yield from _inside(document, markup_texts(block.span.of(document.text), block.span.start), inner)


def running_text(document: Document, block: Block) -> Iterator[Span]:
    """Yield the spans of running text in a block: none in code and directives, several in HTML, otherwise one."""
    if block.kind == "html":
        yield from text_spans(document.text, block.span.start, block.span.end)
    elif block.kind not in {"code", "directive", "thematic_break"}:
        yield content_span(block, document.text)


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
    found += _inside(document, code_texts(parts, span.start), inner)
    yield from sorted(found, key=lambda item: (item[0].start, -item[0].end))


def _inside(document: Document, texts: Iterable[Span], cutter: Cut | None) -> Iterator[Found]:
    for text in texts:
        parts = inline.parse_segment(text.of(document.text), "attribute")
        yield from ((sentence, "attribute") for sentence in sentence_spans(parts, text.start, cutter))
