"""The runner: a document with its units, and settings, to problems."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from loc_align.checks import FAMILIES, FAMILY_OF, RULES
from loc_align.checks.base import Fact, Finding, LocatedFact, Options, Pair, Subject, Verdict
from loc_align.checks.locator import DocumentLocator, Locator, shifted_edit, target_offset
from loc_align.checks.settings import ActiveRule, Settings
from loc_align.checks.suppressions import SuppressionFilter, SuppressionUsage, find_suppressions
from loc_align.model import Bitext, Document, Problem

_IDS = re.compile(r"data-[ts]tu-id=\S+")
"""The ids of a side-by-side line, which are no words of it."""
_MIN_SCORE = 0.8
"""Units that were aligned by their content are looked at from this score on: what is no pair has no faults of one."""
_Check = Callable[[Any, Options], Iterable[Any]]
_Found = tuple[ActiveRule, Finding, Pair | None]


class CheckResult(Struct, frozen=True):
    """What the rules make of one document."""

    problems: tuple[Problem, ...]
    """In the order of their places."""
    facts: tuple[tuple[str, LocatedFact], ...] = ()
    """What the rules of scope ``corpus`` noted, each with the rule's id."""


def run(
    bitext: Bitext,
    settings: Settings,
    *,
    source_document: Document | None = None,
    expected_lang: str | None = None,
) -> CheckResult:
    """Check one document.

    Args:
        bitext: its units.
        settings: the rules to run.
        source_document: the document in the source language, where there is one of its own.
        expected_lang: the language of the targets as the caller says it.
    """
    pairs = tuple(_pairs(bitext))
    active = [item for item in settings if applies_to(item, bitext.target_lang)]
    subject = Subject(bitext.document, bitext, pairs, source_document or bitext.source_document, expected_lang)
    places = DocumentLocator(bitext, pairs)
    found = [*check_pairs(pairs, active), *_check_document(subject, active)]
    quiet = SuppressionFilter(find_suppressions(bitext.document), FAMILY_OF)
    problems = [problem for item in found if not quiet.suppresses(problem := to_problem(places, *item))]
    facts = tuple(quiet.filter_facts(collect_facts(subject, active, places)))
    used = quiet.usage((*RULES, *FAMILIES), _undecided_rules(settings))
    problems += [to_problem(places, *item) for item in _check_suppressions(used, active)]
    return CheckResult(with_fingerprints(problems), facts)


def applies_to(active: ActiveRule, lang: str) -> bool:
    """Whether a rule is for targets in a language."""
    languages = active.rule.languages
    return languages is None or lang.partition("-")[0] in languages


def check_corpus(facts: Iterable[tuple[str, LocatedFact]], settings: Settings) -> Iterator[Problem]:
    """Judge what the rules of scope ``corpus`` noted in all documents.

    Args:
        facts: each with the rule's id; those of one rule and one key must come together, in the order of the documents.
        settings: the rules to run.

    Yields:
        The problems, in the order of the facts; their fingerprints are unique among those of one key.
    """
    by_id = {active.rule.id: active for active in settings}
    for (rule, _), group in groupby(facts, key=lambda item: (item[0], item[1].key)):
        active = by_id[rule]
        verdicts: Iterable[Verdict] = active.rule.check([noted for _, noted in group], active.options)
        yield from with_fingerprints(
            _corpus_problem(verdict) for verdict in verdicts if verdict.fact.problem.severity != "off"
        )


def _corpus_problem(verdict: Verdict) -> Problem:
    place = verdict.fact.problem
    return replace(place, message=verdict.message, severity=verdict.severity or place.severity)


def _undecided_rules(settings: Settings) -> set[str]:
    """The rules of which nobody knows what they would say, and the families that they make unknown."""
    ran = {item.rule.id for item in settings if item.rule.scope != "corpus"}
    silent = RULES.keys() - ran
    return silent | {FAMILY_OF[rule] for rule in silent if RULES[rule].severity != "off"}


def _pairs(bitext: Bitext) -> Iterator[Pair]:
    """The units to look at: both sides, and surely a pair."""
    references = bitext.document.references
    for unit in bitext.units:
        if unit.source is not None and unit.target is not None and unit.score >= _MIN_SCORE:
            yield Pair(unit, unit.source.text, unit.target.text, references)


def check_pairs(pairs: Iterable[Pair], active: Sequence[ActiveRule]) -> Iterator[_Found]:
    """The findings of the rules of scope ``pair``."""
    rules = [(item, item.rule.check, item.options, item.rule.triggers) for item in active if item.rule.scope == "pair"]
    telling = frozenset[str]().union(*(needs for *_, needs in rules if needs))
    chosen: dict[frozenset[str], list[tuple[ActiveRule, _Check, Options]]] = {}
    for pair in pairs:
        present = telling & pair.characters
        if present not in chosen:
            chosen[present] = [
                (item, check, options)
                for item, check, options, needs in rules
                if needs is None or not needs.isdisjoint(present)
            ]
        for item, check, options in chosen[present]:
            for finding in check(pair, options):
                yield item, finding, pair


def _check_document(subject: Subject, active: Sequence[ActiveRule]) -> Iterator[_Found]:
    for item in active:
        if item.rule.scope == "document":
            for finding in item.rule.check(subject, item.options):
                yield item, finding, None


def _check_suppressions(used: SuppressionUsage, active: Sequence[ActiveRule]) -> Iterator[_Found]:
    for item in active:
        if item.rule.scope == "suppressions":
            for finding in item.rule.check(used, item.options):
                yield item, finding, None


def to_problem(places: Locator, active: ActiveRule, finding: Finding, pair: Pair | None) -> Problem:
    """A finding with its place."""
    place = places.problem(active.rule.id, finding.severity or active.severity, finding.span, pair)
    fix = tuple(shifted_edit(edit, target_offset(pair)) for edit in finding.fix)
    return replace(place, message=finding.message, fix=fix)


def collect_facts(subject: Subject, active: Sequence[ActiveRule], places: Locator) -> Iterator[tuple[str, LocatedFact]]:
    """What the rules of scope ``corpus`` note in a document, each with the rule's id."""
    for item in active:
        facts: Iterable[Fact] = item.rule.collect(subject, item.options) if item.rule.collect else ()
        for fact in facts:
            place = places.problem(item.rule.id, item.severity, fact.span, fact.pair)
            yield item.rule.id, LocatedFact(_digest(fact.key), fact.value, place)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def with_fingerprints(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of their places, each once, with fingerprints.

    A fingerprint is made of the rule, the source of the unit or else the words of the line, and the words at fault, so
    that it stays the same while lines move and ids are counted anew; equal ones are told apart by a number.
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
