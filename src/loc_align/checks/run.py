"""Runs the rules on a document and its units."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from loc_align.checks import FAMILIES, FAMILY_OF, RULES
from loc_align.checks.base import Fact, Finding, LocatedFact, Options, Pair, Subject, Verdict
from loc_align.checks.echoes import without_echoes
from loc_align.checks.fixes import is_the_sources
from loc_align.checks.locator import DocumentLocator, Locator, shifted_edit, target_offset
from loc_align.checks.settings import ActiveRule, Settings, active_rules
from loc_align.checks.source_alone import check_source
from loc_align.checks.source_side import Found, separate
from loc_align.checks.structure.alone import MIN_SCORE, is_in_place
from loc_align.checks.suppressions import SuppressionFilter, SuppressionUsage, find_suppressions
from loc_align.checks.terms import judge_terms
from loc_align.checks.text.spacing import has_open_code
from loc_align.documents.accounting import account
from loc_align.model import Bitext, Document, Problem, Severity

_IDS = re.compile(r"data-[ts]tu-id=\S+")
"""The IDs in a side-by-side line, which are not part of its text."""
_MILDEST_FIRST: Sequence[Severity] = ("off", "info", "warning", "error")
_Check = Callable[[Any, Options], Iterable[Any]]
_SOURCE = "source-"
"""What the ID of a rule about the source starts with, before the family whose findings it reports."""


class CheckResult(Struct, frozen=True):
    """The result of checking one document."""

    problems: tuple[Problem, ...]
    """The problems, in the order of their positions."""
    facts: tuple[tuple[str, LocatedFact], ...] = ()
    """The facts that the rules of scope ``corpus`` collected, each with the ID of the rule."""
    left_out: int = 0
    """The number of IDs in the document that belong to no pair."""
    compared: int = 0
    """The number of targets that were compared with their source."""


def run(  # noqa: PLR0913 - what is known about a document, all by name
    bitext: Bitext,
    settings: Settings,
    *,
    source_document: Document | None = None,
    expected_lang: str | None = None,
    old_source: Document | None = None,
    hidden: frozenset[str] = frozenset(),
) -> CheckResult:
    """Check one document.

    Args:
        bitext: the units of the document.
        settings: the rules to run.
        source_document: the document in the source language, if it is a separate document.
        expected_lang: the target language that the caller expects.
        old_source: the source that the document was made from, if it is known and isn't in the document.
        hidden: as :attr:`~loc_align.checks.base.Subject.hidden`.
    """
    active = [item for item in settings if applies_to(item, bitext.target_lang)]
    source = source_document or bitext.source_document
    subject = Subject(bitext.document, bitext, (), source, expected_lang, old_source, hidden)
    pairs = tuple(_pairs(subject))
    subject = replace(subject, pairs=pairs)
    locator = DocumentLocator(bitext, pairs)
    found = judged(subject, (*check_pairs(pairs, active), *_check_document(subject, active)), active)
    suppressed = SuppressionFilter(find_suppressions(bitext.document), FAMILY_OF)
    problems = [problem for item in found if not suppressed.suppresses(problem := to_problem(locator, *item))]
    problems = [*without_echoes(problems)]
    about_source = _about_source(active)
    if about_source and len(about_source) == len(active):
        problems += _source_problems(subject, about_source, locator, suppressed)
    facts = tuple(suppressed.filter_facts(collect_facts(subject, active, locator)))
    used = suppressed.usage((*RULES, *FAMILIES), _undecided_rules(settings))
    problems += [to_problem(locator, *item) for item in _check_suppressions(used, active)]
    return CheckResult(with_fingerprints(problems), facts, len(account(bitext.document).left_out), len(pairs))


def judged(subject: Subject, found: Iterable[Found], active: Iterable[ActiveRule]) -> Iterator[Found]:
    """Yield the findings in a target. Those that the source has, too, become findings of the family ``source``."""
    return separate(judge_terms([*found], subject.pairs), subject, _about_source(active), FAMILY_OF)


def _about_source(active: Iterable[ActiveRule]) -> Mapping[str, ActiveRule]:
    """Return the active rules about the source, by the family whose findings they report."""
    return {item.rule.id.removeprefix(_SOURCE): item for item in active if item.rule.scope == "source"}


def _source_problems(
    subject: Subject, about_source: Mapping[str, ActiveRule], locator: Locator, suppressed: SuppressionFilter
) -> Iterator[Problem]:
    """Yield what rules find in the source if no other rules are wanted."""
    document = subject.source_document
    apart = DocumentLocator(replace(subject.bitext, document=document), ()) if document else locator
    for item, finding, pair, is_apart in check_source(subject, active_rules(), about_source, FAMILY_OF):
        problem = to_problem(apart if is_apart else locator, item, finding, pair)
        if is_apart or not suppressed.suppresses(problem):
            yield problem


def applies_to(active: ActiveRule, lang: str) -> bool:
    """Return whether a rule applies to a target language."""
    languages = active.rule.languages
    return languages is None or lang.partition("-")[0] in languages


def check_corpus(facts: Iterable[tuple[str, LocatedFact]], settings: Settings) -> Iterator[Problem]:
    """Check the facts that the rules of scope ``corpus`` collected from all documents.

    Args:
        facts: the facts, each with the ID of its rule. Facts of one rule with equal keys must be adjacent and in
            document order.
        settings: the rules to run.

    Yields:
        The problems, in the order of the facts. Their fingerprints are unique among those of one key.
    """
    by_id = {active.rule.id: active for active in settings}
    for (rule, _), group in groupby(facts, key=lambda item: (item[0], item[1].key)):
        active = by_id[rule]
        verdicts: Iterable[Verdict] = active.rule.check([fact for _, fact in group], active.options)
        yield from with_fingerprints(
            _corpus_problem(verdict) for verdict in verdicts if verdict.fact.problem.severity != "off"
        )


def _corpus_problem(verdict: Verdict) -> Problem:
    problem = verdict.fact.problem
    return replace(problem, message=verdict.message, severity=verdict.severity or problem.severity)


def _undecided_rules(settings: Settings) -> set[str]:
    """Return the rules whose problems are unknown because they didn't run, and the families that contain them."""
    ran = {item.rule.id for item in settings if item.rule.scope != "corpus"}
    silent = RULES.keys() - ran
    return silent | {FAMILY_OF[rule] for rule in silent if RULES[rule].severity != "off"}


