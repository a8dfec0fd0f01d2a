"""Alignment by source: matches the pairs of a side-by-side document to a newer version of its source document.

Where a source has not changed, the ID of its pair gives the alignment.
"""

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
from loc_align.model import Bitext, Document, Segment, Span, SxsPair, TranslationUnit
from loc_align.segmentation import Rules, cut
from loc_align.sxs.splitting import front_matter_edits
from loc_align.sxs.values import count_values

_LINK_END = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*\)")
_MARKS = ("**", "__", "*", "_")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")

_LEAST_SIMILARITY = 0.7
"""The least similarity, from 0 to 1, of an old and a new source for the target to stay with the new one."""
_MOST_SIMILARITY = 0.999
"""The greatest similarity of two sources that are not equal."""
_MOST_COMPARISONS = 20_000
"""The most comparisons to make between two equal sentences; keeps the time linear."""

Matches = Mapping[int, tuple[int, float]]
"""For the index of an old sentence, the index of the new sentence and their similarity, from 0 to 1."""


class Anchor(Struct, frozen=True):
    """A pair of a side-by-side document whose source is in the current source document."""

    id: str
    source: tuple[Span, ...]
    """The spans of its sentences in the source document."""
    target: Span
    """The span of its target in the target document that :func:`~loc_align.split` returns."""
    similarity: float
    """The similarity of the old and the new source, from 0 to 1; 1 if they are equal."""
    old: str = ""
    """The source in the side-by-side document."""


class Anchors(Struct, frozen=True):
    """The pairs of a side-by-side document that were matched to the current source document."""

    found: tuple[Anchor, ...]
    removed: int
    """The number of pairs whose source is no longer in the source document."""

    @property
    def stale(self) -> int:
        """The number of pairs whose source has changed."""
        return sum(anchor.similarity < 1 for anchor in self.found)


def anchors(document: Document, source: Document, lang: str, rules: Rules | None = None) -> Anchors:
    """Find the sources of a side-by-side document in the current source document.

    Equal sentences are matched first, in document order and then anywhere. Sentences between two equal ones are
    matched by their edit distance.

    Args:
        document: the side-by-side document.
        source: the current source document.
        lang: the language of the sources, a BCP 47 tag.
        rules: the segmentation rules; by default, the rules of the package.

    Returns:
        The pairs that were found, and how many were not.
    """
    cutter: Cut = partial(cut, lang=lang, rules=rules)
    news = [span for span, _ in segment_spans(source, cutter, letterless=True)]
    pairs = document.pairs[count_values(document) :]
    olds = [_sentences(pair.source.text, cutter) for pair in pairs]
    matches = _matches([*chain.from_iterable(olds)], [_inner(span.of(source.text)) for span in news])
    found, removed, first = [], 0, 0
    for pair, target, sentences in zip(pairs, _targets(document, pairs), olds, strict=True):
        known = [matches[at] for at in range(first, first + len(sentences)) if at in matches]
        first += len(sentences)
        removed += bool(sentences) and not known
        if known:
            similarity = sum(score for _, score in known) / len(sentences)
            found.append(
                Anchor(
                    pair.target_id, tuple(news[at] for at, _ in known), target, round(similarity, 3), pair.source.text
                )
            )
    return Anchors(tuple(found), removed)


def _targets(document: Document, pairs: Sequence[SxsPair]) -> Iterator[Span]:
    """Yield the span of each target of the body in the target document, including the markup around it."""
    text = document.text
    before_body = front_matter_edits(document, "target")
    shift = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in before_body)
    for pair in pairs:
        before, after = _markup(text, pair.span)
        start = pair.span.start + shift
        yield Span(start - before, start + len(pair.target.text) + after)
        shift += len(pair.target.text) - (pair.span.end - pair.span.start)


def _markup(text: str, span: Span) -> tuple[int, int]:
    """Return how many characters before and after a pair belong to links or emphasis that contain only the pair."""
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
    """Return the sentences of a source that contain a letter or a digit."""
    pieces = (text[start:end] for start, end in pairwise([0, *cutter(inline.parse(text)), len(text)]))
    return [_inner(piece) for piece in pieces if _LETTER_OR_DIGIT.search(piece)]


