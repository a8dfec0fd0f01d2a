"""Compares the markup of each block with that of its source document: tags, components, IDs, addresses, and code."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from math import log

from msgspec import Struct

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.messages import extra, missing
from loc_align.checks.regions import covers
from loc_align.checks.structure.compared import MAX_REPORTED, compared, is_other
from loc_align.checks.structure.marks import Mark, marks
from loc_align.checks.structure.skeleton import Item
from loc_align.checks.urls import is_moved, is_translated
from loc_align.model import Span

KEPT = frozenset(("tag", "component", "ID"))
"""The kinds of marks that no rule about units compares."""
_NEVER_ADDED = frozenset(("tag", "component"))
"""The kinds of marks that a translation has no reason to add. It can add an ID to which other pages link, or a link."""
_ONCE = frozenset(("code span", "URL"))
"""The kinds of marks that a translation may have less often."""
_MOST_CHANGED = 20
"""The most changes to report in a document."""
_OTHER_LENGTH = 0.6
"""The logarithm of the ratio of lengths, compared with that of the documents, from which blocks have other text."""
_SAFE_SCORE = 0.8
"""The least score of units that other rules compare."""


class Change(Struct, frozen=True):
    """What the marks of one kind lack, or have more, in a block."""

    kind: str
    span: Span
    missing: Sequence[Mark]
    extra: Sequence[Mark]


def findings(found: Sequence[Change]) -> Iterator[Finding]:
    """Yield a finding for each change. If a document has many, it lacks the same everywhere, so that one is enough."""
    lost = [change for change in found if not change.extra]
    if len(lost) > MAX_REPORTED:
        every = [mark.shown for change in lost for mark in change.missing]
        yield Finding(lost[0].span, missing(lost[0].kind, every, where="the document"))
        found = [change for change in found if change.extra]
    for change in found[:_MOST_CHANGED]:
        own, wanted = ([mark.shown for mark in side] for side in (change.extra, change.missing))
        message = missing(change.kind, wanted, own, where="the document") if wanted else extra(change.kind, own)
        yield Finding(change.span, message)


def changes(subject: Subject) -> Sequence[Change]:
    """Return what differs in the blocks of a document that correspond to one of the source document."""
    source, pairs = subject.source_document, compared(subject)
    if source is None or pairs is None or subject.document.pairs or is_other(pairs):
        return ()
    languages = subject.bitext.source_lang.partition("-")[0], subject.bitext.target_lang.partition("-")[0]
    sides = [
        [[*marks(document, item, frozenset(languages))] for item in items]
        for document, items in ((source, pairs.source), (subject.document, pairs.target))
    ]
    more = Counter(mark.key for block in sides[0] for mark in block)
    more.subtract(mark.key for block in sides[1] for mark in block)
    units = _compared_spans(subject)
    known = sorted((one for one, _ in units), key=_start), sorted((other for _, other in units), key=_start)
    cut = [item.span for item in pairs.differences(subject.document) if item.split or item.joined]
    found: list[Change] = []
    for one, other in pairs.matches:
        if pairs.source[one].kind == pairs.target[other].kind and _is_compared_here(
            pairs.source[one].token, pairs.target[other].token
        ):
            left = _only(sides[0][one], sides[1][other], known[0], more, 1)
            own = _only(sides[1][other], sides[0][one], known[1], more, -1)
            block = _of_block(left, own, pairs.target[other].span, languages)
            whole = _is_whole(pairs.source[one], pairs.target[other], pairs.ratio)
            whole = whole and _agree(units, pairs.source[one].span, pairs.target[other].span)
            whole = whole and not _touches(cut, pairs.target[other].span)
            found += [change for change in block if whole or change.kind in KEPT]
    return found


def _is_whole(one: Item, other: Item, ratio: float) -> bool:
    """Return whether two blocks have the same text, by their lengths. Code and URLs keep theirs."""
    own = log((other.length + 10) / (one.length + 10))
    return min(ratio, 0) - _OTHER_LENGTH < own < max(ratio, 0) + _OTHER_LENGTH


def _touches(spans: Sequence[Span], other: Span) -> bool:
    """Return whether one of the spans, which are in order and separate, touches another span."""
    at = bisect_right(spans, other.end, key=_start) - 1
    return at >= 0 and spans[at].end >= other.start


def _is_compared_here(one: Sequence[str | int], other: Sequence[str | int]) -> bool:
    """Return whether the marks of two blocks are compared. ``structure-blocks`` reports HTML with other tags."""
    return one == other or one[0] != "html"


def _only(
    block: Sequence[Mark], other: Sequence[Mark], known: Sequence[Span], more: Counter[str], sign: int
) -> list[Mark]:
    """Return the marks of a block that the other one and its document lack, and that no other rule compares."""
    left = Counter(mark.key for mark in block) - Counter(mark.key for mark in other)
    kept = {mark.key for mark in other}
    found = []
    for mark in reversed(block):
        if left[mark.key] > 0 and not (mark.kind in _ONCE and mark.key in kept):
            left[mark.key] -= 1
            if more[mark.key] * sign > 0 and (mark.kind in KEPT or not covers(known, mark.span.start)):
                found.append(mark)
    return found[::-1]


def _of_block(left: list[Mark], own: list[Mark], span: Span, languages: tuple[str, str]) -> Iterator[Change]:
    for kind in dict.fromkeys(mark.kind for mark in (*left, *own)):
        wanted, found = ([mark for mark in side if mark.kind == kind] for side in (left, own))
        if kind == "URL":
            wanted, found = _without_same(wanted, found, languages)
        if wanted or (found and kind in _NEVER_ADDED):
            yield Change(kind, found[0].span if found else span, wanted, found)


def _without_same(wanted: list[Mark], found: list[Mark], languages: tuple[str, str]) -> tuple[list[Mark], list[Mark]]:
    """Return the addresses of both sides that don't lead to the same page in another language or form."""
    for one in [*wanted]:
        same = next((o for o in found if is_moved(one.key, o.key) or is_translated(one.key, o.key, languages)), None)
        if same is not None:
            wanted.remove(one)
            found.remove(same)
    return wanted, found


def _compared_spans(subject: Subject) -> list[tuple[Span, Span]]:
    """Return the spans of the sources and targets that the rules about units compare, in the order of the targets."""
    units = [
        (unit.source.span, unit.target.span)
        for unit in subject.bitext.units
        if unit.source is not None and unit.target is not None and unit.score >= _SAFE_SCORE
    ]
    return sorted(units, key=_target_start)


def _agree(units: Sequence[tuple[Span, Span]], source: Span, target: Span) -> bool:
    """Return whether the sentences of a block belong to the block that it was matched with, if they belong to any."""
    first = bisect_left(units, target.start, key=_target_start)
    own = takewhile(lambda unit: unit[1].start < target.end, (units[at] for at in range(first, len(units))))
    inside = [source.start <= one.start < source.end for one, _ in own]
    return not inside or any(inside)


def _start(span: Span) -> int:
    return span.start


def _target_start(unit: tuple[Span, Span]) -> int:
    return unit[1].start


def structure_codes(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for URLs, footnotes, tags, code, and formulas that a block has only in the source document.

    The rule looks only at text that belongs to no pair, such as an image without a description, or a sentence for which
    no match was found. Other rules compare the rest. It needs the source document.

    Why: Text without a pair is compared with nothing else.

    Fails:
        ``![](plan-b.png)`` where the source document has ``![](plan-a.png)``

    Passes:
        ``![](plan-a.png)``
    """
    yield from findings([change for change in subject.cached(changes) if change.kind not in KEPT])
