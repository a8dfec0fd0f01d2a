"""Rules for single languages, made from the regular expressions of the locale packs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.packs import PACKS, Pattern
from loc_align.model import Edit, Span


class PatternCheck:
    """A check that consists of a pattern. Its docstring is made from the fields of the pattern."""

    def __init__(self, pattern: Pattern) -> None:
        """Compile the regular expressions of ``pattern``."""
        self._pattern = pattern
        self._target = re.compile(pattern.pattern)
        self._source = re.compile(pattern.source) if pattern.source else None
        self.__doc__ = _docstring(pattern)

    def __call__(self, pair: Pair, _: Options) -> Iterator[Finding]:
        """Yield the matches of the pattern in a pair."""
        pattern = self._pattern
        if self._source and not self._source.search(pair.source):
            return
        text = pair.target if pattern.over == "markdown" else pair.target_prose
        source = pair.source.casefold() if pattern.unless_in_source else ""
        for found in self._target.finditer(text):
            if found[0].casefold() not in source:
                yield self._finding(pair, found)

    def _finding(self, pair: Pair, found: re.Match[str]) -> Finding:
        pattern = self._pattern
        fixed = found[0]
        for old, new in pattern.replace:
            fixed = fixed.replace(old, new)
        span = Span(*found.span())
        safe = fixed != found[0] and (not pattern.fix_if_in_source or fixed in pair.source)
        message = pattern.message.format(match=found[0], fixed=fixed)
        return Finding(span, message, (Edit(span, fixed),) if safe else ())


def _docstring(pattern: Pattern) -> str:
    lang = pattern.languages[0]
    return (
        f"{pattern.what}\n\nWhy: {pattern.why}\n\n"
        f"Fails:\n    {lang}: {pattern.fails}\n\nPasses:\n    {lang}: {pattern.passes}\n"
    )


def _rule(pattern: Pattern) -> Rule:
    return Rule(
        pattern.id,
        pattern.severity,
        pattern.summary,
        PatternCheck(pattern),
        languages=frozenset(pattern.languages),
        triggers=frozenset(pattern.needs) or None,
        fixable=bool(pattern.replace),
        fixes_wording=not pattern.fix_if_in_source,
    )


RULES: tuple[Rule, ...] = tuple(_rule(pattern) for pack in PACKS.values() for pattern in pack.patterns)
