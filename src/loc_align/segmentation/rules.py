"""Rules that say where text is cut, and the finder that they become for one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache
from itertools import groupby

import regex

from loc_align.value import value

_COMPILED = 64
"""So many finders are kept, one for each language of a rule file."""


@value
class Rule:
    """One rule: whether to cut between what stands before a place and what stands after it."""

    breaks: bool
    before: str
    """A regular expression that ends at the place, in the words of ``regex``."""
    after: str
    """A regular expression that starts there."""


@value
class Rules:
    """How text is cut into sentences, by language: what a file of SRX 2.0 says."""

    digest: str
    """The hash of the file: rules of equal files are equal."""
    cascade: bool = field(compare=False)
    """Whether a language has the rules of all maps that fit it, in their order, or only those of the first."""
    maps: tuple[tuple[str, tuple[Rule, ...]], ...] = field(compare=False)
    """Regular expressions for language tags, and the rules of each."""
    subflows: bool = field(default=True, compare=False)
    """Whether texts inside of markup are cut, too."""
    with_open: bool = field(default=False, compare=False)
    """Whether an opening code at a cut belongs to the sentence before it."""
    with_close: bool = field(default=True, compare=False)
    """Whether a closing code at a cut belongs to the sentence before it."""
    with_standalone: bool = field(default=False, compare=False)
    """Whether a code that stands alone and shows nothing belongs to the sentence before it."""

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
    SRX 2.0 asks (section 3.3). Neighbouring rules that say the same are one expression.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """Compile the rules."""
        self._order: list[tuple[bool, regex.Pattern[str]]] = [
            (breaks, regex.compile("|".join(map(_place, group)), regex.VERSION1))
            for breaks, group in groupby(rules, lambda rule: rule.breaks)
        ]
        self._cuts = [regex.compile(_place(rule), regex.VERSION1) for rule in rules if rule.breaks]

    def __call__(self, text: str) -> list[int]:
        """The offsets at which a rule cuts, rising."""
        found = {match.start() for cuts in self._cuts for match in cuts.finditer(text)}
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


def _place(rule: Rule) -> str:
    before = f"(?<={rule.before})" if rule.before else ""
    return f"{before}(?={rule.after})" if rule.after else before or "(?:)"
