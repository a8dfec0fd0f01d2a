"""Runs the rules on translation memories: units without a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec.structs import replace

from loc_align.checks import run
from loc_align.checks.base import LocatedFact, Pair, Subject
from loc_align.checks.locator import Locator, excerpt
from loc_align.checks.run import CheckResult, to_problem
from loc_align.checks.settings import Settings
from loc_align.model import Bitext, Document, Problem, Provenance, Severity, Span, TranslationUnit

_BATCH_SIZE = 1000
"""The number of units to check together."""


def run_memory(units: Iterable[TranslationUnit], path: str, settings: Settings) -> CheckResult:
    """Check a translation memory.

    The rules of the scopes ``pair`` and ``corpus`` run. The line of a problem is the line of the unit in the memory.

    Args:
        units: the units, in the order of the file. They can be an iterator, because memories are large.
        path: the path of the memory.
        settings: the rules to run.
    """
    problems: list[Problem] = []
    facts: list[tuple[str, LocatedFact]] = []
    compared = 0
    for lang, pairs in _batches(units):
        active = [item for item in settings if run.applies_to(item, lang)]
        locator = _MemoryLocator(path)
        compared += len(pairs)
        subject = _subject(path, pairs)
        found = run.judged(subject, run.check_pairs(pairs, active), active)
        problems += [_unfixed(to_problem(locator, *item)) for item in found]
        facts += run.collect_facts(subject, active, locator)
    return CheckResult(run.with_fingerprints(problems), tuple(facts), compared=compared)


def _batches(units: Iterable[TranslationUnit]) -> Iterator[tuple[str, tuple[Pair, ...]]]:
    """Yield the pairs of a memory in batches, one language at a time."""
    rest = iter(units)
    while batch := list(islice(rest, _BATCH_SIZE)):
        by_lang: dict[str, list[Pair]] = {}
        for unit in batch:
            if unit.source is not None and unit.target is not None:
                pair = Pair(unit, unit.source.text, unit.target.text, frozenset())
                by_lang.setdefault(pair.lang, []).append(pair)
        yield from ((lang, tuple(pairs)) for lang, pairs in by_lang.items())


def _subject(path: str, pairs: tuple[Pair, ...]) -> Subject:
    origin = pairs[0].unit.provenance
    document = Document(path, "", bom=False, front_matter=None, blocks=(), pairs=(), pair_blocks=(), defects=())
    units = tuple(pair.unit for pair in pairs)
    bitext = Bitext(document, None, origin.source_lang, origin.target_lang, units, Provenance(path))
    return Subject(document, bitext, pairs)


def _unfixed(problem: Problem) -> Problem:
    """Remove the fix, because its offsets refer to a document."""
    return replace(problem, fix=())


class _MemoryLocator(Locator):
    """Locates problems in the units of a memory."""

    def __init__(self, path: str) -> None:
        self._path = path

    def problem(self, rule: str, severity: Severity, span: Span, pair: Pair | None = None) -> Problem:
        """Return a problem without a message. Without a pair, it is on the first line."""
        unit = pair.unit if pair else None
        text, mark = excerpt(pair.target, span) if pair else ("", Span(0, 0))
        line = unit.memory_line if unit and unit.memory_line else 1
        return Problem(
            self._path, rule, severity, "", line, 1, line, 1, span, (), unit.id if unit else "", text, mark,
            excerpt(pair.source, Span(0, 0))[0] if pair else "", pair.lang if pair else "und",
            unit.provenance.translation_type if unit else None,
        )  # fmt: skip
