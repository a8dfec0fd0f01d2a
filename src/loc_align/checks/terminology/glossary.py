"""The terms of a glossary, and how to find them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

_WORD = re.compile(r"\w+")


class Term(Struct, frozen=True):
    """A source term and its translations into a target language."""

    source: str
    targets: tuple[str, ...] = ()
    """The permitted translations. The first one is preferred."""
    forbidden: tuple[str, ...] = ()
    """The forbidden translations."""
    keep: bool = False
    """Whether the term must stay untranslated."""
    case: bool = False
    """Whether the term is case-sensitive."""
    lang: str = ""
    """The target language, as in the file; empty for any language."""


class Glossary(Struct, frozen=True):
    """Terms, indexed for lookup."""

    terms: tuple[Term, ...]
    by_word: Mapping[str, tuple[Term, ...]]
    """The terms by their first word, in lower case."""

    def found_in(self, source: str, lang: str) -> Iterator[Term]:
        """Yield the terms in a source text that apply to a target language, each once.

        Args:
            source: a text without markup.
            lang: the target language, BCP 47.
        """
        forms = {form: None for word in _WORD.findall(source.lower()) for form in _singular(word)}
        for term in [term for form in forms for term in self.by_word.get(form, ())]:
            if _is_for(term, lang) and has_source(source, term):
                yield term


def glossary_of(terms: Iterable[Term]) -> Glossary:
    """Make a glossary from terms."""
    by_word: dict[str, tuple[Term, ...]] = {}
    known = tuple(dict.fromkeys(terms))
    for term in known:
        first = _WORD.search(term.source.lower())
        if first:
            by_word[first[0]] = (*by_word.get(first[0], ()), term)
    return Glossary(known, by_word)


def _singular(word: str) -> Iterator[str]:
    """Yield a word as it is, and without the endings of the English plural."""
    yield word
    if word.endswith("s"):
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]


def _is_for(term: Term, lang: str) -> bool:
    wanted, own = term.lang.lower().replace("_", "-"), lang.lower()
    return not wanted or own == wanted or own.startswith(f"{wanted}-") or wanted.split("-")[0] == own


def has_source(text: str, term: Term) -> bool:
    """Return whether an English text contains a term, in the singular or the plural."""
    return _source_pattern(term.source, case=term.case).search(text) is not None


@lru_cache(maxsize=4096)
def _source_pattern(source: str, *, case: bool) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in source.split())
    return re.compile(rf"(?<![\w-]){words}(?:s|es)?(?![\w-])", 0 if case else re.IGNORECASE)


@lru_cache(maxsize=4096)
def target_pattern(target: str, ending: int, *, spaced: bool, case: bool) -> re.Pattern[str]:
    """Return a regular expression that finds a target term in a text.

    Args:
        target: the term.
        ending: how many letters at the end of each longer word may differ, and how many may follow.
        spaced: whether the language puts spaces between words.
        case: whether the term is case-sensitive.
    """
    if not spaced:
        return re.compile(re.escape(target), 0 if case else re.IGNORECASE)
    words = r"[\s\u00a0-]+".join(_inflected(word, ending) for word in target.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", 0 if case else re.IGNORECASE)


def _inflected(word: str, ending: int) -> str:
    """Return an expression for a word with another ending. The stem is always longer than the ending."""
    stem = word[: max(len(word) - ending, len(word) - len(word) // 4)] if ending else word
    return re.escape(stem) + (rf"\w{{0,{len(word) - len(stem) + ending}}}" if ending else "")
