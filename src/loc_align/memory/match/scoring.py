"""Scores the entries of a memory for a source, and adapts their targets to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from loc_align.markdown import inline
from loc_align.markdown.inline.labels import labels_of, with_labels
from loc_align.memory.match.codes import map_codes
from loc_align.memory.match.keys import Key, key_of, key_text
from loc_align.memory.match.languages import Closeness
from loc_align.model import BlockKind, Inline, Match, MatchKind

CODE_PENALTY = 0.01
"""The penalty for each code that is missing from the target or was removed from it."""
MOST_CODE_PENALTY = 0.1
"""The highest penalty for codes."""
NUMBER_PENALTY = 0.02
"""The penalty for different numbers in the two sources, which a translator must check."""
REGION_PENALTY = 0.03
"""The penalty for a target for another region."""
_BEST_FUZZY = 0.99
"""The highest score of a match that is not exact."""

_ORDER: Mapping[MatchKind, int] = MappingProxyType({"in-context": 0, "exact": 1, "fuzzy": 2})
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class Entry(Struct, frozen=True):
    """A source and its target in a memory."""

    source: str
    target: str
    block: BlockKind
    origin: str


class Query(Struct, frozen=True):
    """A source to look up."""

    parts: Inline
    text: str
    """The text to look up: that of the key in an index, which knows no references."""
    key: Key
    block: BlockKind
    references: frozenset[str] = frozenset()


def make_query(source: str, block: BlockKind, references: frozenset[str]) -> Query:
    """Prepare a source for looking it up.

    Args:
        source: the source, as Markdown.
        block: the kind of its block.
        references: the labels of the link reference definitions in its document.
    """
    parts = inline.parse_segment(source, block, references)
    return Query(parts, key_text(source, block), key_of(parts), block, references)


def score_entry(query: Query, entry: Entry, similarity: float, close: Closeness, *, in_context: bool) -> Match | None:
    """Score an entry for a source, and adapt its target to the source.

    Args:
        query: the source to look up.
        entry: the entry of the memory.
        similarity: the similarity of the visible texts of the two sources, from 0 to 1.
        close: how close the target language of the entry is to that of the document.
        in_context: whether the neighboring sources are equal, too.

    Returns:
        The match; ``None`` if the target cannot be adapted to the source.
    """
    # A memory does not say how its documents were read, so its entries are read like the source.
    old = inline.parse_segment(entry.source, entry.block, query.references)
    text = with_labels(entry.target, labels_of(old), query.references)
    target = inline.parse_segment(text, entry.block, query.references)
    made = map_codes(old, target, query.parts, query.block, query.references)
    if made is None:
        return None
    old_key = key_of(old)
    if query.key == old_key and not made.differing and close != "region":
        return Match("in-context" if in_context else "exact", 1.0, entry.source, made.text, entry.origin)
    penalty = min(made.differing * CODE_PENALTY, MOST_CODE_PENALTY)
    penalty += REGION_PENALTY * (close == "region")
    penalty += NUMBER_PENALTY * (_numbers(query.key) != _numbers(old_key))
    score = round(min(max(similarity - penalty, 0.0), _BEST_FUZZY), 4)
    return Match("fuzzy", score, entry.source, made.text, entry.origin)


def _numbers(key: Key) -> list[str]:
    return sorted(_NUMBER.findall(key.text))


def best(matches: Iterable[Match], threshold: float, limit: int) -> tuple[Match, ...]:
    """Return the best matches with distinct targets, best first. Equally good matches keep their order.

    Args:
        matches: the matches for one source.
        threshold: the lowest score, from 0 to 1.
        limit: the most matches to return.
    """
    found: dict[str, Match] = {}
    for match in sorted(matches, key=lambda match: (_ORDER[match.kind], -match.score)):
        if match.score >= threshold:
            found.setdefault(match.target, match)
    return tuple(found.values())[:limit]
