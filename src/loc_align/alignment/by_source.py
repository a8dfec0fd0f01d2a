"""A side-by-side document beside the source as it is now: its ids tell the alignment where the source is the same."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from loc_align.markdown import inline
from loc_align.markdown.translatable import Cut, segment_spans
from loc_align.model import Bitext, Document, Span, TranslationUnit
from loc_align.segmentation import Rules, cut

_LINK_END = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*\)")
_MARKS = ("**", "__", "*", "_")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")

NEAR = 0.7
"""How alike an old and a new source must be for the target to belong to the new one still (0 to 1)."""
_NEARLY = 0.999
"""What two sources that are not the same are alike at most."""
_LARGEST_GAP = 20_000
"""So many comparisons are made at most where source and old source differ, which keeps the time linear."""

Matches = Mapping[int, tuple[int, float]]
"""For a segment of the old source, the segment of the new one and how alike they are."""


class Anchor(Struct, frozen=True):
    """A pair of a side-by-side document whose source is found in the source document of today."""

    id: str
    source: tuple[Span, ...]
    """Its segments in the source document."""
    target: Span
    """Its place in the target document that is split off."""
    likeness: float
    """How alike the old and the new source are; 1 where they are the same."""


class Anchors(Struct, frozen=True):
    """What the ids of a side-by-side document say about two documents."""

    found: tuple[Anchor, ...]
    gone: int
    """How many pairs have a source that is no longer in the source document."""

    @property
    def stale(self) -> int:
        """How many pairs have a source that has changed since."""
        return sum(anchor.likeness < 1 for anchor in self.found)


def anchors(document: Document, source: Document, lang: str, rules: Rules | None = None) -> Anchors:
    """Find the sources of a side-by-side document in the source document of today.

    Equal sentences are found first, in order and then wherever they are; what lies between two of them is compared
    letter by letter.

    Args:
        document: the side-by-side document.
        source: the source document of today.
        lang: the language of the sources.
        rules: how sentences are cut.
    """
    cutter: Cut = partial(cut, lang=lang, rules=rules)
    news = [span for span, _ in segment_spans(source, cutter, bare=True)]
    olds = [_sentences(pair.source.text, cutter) for pair in document.pairs]
    matches = _matches([*chain.from_iterable(olds)], [_inner(span.of(source.text)) for span in news])
    found, gone, first = [], 0, 0
    for pair, target, sentences in zip(document.pairs, _targets(document), olds, strict=True):
        known = [matches[at] for at in range(first, first + len(sentences)) if at in matches]
        first += len(sentences)
        gone += bool(sentences) and not known
        if known:
            likeness = sum(score for _, score in known) / len(sentences)
            found.append(Anchor(pair.target_id, tuple(news[at] for at, _ in known), target, round(likeness, 3)))
    return Anchors(tuple(found), gone)


def _targets(document: Document) -> Iterator[Span]:
    """Where the target of each pair stands in the document that is split off, with the markup around it."""
    text, moved = document.text, 0
    for pair in document.pairs:
        before, after = _markup(text, pair.span)
        start = pair.span.start + moved
        yield Span(start - before, start + len(pair.target.text) + after)
        moved += len(pair.target.text) - (pair.span.end - pair.span.start)


def _markup(text: str, span: Span) -> tuple[int, int]:
    """How many characters before and after a pair belong to a link or an emphasis that holds nothing else."""
    start, end = span.start, span.end
    while True:
        closing = _LINK_END.match(text, end) if text.endswith("[", 0, start) else None
        mark = next((mark for mark in _MARKS if text.endswith(mark, 0, start) and text.startswith(mark, end)), None)
        if closing:
            start, end = start - 1, closing.end()
        elif mark:
            start, end = start - len(mark), end + len(mark)
        else:
            return span.start - start, end - span.end


def _sentences(text: str, cutter: Cut) -> list[str]:
    """The sentences of a source that hold a letter or a digit."""
    pieces = (text[start:end] for start, end in pairwise([0, *cutter(inline.parse(text)), len(text)]))
    return [_inner(piece) for piece in pieces if _LETTER_OR_DIGIT.search(piece)]


def _inner(text: str) -> str:
    """A sentence in one line, without a link or an emphasis that holds all of it."""
    parts = inline.parse(" ".join(text.split()))
    while len(parts) > 1:
        first, last = parts[0], parts[-1]
        if isinstance(first, str) or isinstance(last, str) or first.pair is None or first.pair != last.pair:
            break
        parts = parts[1:-1]
    return inline.join(parts)


def _matches(olds: Sequence[str], news: Sequence[str]) -> Matches:
    blocks = Levenshtein.opcodes(olds, news).as_matching_blocks()
    in_order = {block.a + at: block.b + at for block in blocks for at in range(block.size)}
    moved = _elsewhere(olds, news, in_order)
    found = {old: (new, 1.0) for old, new in (*in_order.items(), *moved.items())}
    near = _near(olds, news, in_order, ({*found}, {new for new, _ in found.values()}))
    return MappingProxyType({**found, **near})


def _elsewhere(olds: Sequence[str], news: Sequence[str], in_order: Mapping[int, int]) -> dict[int, int]:
    """Match what is the same and stands in another place."""
    taken = {*in_order.values()}
    places: dict[str, deque[int]] = defaultdict(deque)
    for at, text in enumerate(news):
        if at not in taken:
            places[text].append(at)
    return {at: places[text].popleft() for at, text in enumerate(olds) if at not in in_order and places[text]}


def _near(
    olds: Sequence[str], news: Sequence[str], in_order: Mapping[int, int], taken: tuple[set[int], set[int]]
) -> dict[int, tuple[int, float]]:
    """Match what is alike, in order, between two sentences that are the same."""
    near = {}
    known = [(-1, -1), *sorted(in_order.items()), (len(olds), len(news))]
    for (old_before, new_before), (old_after, new_after) in pairwise(known):
        free = [at for at in range(new_before + 1, new_after) if at not in taken[1]]
        if (old_after - old_before) * len(free) > _LARGEST_GAP:
            continue
        for old in range(old_before + 1, old_after):
            if old not in taken[0] and free:
                likeness, new = max((fuzz.ratio(olds[old], news[at]) / 100, -at) for at in free)
                if likeness >= NEAR:
                    near[old] = -new, min(likeness, _NEARLY)
                    free = [at for at in free if at > -new]
    return near


def with_ids(bitext: Bitext, known: Anchors) -> Bitext:
    """Give the units that were found by their ids these ids back; those whose source has changed are ``stale``.

    Args:
        bitext: an alignment of the source document with the target document that was split off.
        known: what the ids say.
    """
    by_target = {anchor.target: anchor for anchor in known.found}
    return replace(bitext, units=tuple(_with_id(unit, by_target) for unit in bitext.units))


def _with_id(unit: TranslationUnit, by_target: Mapping[Span, Anchor]) -> TranslationUnit:
    anchor = by_target.get(unit.target.span) if unit.target and unit.source else None
    if anchor is None:
        return unit
    reasons = ("id",) if anchor.likeness == 1 else ("id", "stale")
    return replace(unit, id=anchor.id, origin="id", score=anchor.likeness, reasons=reasons)
