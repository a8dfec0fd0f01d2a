"""How well a target fits a source, judged by shared names and numbers, length, markup, and punctuation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from math import log
from statistics import median

from msgspec import Struct

from loc_align.checks.base import Pair
from loc_align.checks.pairs.dictionary import source_concepts, target_concepts

_TOKEN = re.compile(r"([0-9]{1,6}|[^\W\d_]{3,6})[^\W_]*")
"""Numbers and words. Cognates of two languages start alike, so six characters are compared."""
_SPREAD = 0.25
"""The standard deviation of the logarithm of the length ratio for long segments."""
_SHORT_SPREAD = 4.0
"""How much the standard deviation grows for short segments: this value divided by the length."""
_MARK_COST = 1.5
_END_COST = 1.2
_COMMA_COST = 0.4
_MAX_LENGTH_COST = 6.0
"""The maximum cost of different lengths."""
_ENDS = {
    **dict.fromkeys(".。．।", "."),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys("?？", "?"),
    **dict.fromkeys("!！", "!"),
}


class Side(Struct, frozen=True):
    """The features of one side of a pair."""

    tokens: frozenset[str]
    size: float
    """The logarithm of the length."""
    spread: float
    marks: tuple[int, int, int, int, int]
    commas: int
    end: str


def side(text: str, concepts: Callable[[str, list[str]], list[str]]) -> Side:
    """Return the features of a segment.

    Args:
        text: the Markdown of the segment.
        concepts: returns the concepts of common words, from the text and its words.
    """
    count = text.count
    tokens = _TOKEN.findall(text.lower())
    return Side(
        frozenset(tokens + concepts(text, tokens)),
        log(len(text) + 1),
        _SPREAD + _SHORT_SPREAD / (len(text) + 1),
        (count("`"), count("**"), count("]("), count("<"), count("(") + count("（")),
        count(",") + count("，") + count("、"),
        _ENDS.get(text[-1:], ""),
    )


class Fit:
    """Scores of targets against the sources of a document, in nats. A higher score is a better fit."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        """Compute the features of the pairs of a document."""
        language = pairs[0].language if pairs else "und"
        of_source, of_target = source_concepts(language), target_concepts(language)
        self._sources = [side(pair.source, lambda _, tokens: of_source(tokens)) for pair in pairs]
        self._targets = [side(pair.target, of_target) for pair in pairs]
        seen = Counter([token for source in self._sources for token in source.tokens])
        count = log(len(pairs) + 1)
        self._weight = {token: count - log(times) for token, times in seen.items()}
        self._known = [target.tokens & seen.keys() for target in self._targets]
        mentioned = frozenset[str]().union(*[target.tokens for target in self._targets])
        self._findable = [source.tokens & mentioned for source in self._sources]
        sides = zip(self._sources, self._targets, strict=True)
        self._ratio = median([t.size - s.size for s, t in sides] or [0.0])

    def shared(self, source: int, target: int) -> float:
        """Return the value of the names, numbers, and cognates that both sides share."""
        both = self._known[target] & self._sources[source].tokens
        return sum(map(self._weight.__getitem__, both)) if both else 0

    def shape(self, source: int, target: int) -> float:
        """Return the cost of different lengths, markup, and final punctuation."""
        s, t = self._sources[source], self._targets[target]
        z = (t.size - s.size - self._ratio) / s.spread
        cost = min(z * z / 2, _MAX_LENGTH_COST)
        if s.marks != t.marks:
            cost += _MARK_COST * sum([min(abs(a - b), 2) for a, b in zip(s.marks, t.marks, strict=True)])
        if s.commas != t.commas:
            cost += _COMMA_COST * min(abs(s.commas - t.commas), 3)
        return cost if s.end == t.end else cost + _END_COST

    def evidence(self, source: int, target: int) -> float:
        """Return how well a target fits a source by what both mention, and by their markup, in nats."""
        marks = zip(self._sources[source].marks, self._targets[target].marks, strict=True)
        return self.shared(source, target) - _MARK_COST * sum([min(abs(a - b), 2) for a, b in marks])

    def settled(self, at: int) -> bool:
        """Return whether a target certainly fits its own source best: similar shape and the same names."""
        return self._known[at] == self._findable[at] and self.shape(at, at) < 1

    def score(self, source: int, target: int) -> float:
        """Return how well a target fits a source."""
        return self.shared(source, target) - self.shape(source, target)

    def gain(self, source: int, target: int, score: float, least: float) -> float | None:
        """Return by how much a target fits a source better than ``score``; ``None`` if by less than ``least``."""
        shared = self.shared(source, target)
        if shared - score < least:  # a different shape only costs
            return None
        gain = shared - self.shape(source, target) - score
        return gain if gain >= least else None
