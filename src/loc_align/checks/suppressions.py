"""Comments in a document that keep rules quiet: ``<!-- loc-align: disable=RULE -->``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from loc_align.checks.base import Finding, LocatedFact, Options, Rule
from loc_align.model import Document, Problem, Span
from loc_align.text import Lines

_COMMENT = re.compile(
    r"<!--[ \t]*loc-align:[ \t]*(disable|disable-block|disable-file|enable)\b"
    r"[ \t]*(?:=[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*))?[ \t]*(?:unit=([\w.-]+)[ \t]*)?-->"
)
_BLANKS = re.compile(r"[ \t\r]*\n(?:[ \t\r]*\n)*")
_INDENT = 80
_END = 1 << 60
"""A line that no document has."""


class Suppression(Struct, frozen=True):
    """A comment that keeps rules quiet on some lines, or in one unit."""

    span: Span
    """The comment, in the document's text."""
    rules: frozenset[str]
    """Ids of rules or names of families; none for all rules."""
    first: int
    """1-based line from which on it holds; 0 for a whole file."""
    last: int
    """1-based line up to which it holds."""
    unit: str = ""
    """The id of the unit that it holds for; without it, for all that is on the lines."""

    def covers(self, rule: str, family: str, line: int, unit: str) -> bool:
        """Whether it keeps a rule quiet at a place."""
        if self.unit and self.unit != unit:
            return False
        return self.first <= line <= self.last and (not self.rules or not self.rules.isdisjoint((rule, family)))


class SuppressionUsage(Struct, frozen=True):
    """The suppressions of a document, and which of them kept something quiet."""

    suppressions: tuple[Suppression, ...]
    used: frozenset[int]
    """Indices into :attr:`suppressions`."""
    names: frozenset[str]
    """The ids and families that there are."""
    unknown: frozenset[str]
    """The ids and families of rules that did not run, or that judge all documents together: nobody knows what they
    would have said."""


def find_suppressions(document: Document) -> tuple[Suppression, ...]:
    """The suppressions that a document's comments ask for.

    ``disable`` holds on its own line and the next, blank lines below a comment that stands alone passed over,
    ``disable-block`` up to the ``enable`` that names the same rules or the end, ``disable-file`` everywhere. Comments
    in code are text.
    """
    text = document.text
    if "loc-align:" not in text:
        return ()
    lines = Lines(text)
    found: list[Suppression] = []
    starts = [block.span.start for block in document.blocks]
    for match in _COMMENT.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and document.blocks[at].kind == "code" and match.start() < document.blocks[at].span.end:
            continue
        if text[match.start() - 1 : match.start()] == "`" == text[match.end() : match.end() + 1]:
            continue
        _add(found, match, lines.position(match.start())[0])
    return tuple(found)


def _add(found: list[Suppression], match: re.Match[str], line: int) -> None:
    what, names, unit = match.groups()
    rules = frozenset(re.split(r"[ \t]*,[ \t]*", names)) if names else frozenset[str]()
    if what == "enable":
        found[:] = [_ended(item, rules, line) for item in found]
        return
    everywhere = what == "disable-file" or unit
    last = _next(match, line) if what == "disable" and not unit else _END
    found.append(Suppression(Span(*match.span()), rules, 0 if everywhere else line, last, unit or ""))


def _next(match: re.Match[str], line: int) -> int:
    """The line below a comment; where it stands alone, the first with text, for formatters put a blank one between."""
    text, start = match.string, match.start()
    before = text[max(0, start - _INDENT) : start].rpartition("\n")[2]
    blanks = None if before.strip() else _BLANKS.match(text, match.end())
    return line + (blanks[0].count("\n") if blanks else 1)


def _ended(item: Suppression, rules: frozenset[str], line: int) -> Suppression:
    """A block that is open ends where its rules, or all, are enabled."""
    is_open_block = item.last == _END and item.first > 0 and not item.unit
    return replace(item, last=line) if is_open_block and (not rules or rules == item.rules) else item


class SuppressionFilter:
    """What a document's suppressions keep quiet."""

    def __init__(self, found: Sequence[Suppression], family_of: Mapping[str, str]) -> None:
        """Take ``found``, with the family of each rule's id."""
        self._found = tuple(found)
        self._family_of = family_of
        self._used: set[int] = set()

    def suppresses(self, problem: Problem) -> bool:
        """Whether a problem is kept quiet."""
        family = self._family_of.get(problem.rule, "")
        covering = [
            index
            for index, item in enumerate(self._found)
            if item.covers(problem.rule, family, problem.line, problem.unit)
        ]
        self._used.update(covering)
        return bool(covering)

    def filter_facts(self, facts: Iterable[tuple[str, LocatedFact]]) -> Iterator[tuple[str, LocatedFact]]:
        """Facts, those in a quiet place marked as ``off``: they count for others and are no problems themselves."""
        for rule, noted in facts:
            quiet = self.suppresses(noted.problem)
            yield rule, replace(noted, problem=replace(noted.problem, severity="off")) if quiet else noted

    def usage(self, names: Iterable[str], unknown: Iterable[str]) -> SuppressionUsage:
        """Which suppressions were of use.

        Args:
            names: the ids and families that there are.
            unknown: the ids and families of rules that did not run, or judge later.
        """
        return SuppressionUsage(self._found, frozenset(self._used), frozenset(names), frozenset(unknown))


def suppression_unused(used: SuppressionUsage, _: Options) -> Iterator[Finding]:
    """A comment keeps a rule quiet that has nothing to say there, or that does not exist.

    Why: such a comment hides the next fault in its place, and tells readers of one that is no more.

    Fails:
        `<!-- loc-align: disable=link-destination -->` above a line whose links are those of the source.

    Passes:
        The same comment above a line with a link that leads elsewhere.
    """
    for index, item in enumerate(used.suppressions):
        unknown = sorted(item.rules - used.names)
        if unknown:
            yield Finding(item.span, f"no rule or family {unknown[0]!r}; `loc-align rules` lists them")
        elif index not in used.used and item.rules and item.rules.isdisjoint(used.unknown):
            yield Finding(item.span, "nothing is kept quiet by this comment; take it away")


RULES: tuple[Rule, ...] = (
    Rule("suppression-unused", "info", "A comment keeps nothing quiet", suppression_unused, scope="suppressions"),
)
