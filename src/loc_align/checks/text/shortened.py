"""The rule about targets that lack a part of their source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log
from statistics import median

from msgspec import Struct

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.checks.comparison import to_document, whole_target

_END = re.compile(r"[.!?…।؟።](?=[\s\"”»)*_\u2060'’]|$)|[。！？]")
_LAST = re.compile(r"[.!?…。！？:：;।؟።][\s\"”»)*_\u2060'’」』）\ufffc]{0,20}$")
_BRACKETED = re.compile(r"[.!?…。！？।؟።]\s?[(\[（][^()（）]{1,300}[)）]+[\s*_]{0,3}\Z")
"""A remark in brackets after the last stop."""
_END_LENGTH = 22
"""The most characters from the stop to the end of a text that ends with one: the expression above, and a line end."""
_FEWEST = 10
"""The fewest pairs that show how long the targets of a document usually are."""
_STOPPED = 5, 0.8
"""How many sources must end with a stop, and the share of their targets that must, for stops to mean something."""
_MEASURED = 40
_SPREAD = 1.4826
"""The standard deviation of a normal distribution, in medians of the absolute deviation."""
_LEAST_SPREAD = 0.08


class _Usual(Struct, frozen=True):
    """How long the targets of a document usually are."""

    ratio: float
    """The median of the logarithm of the length of a target by that of its source."""
    spread: float
    stops: bool
    """Whether targets end with a stop where their sources do."""


def text_shortened(subject: Subject, options: Options) -> Iterator[Finding]:
    """Checks for targets that lack a sentence of the source, break off, or are too short for their document.

    The rule compares the length with that of the other targets in the document. It is a warning only if the target has
    fewer sentences, too, or ends without a stop; a target that is short, but whole, is an ``info``.

    Why: A sentence was lost when the segment was translated or edited, and nothing else shows it.

    Fails:
        A target of one sentence for a source of two, in a document of complete targets.

    Passes:
        A target that joins two sentences, and has their usual length.

    Options:
        shortest: The length of the shortest source that the rule checks, in characters without spaces.
        spreads: How many spreads a target must be shorter than usual.
    """
    sized = [(pair, size) for pair in subject.pairs if (size := _length(pair.source_plain)) >= _MEASURED]
    if len(sized) < _FEWEST:
        return
    ratios = [log(max(1, _length(pair.target_plain)) / size) for pair, size in sized]
    usual = _usual([pair for pair, _ in sized], ratios)
    for (pair, size), ratio in zip(sized, ratios, strict=True):
        if size < options["shortest"]:
            continue
        away = usual.ratio - ratio
        if away < 2 * usual.spread and away < 0.2:  # noqa: PLR2004 - none of the cases below
            continue
        found = _judge(pair, away, usual, options["spreads"], size)
        if found is not None:
            yield to_document(pair, found)


def _usual(pairs: Sequence[Pair], ratios: Sequence[float]) -> _Usual:
    middle = median(ratios)
    spread = max(_SPREAD * median(abs(ratio - middle) for ratio in ratios), _LEAST_SPREAD)
    ended = [_stops(pair.target_prose) for pair in pairs if _stops(pair.source_prose)]
    fewest, share = _STOPPED
    return _Usual(middle, spread, len(ended) >= fewest and sum(ended) >= share * len(ended))


def _judge(pair: Pair, away: float, usual: _Usual, spreads: float, size: int) -> Finding | None:
    if usual.stops:
        sentences, own = len(_END.findall(pair.source_prose)), len(_END.findall(pair.target_prose))
        if 1 < sentences > own and away > max(2 * usual.spread, 0.3):
            message = f"the target has {own} of {sentences} sentences and is shorter than usual; check for missing text"
            return Finding(whole_target(pair), message)
        if away > max(1.5 * usual.spread, 0.2) and _breaks_off(pair):
            return Finding(whole_target(pair), "the target breaks off without a stop; check for missing text")
    if away > max(spreads * usual.spread, 0.4) and size >= 2 * _MEASURED:
        message = "the target is much shorter than the others of this document; check for missing text"
        return Finding(whole_target(pair), message, severity="info")
    return None


def _breaks_off(pair: Pair) -> bool:
    target = pair.target_prose
    return _stops(pair.source_prose) and not _stops(target) and _BRACKETED.search(target) is None


def _stops(text: str) -> bool:
    return _LAST.search(text, max(0, len(text) - _END_LENGTH)) is not None


def _length(text: str) -> int:
    return len(text) - text.count(" ") if text.isprintable() else len("".join(text.split()))
