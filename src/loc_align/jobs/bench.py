"""What ``bench`` does with side-by-side documents; this module needs numpy."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct

from loc_align.alignment.by_content import Lexicon, Run, align_by_content
from loc_align.alignment.evaluation.reference import ReferenceAlignment, reference_alignment
from loc_align.alignment.evaluation.scoring import Counts, Evaluation, Verdict, beads_of, evaluate
from loc_align.documents import canonical_lang, provenance
from loc_align.files.finding import Found
from loc_align.files.io import read
from loc_align.files.workers import sharing
from loc_align.jobs.align_group import Teachers
from loc_align.jobs.session import Session
from loc_align.model import Bitext, Document
from loc_align.text import Lines

Languages = tuple[str, str]


class Miss(Struct, frozen=True):
    """A pair that was not found, and what was made of its source instead."""

    path: str
    line: int
    """1-based line of the source in the document without ids."""
    id: str
    source: str
    target: str
    instead: str | None
    """The target that the source got; ``None`` where it was left alone."""
    score: float
    """How likely that was said to be right."""


@dataclass(slots=True)
class Result:
    """The documents of two languages, measured."""

    languages: Languages
    files: int = 0
    counts: Counts = field(default_factory=Counts)
    verdicts: list[Verdict] = field(default_factory=list)
    beads: list[tuple[float, bool]] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def add(self, evaluation: Evaluation, misses: Sequence[Miss]) -> None:
        """Count one more document."""
        self.files += 1
        self.counts += evaluation.counts
        self.verdicts += evaluation.verdicts
        self.beads += evaluation.beads
        self.misses += misses


def run(
    session: Session,
    files: Sequence[Found],
    languages: tuple[str, str | None],
    teachers: tuple[str | None, tuple[str, ...]],
    jobs: int,
) -> list[Result]:
    """Measure side-by-side documents, language by language.

    Raises:
        UsageError: a language is not a BCP 47 tag.
        InputError: a lexicon or a memory cannot be used.
    """
    look = _Look(canonical_lang(languages[0]), canonical_lang(languages[1]) if languages[1] else None)
    by_language: dict[Languages, list[str]] = defaultdict(list)
    for path, found in session.work(files, look, jobs):
        if found is None:
            session.say(f"{path}: no pairs to measure with")
        else:
            by_language[found].append(path)
    teach = Teachers(*teachers)
    with sharing(jobs) as share:
        return [_measured(pair, paths, teach(*pair), share) for pair, paths in sorted(by_language.items())]


class _Look(Struct, frozen=True):
    """From a path to the languages of a document that carries pairs; travels to the worker processes."""

    source_lang: str
    target_lang: str | None

    def __call__(self, path: str) -> tuple[str, Languages | None]:
        document = read(path)
        origin = provenance(document, self.source_lang, self.target_lang)
        return path, (origin.source_lang, origin.target_lang) if document.pairs else None


def _reference(languages: Languages, path: str) -> ReferenceAlignment:
    return reference_alignment(read(path), *languages)


def _load(languages: Languages, path: str) -> tuple[Document, Document]:
    reference = _reference(languages, path)
    return reference.source, reference.target


def _measured(languages: Languages, paths: Sequence[str], lexicon: Lexicon | None, share: Run) -> Result:
    aligned = align_by_content(
        paths,
        source_lang=languages[0],
        target_lang=languages[1],
        load=partial(_load, languages),
        lexicon=lexicon,
        run=share,
    )
    result = Result(languages)
    for path, bitext in zip(paths, aligned.bitexts, strict=True):
        reference = _reference(languages, path)
        evaluation = evaluate(reference.source.text, reference.target.text, reference.pairs, beads_of(bitext))
        result.add(evaluation, [*_misses(path, reference, bitext, evaluation)])
    return result


def _misses(path: str, reference: ReferenceAlignment, bitext: Bitext, evaluation: Evaluation) -> Iterator[Miss]:
    lines = Lines(reference.source.text)
    starts = sorted(((unit.source.span, unit) for unit in bitext.units if unit.source), key=lambda item: item[0].start)
    for verdict in evaluation.verdicts:
        source, target = verdict.pair.source, verdict.pair.target
        if verdict.found or not (source and target):
            continue
        middle = (source.start + source.end) // 2
        at = bisect_right(starts, middle, key=lambda item: item[0].start) - 1
        unit = starts[at][1] if at >= 0 and middle < starts[at][0].end else None
        yield Miss(
            path,
            lines.position(source.start)[0],
            verdict.pair.id,
            source.of(reference.source.text),
            target.of(reference.target.text),
            unit.target.text if unit and unit.target else None,
            unit.score if unit else 0.0,
        )
