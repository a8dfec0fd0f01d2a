"""Makes reference alignments from side-by-side documents: two documents without IDs, and their known pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from msgspec import Struct

from loc_align.alignment.evaluation.scoring import ReferencePair
from loc_align.documents import parse_again
from loc_align.documents.markdown_only import expect_markdown
from loc_align.markdown import inline
from loc_align.model import Document, Span, SxsPair
from loc_align.segmentation import cut
from loc_align.sxs.splitting import Side
from loc_align.sxs.values import count_values

_ANCHOR = re.compile(r"<a (?:name|id)=\"[^\"]*\"[ ]*></a>")
_LETTER = re.compile(r"[^\W\d_]")


class ReferenceAlignment(Struct, frozen=True):
    """Two documents without IDs, and their known alignment."""

    source: Document
    target: Document
    pairs: tuple[ReferencePair, ...]


def reference_alignment(document: Document, source_lang: str, target_lang: str) -> ReferenceAlignment:
    """Split a side-by-side document into two documents without IDs, and keep the alignment that the IDs give.

    The source document gets no front matter and no anchors in headings: the two sides share them only because they
    are in one file, so they would give the alignment away. Adjacent sources are separated by a space.

    Args:
        document: a side-by-side document.
        source_lang: the language of its sources, a BCP 47 tag.
        target_lang: the language of its targets, a BCP 47 tag.

    Returns:
        The two documents, and a pair for each pair of the document whose two IDs are equal.

    Raises:
        UsageError: the document is a YAML or XML file.
    """
    expect_markdown(document)
    body = count_values(document)
    source, sources = _monolingual(document, "source")
    target, targets = _monolingual(document, "target")
    counts = partial(_sentence_count, lang=source_lang), partial(_sentence_count, lang=target_lang)
    pairs = tuple(
        ReferencePair(
            own,
            other,
            f"{counts[0](pair.source.text)}-{counts[1](pair.target.text)}",
            document.blocks[block].kind if block >= 0 else "paragraph",
            id=pair.target_id,
        )
        for pair, block, own, other in zip(
            document.pairs[body:], document.pair_blocks[body:], sources, targets, strict=True
        )
        if pair.target_id == pair.source_id
    )
    return ReferenceAlignment(parse_again(source.encode(), document), parse_again(target.encode(), document), pairs)


def _monolingual(document: Document, side: Side) -> tuple[str, list[Span]]:
    """Return one side of a document as text, and the span of each pair in its body."""
    body = document.front_matter.span.end if document.front_matter else 0
    parts: list[str] = []
    spans: list[Span] = []
    length = done = 0
    for span, pair in _replaced(document, side):
        between = document.text[done : span.start]
        text = (pair.source if side == "source" else pair.target).text if pair else ""
        if side == "source" and pair and not between and spans and spans[-1].end == length:
            between = " "
        parts += (between, text)
        length += len(between)
        if pair and span.start >= body:
            spans.append(Span(length, length + len(text)))
        length += len(text)
        done = span.end
    return "".join([*parts, document.text[done:]]), spans


def _replaced(document: Document, side: Side) -> Iterator[tuple[Span, SxsPair | None]]:
    """Yield the spans to replace: the pairs, and for the source side also what only the target has."""
    found: list[tuple[Span, SxsPair | None]] = [(pair.span, pair) for pair in document.pairs]
    if side == "source":
        if document.front_matter:
            found.append((document.front_matter.span, None))
        for block in document.blocks:
            if block.kind == "heading":
                anchors = _ANCHOR.finditer(document.text, block.span.start, block.span.end)
                found += ((Span(*anchor.span()), None) for anchor in anchors)
    done = 0
    for span, pair in sorted(found, key=lambda item: item[0].start):
        if span.start >= done:
            yield span, pair
            done = span.end


def _sentence_count(text: str, lang: str) -> int:
    cuts = cut(inline.parse(text), lang)
    pieces = (text[start:end] for start, end in pairwise([0, *cuts, len(text)]))
    return max(1, sum(_LETTER.search(piece) is not None for piece in pieces))
