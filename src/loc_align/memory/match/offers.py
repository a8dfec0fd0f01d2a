"""How well an entry of a memory fits a source: kind, score, and the target made fit for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from loc_align.markdown import inline
from loc_align.memory.match.codes import mapped
from loc_align.memory.match.keys import Key, key_of
from loc_align.memory.match.languages import Closeness
from loc_align.model import BlockKind, Inline, Match, MatchKind

CODE_PENALTY = 0.01
"""What each code costs that the target lacks, or that had to be left out of it."""
MOST_CODE_PENALTY = 0.1
NUMBER_PENALTY = 0.02
"""What it costs when the numbers of the two sources differ, for these must be looked at."""
REGION_PENALTY = 0.03
"""What a target in the language of another region costs."""
_BEST_FUZZY = 0.99
"""A match whose words are the same but which is not exact."""

_ORDER: Mapping[MatchKind, int] = MappingProxyType({"in-context": 0, "exact": 1, "fuzzy": 2})
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class Entry(Struct, frozen=True):
    """A source and a target in a memory."""

    source: str
    target: str
    block: BlockKind
    origin: str


class Wanted(Struct, frozen=True):
    """A source to find matches for."""

    parts: Inline
    key: Key
    block: BlockKind
    references: frozenset[str] = frozenset()


def wanted(source: str, block: BlockKind, references: frozenset[str]) -> Wanted:
    """A source made ready to be looked up.

    Args:
        source: its Markdown.
        block: the kind of its block.
        references: the labels of its document's link reference definitions.
    """
    parts = inline.parse_segment(source, block, references)
    return Wanted(parts, key_of(parts), block, references)


def offer(source: Wanted, entry: Entry, similarity: float, close: Closeness, *, in_context: bool) -> Match | None:
    """The match that an entry makes.

    Args:
        source: the source that is looked up.
        entry: what the memory has.
        similarity: how alike the words of the two sources are, from 0 to 1.
        close: how close the language of the entry is to the one wanted.
        in_context: whether the sources around are the same as well.

    Returns:
        The match; ``None`` where the target cannot be made fit for the place of the source.
    """
    old = inline.parse_segment(entry.source, entry.block)
    made = mapped(old, inline.parse_segment(entry.target, entry.block), source.parts, source.block, source.references)
    if made is None:
        return None
    old_key = key_of(old)
    if source.key == old_key and not made.differing and close != "region":
        return Match("in-context" if in_context else "exact", 1.0, entry.source, made.text, entry.origin)
    penalty = min(made.differing * CODE_PENALTY, MOST_CODE_PENALTY)
    penalty += REGION_PENALTY * (close == "region")
    penalty += NUMBER_PENALTY * (_numbers(source.key) != _numbers(old_key))
    score = round(min(max(similarity - penalty, 0.0), _BEST_FUZZY), 4)
    return Match("fuzzy", score, entry.source, made.text, entry.origin)


def _numbers(key: Key) -> list[str]:
    return sorted(_NUMBER.findall(key.text))


def best(matches: Iterable[Match], threshold: float, limit: int) -> tuple[Match, ...]:
    """The best matches, those of equal worth in the order in which they come, each target once.

    Args:
        matches: matches for one source.
        threshold: the lowest score, from 0 to 1.
        limit: how many at most.
    """
    found: dict[str, Match] = {}
    for match in sorted(matches, key=lambda match: (_ORDER[match.kind], -match.score)):
        if match.score >= threshold:
            found.setdefault(match.target, match)
    return tuple(found.values())[:limit]
