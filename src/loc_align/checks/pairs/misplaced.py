"""Rules about targets that are next to the wrong source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.checks.packs import pack_of
from loc_align.checks.pairs.fit import Fit
from loc_align.model import Span

_DISTANCES = (-2, -1, 1, 2)
"""The distances, in pairs, at which to look for the source of a target."""
_MIN_TOTAL_GAIN = 3.5
"""By how much two targets must fit better elsewhere, in nats. Published files never reach 3."""
_MIN_GAIN = 0.5
"""By how much each of the two targets must fit better."""
_MIN_EVIDENCE = 1.5
"""By how much they must fit better without regard to length and punctuation, in nats."""
_WORD = re.compile(r"(\w{1,5})\w*")
_MIN_COPIED = 24
"""The number of characters in the shortest target that counts as copied. A shorter one can stand for two things."""
_MIN_COPIED_WITHOUT_SPACES = 12


def pair_misplaced(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for targets that fit the source of a neighboring pair much better than their own source.

    The rule compares names, numbers, markup, and length. Length alone isn't enough: names, numbers, known words, or
    markup must fit better, too. Parts of one sentence may change places.

    Why: A script or a merge shifted the targets of a passage by a line or two, or swapped two of them. Each line reads
    well but says the wrong thing, and a translation memory spreads the mistake.

    Fails:
        Two neighboring pairs, `Set **maxSize** to 40.` and `Restart Fjord.`, with each other's target.

    Passes:
        The same pairs, each with its own target.
    """
    pairs = subject.pairs
    fit = Fit(pairs)
    own = {at: score for at in range(len(pairs)) if (score := fit.own_score(at)) is not None}
    gains = {
        (at, away): gain
        for at, score in own.items()
        for away in _DISTANCES
        if at + away in own and (gain := fit.gain(at + away, at, score, _MIN_GAIN)) is not None
    }
    found: dict[int, int] = {}
    for (at, away), gain in sorted(gains.items(), key=lambda item: -item[1]):
        for other in _partners(at, away):
            back = gains.get(other, 0.0)
            if (
                back >= _MIN_GAIN
                and gain + back >= _MIN_TOTAL_GAIN
                and _differ(pairs, at, at + away)
                and _evident(fit, (at, at + away), (other[0], sum(other)))
                and not _one_sentence(pairs, at, at + away)
            ):
                found.setdefault(at, at + away)
                found.setdefault(other[0], other[0] + other[1])
    for at, fitting in sorted(found.items()):
        there = pairs[fitting].unit
        yield _finding(
            pairs[at], f'the target fits the source of pair "{there.id}" on line {there.line}; move it there'
        )


def _partners(at: int, away: int) -> Iterator[tuple[int, int]]:
    """Yield what must be misplaced, too: the swapped target, or the next target of a passage that shifted."""
    yield at + away, -away
    yield at + 1, away


def _evident(fit: Fit, *moves: tuple[int, int]) -> bool:
    """Return whether names, numbers, words, and markup of two targets fit better elsewhere, and for neither worse.

    Args:
        fit: the scores.
        moves: each target, and the source that it would belong to.
    """
    gains = [fit.evidence(there, at) - fit.evidence(at, at) for at, there in moves]
    return min(gains) >= 0 and sum(gains) >= _MIN_EVIDENCE


def _one_sentence(pairs: Sequence[Pair], one: int, other: int) -> bool:
    """Return whether two sources on a line are parts of one sentence, whose order differs between languages."""
    first, last = sorted((one, other))
    return pairs[first].unit.line == pairs[last].unit.line and not all(
        pair.source.rstrip("*_)”\"'").endswith((".", "!", "?", ":")) for pair in pairs[first:last]
    )


def _differ(pairs: Sequence[Pair], one: int, other: int) -> bool:
    return pairs[one].source != pairs[other].source and pairs[one].target != pairs[other].target


def _finding(pair: Pair, message: str) -> Finding:
    start = pair.unit.target.span.start if pair.unit.target else 0
    return Finding(Span(start, start + len(pair.target)), message)


def pair_copied(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for neighboring pairs with different sources and the same target.

    Why: A target was pasted twice, so that one of the sources has lost its own target.

    Fails:
        `Save the file.` and `Then restart Fjord.`, one after the other, both with the target of the first.

    Passes:
        `Save the file.` and `Save the file!` with the same target.
    """
    pairs = subject.pairs
    language = subject.bitext.target_lang.partition("-")[0]
    least = _MIN_COPIED if pack_of(language).spaced else _MIN_COPIED_WITHOUT_SPACES
    fit = None
    for at, (one, other) in enumerate(pairwise(pairs)):
        if one.target != other.target or len(one.target) < least or one.source == other.source:
            continue
        if one.target in (one.source, other.source) or _alike(one.source, other.source):
            continue
        fit = fit or Fit(pairs)
        wrong = one if fit.score(at, at) < fit.score(at + 1, at + 1) else other
        right = other if wrong is one else one
        yield _finding(
            wrong,
            f'the target repeats the one of pair "{right.unit.id}" on line {right.unit.line}; translate this source',
        )


def _alike(one: str, other: str) -> bool:
    """Return whether two sources share at least half of their words, regardless of endings."""
    words, others = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return 2 * len(words & others) >= len(words | others)
