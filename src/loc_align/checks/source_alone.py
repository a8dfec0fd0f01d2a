"""Checks the source of a document alone, for its authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loc_align.checks.base import Finding, Pair, Subject
from loc_align.checks.settings import ActiveRule, Settings
from loc_align.checks.source_side import SourceSide


def check_source(
    subject: Subject, settings: Settings, source_rules: Mapping[str, ActiveRule], family_of: Mapping[str, str]
) -> Iterator[tuple[ActiveRule, Finding, Pair | None, bool]]:
    """Yield what the monolingual rules find in the source alone.

    Args:
        subject: the document.
        settings: the rules whose findings are wanted.
        source_rules: the active rules about the source, by the family whose findings they report.
        family_of: the family of each rule.

    Yields:
        The rule about the source, the finding, its pair, and whether its offsets are those of the source document.
    """
    source = SourceSide(subject)
    apart = subject.source_document is not None and not subject.document.pairs
    for item in settings:
        rule = source_rules.get(family_of[item.rule.id])
        if rule is None:
            continue
        for finding, pair in _findings_in_source(source, subject, item, apart=apart):
            yield from ((rule, reported, pair, apart) for reported in rule.rule.check((finding,), rule.options))


def _findings_in_source(
    source: SourceSide, subject: Subject, item: ActiveRule, *, apart: bool
) -> Iterator[tuple[Finding, Pair | None]]:
    if item.rule.scope == "pair" and item.rule.monolingual:
        for pair in source.pairs():
            yield from ((finding, pair) for finding in item.rule.check(pair, item.options))
    elif item.rule.scope == "document" and apart and item.rule.monolingual:
        yield from ((finding, None) for finding in source.document_findings(item))
    elif item.rule.scope == "document" and not apart:
        yield from ((finding, None) for finding in item.rule.check(subject, item.options) if finding.in_source)
