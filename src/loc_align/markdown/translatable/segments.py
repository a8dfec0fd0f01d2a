"""The segments of a document, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loc_align.markdown import inline
from loc_align.markdown.translatable.attributes import code_texts, markup_texts
from loc_align.markdown.translatable.html import text_spans
from loc_align.markdown.translatable.ignored import translatable
from loc_align.markdown.translatable.ranges import Cut, content_span, word_spans
from loc_align.model import Block, BlockKind, Document, Span

Found = tuple[Span, BlockKind]


def segment_spans(
    document: Document, cutter: Cut | None, inner: Cut | None = None, *, bare: bool = False
) -> Iterator[Found]:
    """The segments of a document's body in its order, each with the kind of its block.

    Args:
        document: a document that was read.
        cutter: where sentences start; without it a block is one segment.
        inner: where they start in the texts inside of markup; without it such a text is one segment.
        bare: whether what holds no letter outside of codes is a segment, too.
    """
    for block in translatable(document.blocks, document.text):
        if block.kind == "directive":
            yield from directive_texts(document, block, inner)
        for span in running_text(document, block):
            yield from text_segments(document, block, span, cutter, inner, bare=bare)


def directive_texts(document: Document, block: Block, inner: Cut | None = None) -> Iterator[Found]:
    """The texts inside of a directive."""
    yield from _inside(document, markup_texts(block.span.of(document.text), block.span.start), inner)


def running_text(document: Document, block: Block) -> Iterator[Span]:
    """The stretches of running text in a block: none in code and directives, several in HTML, else one."""
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
    bare: bool = False,
) -> Iterator[Found]:
    """The segments of a stretch of running text, and those inside of its markup.

    Args:
        document: the block's document.
        block: one of its blocks.
        span: one of the block's stretches.
        cutter: where sentences start; without it the stretch is one segment.
        inner: where they start in the texts inside of its markup; without it such a text is one segment.
        bare: whether what holds no letter outside of codes is a segment, too.
    """
    parts = inline.parse(span.of(document.text), document.references)
    found: list[Found] = [(words, block.kind) for words in word_spans(parts, span.start, cutter, bare=bare)]
    found += _inside(document, code_texts(parts, span.start), inner)
    yield from sorted(found, key=lambda item: (item[0].start, -item[0].end))


def _inside(document: Document, texts: Iterable[Span], cutter: Cut | None) -> Iterator[Found]:
    for text in texts:
        parts = inline.parse_segment(text.of(document.text), "attribute")
        yield from ((words, "attribute") for words in word_spans(parts, text.start, cutter))