def _inner(text: str) -> str:
    """Return a sentence on one line, without links or emphasis around the whole of it."""
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
    moved = _moved(olds, news, in_order)
    found = {old: (new, 1.0) for old, new in (*in_order.items(), *moved.items())}
    similar = _similar(olds, news, in_order, ({*found}, {new for new, _ in found.values()}))
    return MappingProxyType({**found, **similar})


def _moved(olds: Sequence[str], news: Sequence[str], in_order: Mapping[int, int]) -> dict[int, int]:
    """Match equal sentences that are not in document order."""
    taken = {*in_order.values()}
    free: dict[str, deque[int]] = defaultdict(deque)
    for at, text in enumerate(news):
        if at not in taken:
            free[text].append(at)
    return {at: free[text].popleft() for at, text in enumerate(olds) if at not in in_order and free[text]}


def _similar(
    olds: Sequence[str], news: Sequence[str], in_order: Mapping[int, int], taken: tuple[set[int], set[int]]
) -> dict[int, tuple[int, float]]:
    """Match similar sentences in document order, between two equal ones."""
    found = {}
    known = [(-1, -1), *sorted(in_order.items()), (len(olds), len(news))]
    for (old_before, new_before), (old_after, new_after) in pairwise(known):
        free = [at for at in range(new_before + 1, new_after) if at not in taken[1]]
        if (old_after - old_before) * len(free) > _MOST_COMPARISONS:
            continue
        for old in range(old_before + 1, old_after):
            if old not in taken[0] and free:
                similarity, new = max((fuzz.ratio(olds[old], news[at]) / 100, -at) for at in free)
                if similarity >= _LEAST_SIMILARITY:
                    found[old] = -new, min(similarity, _MOST_SIMILARITY)
                    free = [at for at in free if at > -new]
    return found


def with_ids(bitext: Bitext, known: Anchors) -> Bitext:
    """Restore the IDs of the units whose target belongs to an anchor.

    Args:
        bitext: an alignment of the source document and the target document that was split off.
        known: the pairs that were matched by their IDs.

    Returns:
        The bitext; a restored unit has the origin ``id``, and the reason ``stale`` if its source has changed.
    """
    by_target = {anchor.target: anchor for anchor in known.found}
    return replace(bitext, units=tuple(_with_id(unit, by_target) for unit in bitext.units))


def with_old_sources(bitext: Bitext, known: Anchors, *, omit: bool = False) -> Bitext:
    """Put the old source beside each target whose source has changed, so that no memory gives it for the new source.

    Args:
        bitext: the bitext that :func:`with_ids` returned.
        known: the pairs that were matched by their IDs.
        omit: whether to leave these targets out.

    Returns:
        The bitext. A stale unit has its old source, and the state ``initial``. The new source is a unit of its own,
        without a target. Front-matter values have no target, because the document doesn't have their old source.
    """
    if not (known.stale or known.removed):
        return bitext
    olds = {anchor.target: anchor.old for anchor in known.found}
    units: list[TranslationUnit] = []
    for unit in bitext.units:
        if unit.block == "front_matter" and unit.source is not None and unit.target is not None:
            units.append(replace(unit, target=None, bead="1-0"))  # nobody knows what the value was translated from
            continue
        if "stale" not in unit.reasons or unit.target is None:
            units.append(unit)
            continue
        old = olds[unit.target.span]
        if not omit:
            units.append(replace(unit, source=Segment(Span(0, len(old)), old), state="initial"))
        units.append(
            replace(unit, id=f"{unit.id}-new", target=None, origin="content", score=1.0, reasons=(), bead="1-0")
        )
    return replace(bitext, units=tuple(units))


def _with_id(unit: TranslationUnit, by_target: Mapping[Span, Anchor]) -> TranslationUnit:
    anchor = by_target.get(unit.target.span) if unit.target and unit.source else None
    if anchor is None:
        return unit
    reasons = ("id",) if anchor.similarity == 1 else ("id", "stale")
    return replace(unit, id=anchor.id, origin="id", score=anchor.similarity, reasons=reasons)
