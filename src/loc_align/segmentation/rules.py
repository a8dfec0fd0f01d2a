"""Rules that say where text is cut, and the finder that they become for one language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import regex
from msgspec import Struct

_COMPILED = 64
"""So many finders are kept, one for each language of a rule file."""

_HEAD = re.compile(r"(\[(?:[^\[\]\\]|\\.)+\]|\\U[0-9a-f]{8}|\\[.?!])(?![*?{])", re.DOTALL)
"""The character that a text before a cut begins with, where an expression begins with a set or a mark."""


class Rule(Struct, frozen=True):
    """One rule: whether to cut between what stands before a place and what stands after it."""

    breaks: bool
    before: str
    """A regular expression that ends at the place, in the words of ``regex``."""
    after: str
    """A regular expression that starts there."""


class Rules(Struct, frozen=True, eq=False):
    """How text is cut into sentences, by language: what a file of SRX 2.0 says."""

    digest: str
    """The hash of the file: rules of equal files are equal."""
    cascade: bool
    """Whether a language has the rules of all maps that fit it, in their order, or only those of the first."""
    maps: tuple[tuple[str, tuple[Rule, ...]], ...]
    """Regular expressions for language tags, and the rules of each."""
    subflows: bool = True
    """Whether texts inside of markup are cut, too."""
    with_open: bool = False
    """Whether an opening code at a cut belongs to the sentence before it."""
    with_close: bool = True
    """Whether a closing code at a cut belongs to the sentence before it."""
    with_standalone: bool = False
    """Whether a code that stands alone and shows nothing belongs to the sentence before it."""

    def __eq__(self, other: object) -> bool:
        """Rules of equal files are equal."""
        return isinstance(other, Rules) and self.digest == other.digest

    def __hash__(self) -> int:
        """As equality has it."""
        return hash(self.digest)

    def of(self, lang: str) -> Iterator[Rule]:
        """The rules of a language, the ones that come first bind.

        Args:
            lang: a BCP 47 tag.
        """
        for pattern, rules in self.maps:
            if regex.fullmatch(pattern, lang, regex.VERSION1 | regex.IGNORECASE):
                yield from rules
                if not self.cascade:
                    return


class Finder:
    """The rules of one language, ready to run.

    The rules that cut are searched for; at each place that one of them finds, the first rule that fits is obeyed, as
    SRX 2.0 asks. Neighbouring rules that say the same are one expression.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """Compile the rules."""
        self._order: list[tuple[bool, regex.Pattern[str]]] = [
            (breaks, regex.compile("|".join(map(_place, group)), regex.VERSION1))
            for breaks, group in groupby(rules, lambda rule: rule.breaks)
        ]
        self._cuts = [
            (regex.compile(_needed(rule.before), regex.VERSION1), regex.compile(_place(rule), regex.VERSION1))
            for rule in rules
            if rule.breaks
        ]

    def __call__(self, text: str) -> list[int]:
        """The offsets at which a rule cuts, rising."""
        cuts = [rule for needed, rule in self._cuts if needed.search(text)]
        found = {match.start() for rule in cuts for match in rule.finditer(text)}
        return [place for place in sorted(found) if self._breaks(text, place)]

    def _breaks(self, text: str, place: int) -> bool:
        return next(breaks for breaks, rules in self._order if rules.match(text, place))


@lru_cache(maxsize=_COMPILED)
def finder(rules: Rules, lang: str) -> Finder:
    """The finder of a language.

    Args:
        rules: a rule file's content.
        lang: a BCP 47 tag.
    """
    return Finder(tuple(rules.of(lang)))


def _needed(before: str) -> str:
    """An expression for one character without which a rule finds nothing, for a look that costs little."""
    head = _HEAD.match(before)
    return head[1] if head and "|" not in before else ""


def _place(rule: Rule) -> str:
    """A rule as one expression that looks first to where it does not have to look far."""
    before = f"(?<={rule.before})" if rule.before else ""
    after = f"(?={rule.after})" if rule.after else ""
    far = any(mark in rule.after for mark in "+*")
    return (before + after if far else after + before) or "(?:)"
