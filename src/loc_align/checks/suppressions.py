"""Comments that suppress rules in a document: ``<!-- loc-align: disable=RULE -->``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from loc_align.checks.base import Finding, LocatedFact, Options, Rule
from loc_align.checks.messages import quoted
from loc_align.model import Document, Problem, Span
from loc_align.text import Lines

_COMMENT = re.compile(
    r"<!--[ \t]*loc-align:[ \t]*(disable|disable-block|disable-file|enable)\b"
    r"[ \t]*(?:=[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*))?[ \t]*(?:unit=([\w.-]+)[ \t]*)?-->"
)
_BLANKS = re.compile(r"[ \t\r]*\n(?:[ \t\r]*\n)*")
_INDENT = 80
_LAST_LINE = 1 << 60
"""A line number that no document reaches."""


class Suppression(Struct, frozen=True):
    """A comment that suppresses rules on some lines or in one unit."""

    span: Span
    """The span of the comment in the text of the document."""
    rules: frozenset[str]
    """Rule IDs or family names; empty for all rules."""
    first: int
    """The 1-based first line that it applies to; 0 for the whole file."""
    last: int
    """The 1-based last line that it applies to."""
    unit: str = ""
    """The ID of the unit that it applies to; empty for everything on the lines."""

    def covers(self, rule: str, family: str, line: int, unit: str) -> bool:
        """Return whether it suppresses a rule at a position."""
        if self.unit and self.unit != unit:
            return False
        return self.first <= line <= self.last and (not self.rules or not self.rules.isdisjoint((rule, family)))


class SuppressionUsage(Struct, frozen=True):
    """The suppressions of a document, and which of them suppressed a problem."""

    suppressions: tuple[Suppression, ...]
    used: frozenset[int]
    """Indexes into :attr:`suppressions`."""
    names: frozenset[str]
    """The rule IDs and families that exist."""
    unknown: frozenset[str]
    """The rule IDs and families whose problems are unknown: they did not run, or check all documents together."""


def find_suppressions(document: Document) -> tuple[Suppression, ...]:
    """Return the suppressions in the comments of a document.

    ``disable`` applies to its own line and the next one. If the comment is on a line of its own, blank lines below it
    are skipped. ``disable-block`` applies up to the ``enable`` that names the same rules, or to the end.
    ``disable-file`` applies everywhere. Comments in code are text.
    """
    text = document.text
    if "loc-align:" not in text:
        return ()
    lines = Lines(document.file_text)
    found: list[Suppression] = []
    starts = [block.span.start for block in document.blocks]
    for match in _COMMENT.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and document.blocks[at].kind == "code" and match.start() < document.blocks[at].span.end:
            continue
        if text[match.start() - 1 : match.start()] == "`" == text[match.end() : match.end() + 1]:
            continue
        _add(found, match, lines.position(document.file_span(Span(*match.span())).start)[0])
    return tuple(found)


def _add(found: list[Suppression], match: re.Match[str], line: int) -> None:
    what, names, unit = match.groups()
    rules = frozenset(re.split(r"[ \t]*,[ \t]*", names)) if names else frozenset[str]()
    if what == "enable":
        found[:] = [_ended(item, rules, line) for item in found]
        return
    everywhere = what == "disable-file" or unit
    last = _next(match, line) if what == "disable" and not unit else _LAST_LINE
    found.append(Suppression(Span(*match.span()), rules, 0 if everywhere else line, last, unit or ""))


def _next(match: re.Match[str], line: int) -> int:
    """Return the line below a comment.

    Formatters insert blank lines below a comment on a line of its own, so those are skipped.
    """
    text, start = match.string, match.start()
    before = text[max(0, start - _INDENT) : start].rpartition("\n")[2]
    blanks = None if before.strip() else _BLANKS.match(text, match.end())
    return line + (blanks[0].count("\n") if blanks else 1)


def _ended(item: Suppression, rules: frozenset[str], line: int) -> Suppression:
    """End an open block if its rules, or all rules, are enabled."""
    is_open_block = item.last == _LAST_LINE and item.first > 0 and not item.unit
    return replace(item, last=line) if is_open_block and (not rules or rules == item.rules) else item


class SuppressionFilter:
    """Filters the problems of a document by its suppressions."""

    def __init__(self, found: Sequence[Suppression], family_of: Mapping[str, str]) -> None:
        """Take the suppressions ``found`` and the family of each rule ID."""
        self._found = tuple(found)
        self._family_of = family_of
        self._used: set[int] = set()

    def suppresses(self, problem: Problem) -> bool:
        """Return whether a problem is suppressed."""
        family = self._family_of.get(problem.rule, "")
        covering = [
            index
            for index, item in enumerate(self._found)
            if item.covers(problem.rule, family, problem.line, problem.unit)
        ]
        self._used.update(covering)
        return bool(covering)

    def filter_facts(self, facts: Iterable[tuple[str, LocatedFact]]) -> Iterator[tuple[str, LocatedFact]]:
        """Yield facts. A suppressed fact is ``off``: it counts for others but is not a problem itself."""
        for rule, fact in facts:
            suppressed = self.suppresses(fact.problem)
            yield rule, replace(fact, problem=replace(fact.problem, severity="off")) if suppressed else fact

    def usage(self, names: Iterable[str], unknown: Iterable[str]) -> SuppressionUsage:
        """Return which suppressions were used.

        Args:
            names: the rule IDs and families that exist.
            unknown: the rule IDs and families whose problems are unknown.
        """
        return SuppressionUsage(self._found, frozenset(self._used), frozenset(names), frozenset(unknown))


def suppression_unused(used: SuppressionUsage, _: Options) -> Iterator[Finding]:
    """Checks for suppression comments that suppress nothing, or that name a rule that doesn't exist.

    Why: Such a comment hides the next problem in its place, and misleads readers about the current state.

    Fails:
        `<!-- loc-align: disable=link-destination -->` above a line whose links match the source.

    Passes:
        The same comment above a line with a link that leads elsewhere.
    """
    for index, item in enumerate(used.suppressions):
        unknown = sorted(item.rules - used.names)
        if unknown:
            yield Finding(item.span, f"unknown rule or family {quoted(unknown[0])}; run `loc-align rules` for a list")
        elif index not in used.used and item.rules and item.rules.isdisjoint(used.unknown):
            yield Finding(item.span, "this comment suppresses nothing; remove it")


RULES: tuple[Rule, ...] = (
    Rule("suppression-unused", "info", "A comment suppresses nothing", suppression_unused, scope="suppressions"),
)
