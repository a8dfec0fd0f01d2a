"""Targets that stand beside the wrong source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.checks.pairs.fit import Fit
from loc_align.model import Span

_AWAY = (-2, -1, 1, 2)
"""So many pairs away a target is looked for."""
_GAIN = 3.5
"""By so much two targets together must fit better elsewhere, in nats: published files reach 3 nowhere."""
_LEAST = 0.5
"""By so much each of them must."""
_WORD = re.compile(r"(\w{1,5})\w*")
_LEAST_COPIED = 12
"""A target that stands twice must have so many characters."""


def pair_misplaced(subject: Subject, _: Options) -> Iterator[Finding]:
    """The target fits the source of a neighbour clearly better than its own.

    Why: a script or a merge moved the targets of a passage up or down by one, or swapped two. Each line reads well and
    says the wrong thing; exported, the memory spreads it. The fit is judged by names, numbers, markup and length.

    Fails:
        Two pairs one after the other, `Set **maxSize** to 40.` and `Restart Fjord.`, with each other's target.

    Passes:
        The same pairs, each with its own target.
    """
    pairs = subject.pairs
    fit = Fit(pairs)
    own = {at: fit.score(at, at) for at in range(len(pairs)) if not fit.settled(at)}
    gains = {
        (at, away): fit.score(at + away, at) - score for at, score in own.items() for away in _AWAY if at + away in own
    }
    found: dict[int, int] = {}
    for (at, away), gain in sorted(gains.items(), key=lambda item: -item[1]):
        for other in _partners(at, away):
            back = gains.get(other, 0.0)
            if gain >= _LEAST <= back and gain + back >= _GAIN and _differ(pairs, at, at + away):
                found.setdefault(at, at + away)
                found.setdefault(other[0], other[0] + other[1])
    for at, fitting in sorted(found.items()):
        there = pairs[fitting].unit
        yield _finding(pairs[at], f"the target fits the source of {there.id} on line {there.line}: put it there")


def _partners(at: int, away: int) -> Iterator[tuple[int, int]]:
    """What must be misplaced, too: the target that was swapped with this one, or the next of a row that slipped."""
    yield at + away, -away
    yield at + 1, away


def _differ(pairs: Sequence[Pair], one: int, other: int) -> bool:
    return pairs[one].source != pairs[other].source and pairs[one].target != pairs[other].target


def _finding(pair: Pair, message: str) -> Finding:
    start = pair.unit.target.span.start if pair.unit.target else 0
    return Finding(Span(start, start + len(pair.target)), message)


def pair_copied(subject: Subject, _: Options) -> Iterator[Finding]:
    """Two neighbours with different sources have the same target.

    Why: a target was pasted twice, and one of the sources has lost its own.

    Fails:
        `Save the file.` and `Then restart Fjord.`, one after the other, both with the target of the first.

    Passes:
        `Save the file.` and `Save the file!` with one target.
    """
    pairs = subject.pairs
    fit = None
    for at, (one, other) in enumerate(pairwise(pairs)):
        if one.target != other.target or len(one.target) < _LEAST_COPIED or one.source == other.source:
            continue
        if one.target in (one.source, other.source) or _alike(one.source, other.source):
            continue
        fit = fit or Fit(pairs)
        wrong = one if fit.score(at, at) < fit.score(at + 1, at + 1) else other
        right = other if wrong is one else one
        yield _finding(wrong, f"the target is that of {right.unit.id} on line {right.unit.line}: translate this source")


def _alike(one: str, other: str) -> bool:
    """Whether two sources have half of their words in common, or more; their endings don't count."""
    words, others = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return 2 * len(words & others) >= len(words | others)
