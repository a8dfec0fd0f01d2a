"""The small dictionaries of the locale packs: common words of sources and their translations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from loc_align.checks.packs import pack_of

_KEY = 3
"""The number of letters by which stems are looked up. A stem of at most this length must match the whole word."""
_Stems = Mapping[str, tuple[tuple[str, str], ...]]


def _index(rows: Iterable[tuple[str, str]]) -> _Stems:
    """Index stems, and what each stands for, by their first letters."""
    index: dict[str, tuple[tuple[str, str], ...]] = {}
    for stem, concept in rows:
        index[stem[:_KEY]] = (*index.get(stem[:_KEY], ()), (stem, concept))
    return index


def _found(index: _Stems, tokens: Iterable[str]) -> list[str]:
    return [
        concept
        for token in tokens
        for stem, concept in index.get(token[:_KEY], ())
        if token == stem or (len(stem) > _KEY and token.startswith(stem))
    ]


@cache
def source_concepts(language: str) -> Callable[[Iterable[str]], list[str]]:
    """Return a function from the words of a source to the concepts that the dictionary of a language covers."""
    index = _index((word, f"={words[0]}") for words, _ in pack_of(language).dictionary for word in words)
    return lambda tokens: _found(index, tokens)


@cache
def target_concepts(language: str) -> Callable[[str, Iterable[str]], list[str]]:
    """Return a function from a target, as text and as words, to the concepts of the sources that it mentions."""
    pack = pack_of(language)
    rows = [(stem, f"={words[0]}") for words, stems in pack.dictionary for stem in stems]
    if not pack.glued:
        index = _index(rows)
        return lambda _, tokens: _found(index, tokens)
    concepts: dict[str, list[str]] = {}
    for stem, concept in rows:
        concepts.setdefault(stem, []).append(concept)
    stems = re.compile("|".join(sorted(map(re.escape, concepts), key=len, reverse=True)) or "(?!)")
    return lambda text, _: [concept for stem in stems.findall(text) for concept in concepts[stem]]
