"""How well a target fits a source, judged by shared names and numbers, length, markup, and punctuation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from math import log
from statistics import median

from msgspec import Struct

from loc_align.checks.base import Pair
from loc_align.checks.pairs.dictionary import source_concepts, target_concepts, target_concepts_in_text
from loc_align.checks.text.words import COMMON_LETTERS, is_common

_TOKEN = re.compile(r"([0-9]{1,6}|[^\W\d_]{3,6})[^\W_]*")
"""Numbers and words. Cognates of two languages start alike, so six characters are compared."""
_COMMON_TOKEN = re.compile(rf"([0-9]{{1,6}}|[{COMMON_LETTERS}]{{3,6}})[{COMMON_LETTERS}0-9]*")
"""The same for a common text, twice as fast."""
_ASCII_TOKEN = re.compile(r"([0-9]{1,6}|[a-z]{3,6})[a-z0-9]*")
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


def sides(
    texts: Sequence[str],
    of_word: Callable[[str], frozenset[str]],
    of_text: Callable[[str], frozenset[str]] | None = None,
) -> list[Side]:
    """Return the features of segments.

    Args:
        texts: the Markdown of each segment.
        of_word: returns the concepts that a word stands for.
        of_text: returns the concepts that a text mentions, if words don't tell.
    """
    words = [*map(_words, texts)]
    concepts = {word: found for word in frozenset[str]().union(*words) if (found := of_word(word))}
    known = frozenset(concepts)
    tokens = [own.union(*map(concepts.__getitem__, meant)) if (meant := own & known) else own for own in words]
    if of_text is not None:
        tokens = [own | of_text(text) for own, text in zip(tokens, texts, strict=True)]
    return [*map(_side, texts, tokens)]


def _words(text: str) -> frozenset[str]:
    lower = text.lower()
    if lower.isascii():
        return frozenset(_ASCII_TOKEN.findall(lower))
    return frozenset((_COMMON_TOKEN if is_common(lower) else _TOKEN).findall(lower))


def _side(text: str, tokens: frozenset[str]) -> Side:
    count = text.count
    size = len(text) + 1
    parentheses, commas = count("("), count(",")
    if not text.isascii():
        parentheses += count("（")
        commas += count("，") + count("、")
    marks = (count("`"), count("**"), count("]("), count("<"), parentheses)
    return Side(tokens, log(size), _SPREAD + _SHORT_SPREAD / size, marks, commas, _ENDS.get(text[-1:], ""))


class Fit:
    """Scores of targets against the sources of a document, in nats. A higher score is a better fit."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        """Compute the features of the pairs of a document."""
        language = pairs[0].language if pairs else "und"
        self._sources = sides([pair.source for pair in pairs], source_concepts(language))
        self._targets = sides(
            [pair.target for pair in pairs], target_concepts(language), target_concepts_in_text(language)
        )
        self._seen = Counter(chain.from_iterable([source.tokens for source in self._sources]))
        self._count = log(len(pairs) + 1)
        self._known = frozenset(self._seen)
        self._mentioned = frozenset[str]().union(*[target.tokens for target in self._targets])
        both = zip(self._sources, self._targets, strict=True)
        self._ratio = median([t.size - s.size for s, t in both] or [0.0])

    def shared(self, source: int, target: int) -> float:
        """Return the value of the names, numbers, and cognates that both sides share."""
        both = self._targets[target].tokens & self._sources[source].tokens
        return sum([self._count - log(self._seen[token]) for token in both]) if both else 0

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

    def own_score(self, at: int) -> float | None:
        """Return how well a target fits its own source; ``None`` if that certainly fits best, by shape and names."""
        shape = self.shape(at, at)
        if shape < 1:
            source, target = self._sources[at].tokens, self._targets[at].tokens
            if target & self._known == source & self._mentioned:
                return None
        return self.shared(at, at) - shape

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
