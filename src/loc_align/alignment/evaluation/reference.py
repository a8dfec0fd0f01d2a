"""A side-by-side document as two documents without ids, and the alignment that its ids tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from msgspec import Struct

from loc_align.alignment.evaluation.scoring import GoldPair
from loc_align.documents import parse
from loc_align.markdown import inline
from loc_align.model import Document, Span, SxsPair
from loc_align.segmentation import cut
from loc_align.sxs.splitting import Side

_ANCHOR = re.compile(r"<a (?:name|id)=\"[^\"]*\"[ ]*></a>")
_LETTER = re.compile(r"[^\W\d_]")


class Gold(Struct, frozen=True):
    """Two documents without ids, and what is known of them."""

    source: Document
    target: Document
    pairs: tuple[GoldPair, ...]


def gold_of(document: Document, source_lang: str, target_lang: str) -> Gold:
    """Take the ids from a side-by-side document.

    What the two sides share only because they stand in one file is taken out of the source, so that it does not tell
    the alignment: the front matter, and the anchors in the headings. Between sources that would touch comes a space.

    Args:
        document: a side-by-side document.
        source_lang: the language of its sources.
        target_lang: the language of its targets.
    """
    source, sources = _monolingual(document, "source")
    target, targets = _monolingual(document, "target")
    counts = partial(_sentences, lang=source_lang), partial(_sentences, lang=target_lang)
    pairs = tuple(
        GoldPair(
            own,
            other,
            f"{counts[0](pair.source.text)}-{counts[1](pair.target.text)}",
            document.blocks[place].kind if place >= 0 else "paragraph",
            id=pair.target_id,
        )
        for pair, place, own, other in zip(document.pairs, document.pair_blocks, sources, targets, strict=True)
        if pair.target_id == pair.source_id
    )
    return Gold(parse(source.encode(), document.path), parse(target.encode(), document.path), pairs)


def _monolingual(document: Document, side: Side) -> tuple[str, list[Span]]:
    """One side of a document, and where the text of each pair stands in it."""
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
        if pair:
            spans.append(Span(length, length + len(text)))
        length += len(text)
        done = span.end
    return "".join([*parts, document.text[done:]]), spans


def _replaced(document: Document, side: Side) -> Iterator[tuple[Span, SxsPair | None]]:
    """What gives way: the pairs, and in the source what is the target's own."""
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


def _sentences(text: str, lang: str) -> int:
    """How many sentences a segment holds."""
    cuts = cut(inline.parse(text), lang)
    pieces = (text[start:end] for start, end in pairwise([0, *cuts, len(text)]))
    return max(1, sum(_LETTER.search(piece) is not None for piece in pieces))
