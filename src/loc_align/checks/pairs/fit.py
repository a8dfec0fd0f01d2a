"""How well a target fits a source, by what needs no dictionary: shared names and numbers, length, markup, last mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log
from statistics import median

from loc_align.checks.base import Pair
from loc_align.value import value

_TOKEN = re.compile(r"[A-Za-z]+[0-9]*|[0-9]+|[^\W\d_]+")
_PREFIX = 6
"""Words of two languages that are cognates begin alike: so many characters count."""
_MARKS = ("`", "**", "](", "<")
_SPREAD = 0.25
"""The standard deviation of the logarithm of the ratio of lengths, for long segments."""
_SHORT = 4.0
"""How much it grows for short ones: by this, divided by the length."""
_MARK_COST = 1.5
_END_COST = 1.2
_FURTHEST = 6.0
"""What lengths that differ may cost at most."""
_ENDS = {
    **dict.fromkeys(".。．।", "."),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys("?？", "?"),
    **dict.fromkeys("!！", "!"),
}


@value
class Side:
    """What is compared of one side of a pair."""

    tokens: frozenset[str]
    size: int
    marks: tuple[int, ...]
    end: str


def side(text: str) -> Side:
    """What is compared of a segment's Markdown."""
    tokens = frozenset([token[:_PREFIX] for token in _TOKEN.findall(text.lower())])
    return Side(tokens, len(text), tuple([text.count(mark) for mark in _MARKS]), _ENDS.get(text[-1:], ""))


class Fit:
    """Scores of targets against sources of one document."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        """Take in the pairs of a document."""
        self.sources = [side(pair.source) for pair in pairs]
        self.targets = [side(pair.target) for pair in pairs]
        seen = Counter(token for source in self.sources for token in source.tokens)
        count = log(len(pairs) + 1)
        self._weight = {token: count - log(times) for token, times in seen.items()}
        self._ratio = median(
            [log((t.size + 1) / (s.size + 1)) for s, t in zip(self.sources, self.targets, strict=True)] or [0.0]
        )

    def shared(self, source: int, target: int) -> float:
        """How much the names, numbers and cognates that both sides have say, in nats."""
        weight = self._weight
        return sum([weight[token] for token in self.sources[source].tokens & self.targets[target].tokens])

    def shape(self, source: int, target: int) -> float:
        """What lengths, marks of Markdown and last marks that differ cost, in nats."""
        s, t = self.sources[source], self.targets[target]
        spread = _SPREAD + _SHORT / (s.size + 1)
        z = (log((t.size + 1) / (s.size + 1)) - self._ratio) / spread
        cost = min(z * z / 2, _FURTHEST)
        if s.marks != t.marks:
            cost += _MARK_COST * sum([min(abs(a - b), 2) for a, b in zip(s.marks, t.marks, strict=True)])
        return cost + (_END_COST if s.end != t.end else 0.0)

    def score(self, source: int, target: int) -> float:
        """How well they fit, in nats: the higher the better."""
        return self.shared(source, target) - self.shape(source, target)
