"""Looks for what a rule found in a target in its source, too."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from msgspec.structs import replace

from loc_align.checks.base import Finding, Pair, Subject
from loc_align.checks.settings import ActiveRule
from loc_align.model import Bitext, Segment, Span, TranslationUnit
from loc_align.text import Lines

Found = tuple[ActiveRule, Finding, Pair | None]
"""A finding with its rule and its pair."""


class SourceSide:
    """The source of a document, as monolingual rules see it."""

    def __init__(self, subject: Subject) -> None:
        """Look at the source of the document of ``subject``."""
        self._subject = subject
        self._provenance = replace(
            subject.bitext.provenance, target_lang=subject.bitext.source_lang, translation_type=None
        )
        self._document_findings: dict[str, list[Finding]] = {}

    @cached_property
    def document(self) -> Subject | None:
        """The source document as the target of rules of scope ``document``, or ``None`` if there is none."""
        source, bitext = self._subject.source_document, self._subject.bitext
        if source is None:
            return None
        return Subject(source, Bitext(source, None, bitext.source_lang, bitext.source_lang, (), self._provenance), ())

    def mirrored(self, unit: TranslationUnit, references: frozenset[str]) -> Pair | None:
        """Return the source of a unit as the target of rules of scope ``pair``."""
        if unit.source is None:
            return None
        as_target = replace(
            unit, source=Segment(Span(0, 0), ""), target=unit.source, provenance=self._provenance, defects=()
        )
        return Pair(as_target, "", unit.source.text, references)

    def pairs(self) -> Iterator[Pair]:
        """Yield the sources of all units as the targets of rules of scope ``pair``."""
        references = self._subject.document.references
        for unit in self._subject.bitext.units:
            pair = self.mirrored(unit, references)
            if pair is not None:
                yield pair

    def pair_messages(self, item: ActiveRule, pair: Pair) -> Sequence[str]:
        """Return the messages of what a rule finds in the source of a pair."""
        source = self.mirrored(pair.unit, pair.references)
        return [finding.message for finding in item.rule.check(source, item.options)] if source else ()

    def document_findings(self, item: ActiveRule) -> Sequence[Finding]:
        """Return what a rule of scope ``document`` finds in the source document."""
        if self.document is None:
            return ()
        if item.rule.id not in self._document_findings:
            self._document_findings[item.rule.id] = [*item.rule.check(self.document, item.options)]
        return self._document_findings[item.rule.id]

    def shared(self, item: ActiveRule, findings: Sequence[Finding]) -> Iterator[bool]:
        """Yield for each finding of a rule of scope ``document`` whether the source document has the same.

        It is the same on the line of the corresponding unit, or anywhere with the same message.
        """
        there = self.document_findings(item)
        lines = Counter(self._source_line(found.span.start) for found in there)
        messages = Counter(found.message for found in there)
        for finding in findings:
            line = self._corresponding_line(finding.span.start)
            same = lines[line] > 0 or messages[finding.message] > 0
            lines[line] -= 1
            messages[finding.message] -= 1
            yield same

    @cached_property
    def _lines(self) -> Lines:
        assert self.document is not None  # noqa: S101 - only a source document has findings
        return Lines(self.document.document.text)

    def _source_line(self, offset: int) -> int:
        return self._lines.position(offset)[0]

    @cached_property
    def _units(self) -> Sequence[tuple[int, int, int]]:
        """The start and end of each target, and the start of its source in the source document."""
        units = self._subject.bitext.units if self._subject.bitext.source_document is not None else ()
        return sorted(
            (unit.target.span.start, unit.target.span.end, unit.source.span.start)
            for unit in units
            if unit.target is not None and unit.source is not None
        )

    def _corresponding_line(self, offset: int) -> int:
        """Return the line in the source document of the unit at an offset of the document; 0 if there is none."""
        at = bisect_right(self._units, offset, key=lambda unit: unit[0]) - 1
        if at < 0 or offset >= self._units[at][1]:
            return 0
        return self._source_line(self._units[at][2])


def separate(
    found: Iterable[Found], subject: Subject, source_rules: Mapping[str, ActiveRule], family_of: Mapping[str, str]
) -> Iterator[Found]:
    """Yield findings, with those that the source has, too, as findings of the rules about the source.

    Args:
        found: the findings of each pair and rule one after the other.
        subject: the document.
        source_rules: the active rules about the source, by the family whose findings they report.
        family_of: the family of each rule.
    """
    source = SourceSide(subject)
    for _, group in groupby(found, key=lambda one: (one[0].rule.id, id(one[2]))):
        items = [*group]
        item, _, pair = items[0]
        for (_, finding, _), same in zip(items, _in_source(source, item, items, pair), strict=True):
            if not same:
                yield item, finding, pair
            elif rule := source_rules.get(family_of[item.rule.id]):
                yield from ((rule, reported, pair) for reported in rule.rule.check((finding,), rule.options))


def _in_source(source: SourceSide, item: ActiveRule, items: Sequence[Found], pair: Pair | None) -> Iterable[bool]:
    """Return for each finding of a rule whether the source has the same."""
    findings = [finding for _, finding, _ in items]
    if not item.rule.monolingual:
        return [finding.in_source for finding in findings]
    if pair is not None:
        known = source.pair_messages(item, pair)
        return [at < len(known) or finding.message in known for at, finding in enumerate(findings)]
    shared = source.shared(item, findings) if source.document else (False for _ in findings)
    return [finding.in_source or same for finding, same in zip(findings, shared, strict=True)]
