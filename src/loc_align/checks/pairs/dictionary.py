"""Common words of sources and their translations in targets: the small dictionaries of the locale packs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from loc_align.checks.packs import pack_of

_KEY = 3
"""Stems are looked up by so many first letters; one of no more than that must be the whole word."""
_Stems = Mapping[str, tuple[tuple[str, str], ...]]


def _index(rows: Iterable[tuple[str, str]]) -> _Stems:
    """Stems, each with what it stands for, by their first letters."""
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
    """A function from the words of a source to what they stand for, as far as a language's pack translates it."""
    index = _index((word, f"={words[0]}") for words, _ in pack_of(language).dictionary for word in words)
    return lambda tokens: _found(index, tokens)


@cache
def target_concepts(language: str) -> Callable[[str, Iterable[str]], list[str]]:
    """A function from a target, as text and as words, to what it says of the sources' common words."""
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