def _pairs(subject: Subject) -> Iterator[Pair]:
    """Yield the units to check: those with both sides that are certainly pairs."""
    references = subject.document.references
    for unit in subject.bitext.units:
        if (
            unit.source is not None
            and unit.target is not None
            and (unit.score >= MIN_SCORE or is_in_place(subject, unit))
        ):
            yield Pair(unit, unit.source.text, unit.target.text, references)


def check_pairs(pairs: Iterable[Pair], active: Sequence[ActiveRule]) -> Iterator[Found]:
    """Yield the findings of the rules of scope ``pair``."""
    rules = [(item, item.rule.check, item.options, item.rule.triggers) for item in active if item.rule.scope == "pair"]
    triggers = frozenset[str]().union(*(needs for *_, needs in rules if needs))
    chosen: dict[frozenset[str], list[tuple[ActiveRule, _Check, Options]]] = {}
    for pair in pairs:
        present = triggers & pair.characters
        if present not in chosen:
            chosen[present] = [
                (item, check, options)
                for item, check, options, needs in rules
                if needs is None or not needs.isdisjoint(present)
            ]
        for item, check, options in chosen[present]:
            for finding in check(pair, options):
                yield item, finding, pair


def _check_document(subject: Subject, active: Sequence[ActiveRule]) -> Iterator[Found]:
    for item in active:
        if item.rule.scope == "document":
            for finding in item.rule.check(subject, item.options):
                yield item, finding, None


def _check_suppressions(used: SuppressionUsage, active: Sequence[ActiveRule]) -> Iterator[Found]:
    for item in active:
        if item.rule.scope == "suppressions":
            for finding in item.rule.check(used, item.options):
                yield item, finding, None


def to_problem(locator: Locator, active: ActiveRule, finding: Finding, pair: Pair | None) -> Problem:
    """Return the problem for a finding, with its position."""
    problem = locator.problem(active.rule.id, _severity(active, finding), finding.span, pair)
    safe = pair is None or (active.rule.fixes_wording and not has_open_code(pair.target_inline))
    safe = safe or (pair is not None and is_the_sources(finding.fix, pair.source, pair.target))
    fix = tuple(shifted_edit(edit, target_offset(pair)) for edit in finding.fix) if safe else ()
    return replace(problem, message=finding.message, fix=fix)


def _severity(active: ActiveRule, finding: Finding) -> Severity:
    """Return the severity of a finding. If the user has chosen one for the rule, the milder of the two counts."""
    if finding.severity is None or active.severity != active.rule.severity:
        return min(active.severity, finding.severity or active.severity, key=_MILDEST_FIRST.index)
    return finding.severity


def collect_facts(
    subject: Subject, active: Sequence[ActiveRule], locator: Locator
) -> Iterator[tuple[str, LocatedFact]]:
    """Yield the facts that the rules of scope ``corpus`` collect from a document, each with the ID of the rule."""
    for item in active:
        facts: Iterable[Fact] = item.rule.collect(subject, item.options) if item.rule.collect else ()
        for fact in facts:
            problem = locator.problem(item.rule.id, item.severity, fact.span, fact.pair)
            yield item.rule.id, LocatedFact(_digest(fact.key), fact.value, problem)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def with_fingerprints(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of their positions, without duplicates, and with fingerprints.

    A fingerprint is made from the rule, the source of the unit (or the text of the line), and the marked text. It stays
    the same if lines move or IDs are renumbered. A number distinguishes equal fingerprints.
    """
    seen: Counter[str] = Counter()
    ordered = sorted(
        dict.fromkeys(problems), key=lambda item: (item.line, item.column, item.end_line, item.end_column, item.rule)
    )
    return tuple(replace(problem, fingerprint=_fingerprint(problem, seen)) for problem in ordered)


def _fingerprint(problem: Problem, seen: Counter[str]) -> str:
    around = problem.source or _IDS.sub("", problem.text)
    key = "\x1f".join((problem.rule, " ".join(around.split()), _IDS.sub("", problem.mark.of(problem.text))))
    seen[key] += 1
    return _digest(f"{key}\x1f{seen[key]}")
