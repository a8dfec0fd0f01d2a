"""The small dictionaries of the locale packs: common words of sources and their translations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from loc_align.checks.packs import pack_of

_KEY = 3
"""The number of letters by which stems are looked up. A stem of at most this length must match the whole word."""
_WORDS = 16_384
"""The number of words of a language to remember."""
_Stems = Mapping[str, tuple[tuple[str, str], ...]]


def _index(rows: Iterable[tuple[str, str]]) -> _Stems:
    """Index stems, and what each stands for, by their first letters."""
    index: dict[str, tuple[tuple[str, str], ...]] = {}
    for stem, concept in rows:
        index[stem[:_KEY]] = (*index.get(stem[:_KEY], ()), (stem, concept))
    return index


@cache
def source_concepts(language: str) -> Callable[[str], frozenset[str]]:
    """Return a function from a word of a source to the concepts that it stands for in the dictionary of a language."""
    index = _index((word, f"={words[0]}") for words, _ in pack_of(language).dictionary for word in words)
    return _remembering(index)


@cache
def target_concepts(language: str) -> Callable[[str], frozenset[str]]:
    """Return a function from a word of a target to the concepts of the sources that it mentions."""
    index = _index(() if pack_of(language).glued else _target_rows(language))
    return _remembering(index)


@cache
def target_concepts_in_text(language: str) -> Callable[[str], frozenset[str]] | None:
    """Return a function like :func:`target_concepts` for a text; ``None`` if the language separates its words."""
    if not pack_of(language).glued:
        return None
    concepts: dict[str, list[str]] = {}
    for stem, concept in _target_rows(language):
        concepts.setdefault(stem, []).append(concept)
    stems = re.compile("|".join(sorted(map(re.escape, concepts), key=len, reverse=True)) or "(?!)")
    return lambda text: frozenset(concept for stem in stems.findall(text) for concept in concepts[stem])


def _target_rows(language: str) -> Iterable[tuple[str, str]]:
    return [(stem, f"={words[0]}") for words, stems in pack_of(language).dictionary for stem in stems]


def _remembering(index: _Stems) -> Callable[[str], frozenset[str]]:
    @lru_cache(maxsize=_WORDS)
    def concepts(word: str) -> frozenset[str]:
        return frozenset(
            concept
            for stem, concept in index.get(word[:_KEY], ())
            if word == stem or (len(stem) > _KEY and word.startswith(stem))
        )

    return concepts
