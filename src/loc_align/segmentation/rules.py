"""Segmentation rules, and the compiled rules of one language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import regex
from msgspec import Struct

_CACHED_FINDERS = 64
"""How many finders to cache, one for each language of a rule file."""

_HEAD = re.compile(r"(\[(?:[^\[\]\\]|\\.)+\]|\\U[0-9a-f]{8}|\\[.?!])(?![*?{])", re.DOTALL)
"""The first character that a ``beforebreak`` expression requires, if it starts with a set or an escaped mark."""


class Rule(Struct, frozen=True):
    """A segmentation rule: break, or do not break, between two patterns (SRX 2.0, ``rule``)."""

    breaks: bool
    """Whether the rule breaks; otherwise it is an exception to the rules after it."""
    before: str
    """A regular expression, in the syntax of ``regex``, for the text that ends at the boundary."""
    after: str
    """A regular expression for the text that starts at the boundary."""


class Rules(Struct, frozen=True, eq=False):
    """The content of an SRX 2.0 file: how to segment text, by language."""

    digest: str
    """The SHA-256 of the file. Rules of equal files are equal."""
    cascade: bool
    """Whether a language uses the rules of all matching maps, in order; otherwise it uses the first match only."""
    maps: tuple[tuple[str, tuple[Rule, ...]], ...]
    """Regular expressions for language tags, each with its rules."""
    subflows: bool = True
    """Whether to segment text inside markup as well (``segmentsubflows``)."""
    with_open: bool = False
    """Whether an opening code at a boundary belongs to the sentence before it."""
    with_close: bool = True
    """Whether a closing code at a boundary belongs to the sentence before it."""
    with_standalone: bool = False
    """Whether a standalone code without visible text belongs to the sentence before it."""

    def __eq__(self, other: object) -> bool:
        """Compare the digests of the files."""
        return isinstance(other, Rules) and self.digest == other.digest

    def __hash__(self) -> int:
        """Hash the digest of the file."""
        return hash(self.digest)

    def of(self, lang: str) -> Iterator[Rule]:
        """Yield the rules of a language. The first rule that matches decides.

        Args:
            lang: a BCP 47 tag.
        """
        for pattern, rules in self.maps:
            if regex.fullmatch(pattern, lang, regex.VERSION1 | regex.IGNORECASE):
                yield from rules
                if not self.cascade:
                    return


class Finder:
    """The compiled rules of one language.

    The finder searches for the rules that break. At each position that they match, the first rule that matches
    decides, as SRX 2.0 requires. Consecutive rules with the same ``breaks`` are one regular expression.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """Compile the rules."""
        self._order: list[tuple[bool, regex.Pattern[str]]] = [
            (breaks, regex.compile("|".join(map(_boundary, group)), regex.VERSION1))
            for breaks, group in groupby(rules, lambda rule: rule.breaks)
        ]
        self._breaking = [
            (regex.compile(_required(rule.before), regex.VERSION1), regex.compile(_boundary(rule), regex.VERSION1))
            for rule in rules
            if rule.breaks
        ]

    def __call__(self, text: str) -> list[int]:
        """Return the character offsets of the boundaries in a text, in ascending order."""
        candidates = [rule for required, rule in self._breaking if required.search(text)]
        found = {match.start() for rule in candidates for match in rule.finditer(text)}
        return [offset for offset in sorted(found) if self._breaks(text, offset)]

    def _breaks(self, text: str, offset: int) -> bool:
        return next(breaks for breaks, rules in self._order if rules.match(text, offset))


@lru_cache(maxsize=_CACHED_FINDERS)
def finder(rules: Rules, lang: str) -> Finder:
    """Return the finder for a language.

    Args:
        rules: the content of an SRX file.
        lang: a BCP 47 tag.
    """
    return Finder(tuple(rules.of(lang)))


def _required(before: str) -> str:
    """Return an expression for one character that a rule cannot match without: a cheap test before the search."""
    head = _HEAD.match(before)
    return head[1] if head and "|" not in before else ""


def _boundary(rule: Rule) -> str:
    """Return a rule as one expression that evaluates its cheaper side first."""
    before = f"(?<={rule.before})" if rule.before else ""
    after = f"(?={rule.after})" if rule.after else ""
    far = any(mark in rule.after for mark in "+*")
    return (before + after if far else after + before) or "(?:)"
