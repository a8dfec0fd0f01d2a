"""The work of ``bench``: measures the alignment by content on side-by-side documents. This module imports numpy."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct

from loc_align.alignment.by_content import Failure, Lexicon, Run, align_by_content
from loc_align.alignment.evaluation.reference import ReferenceAlignment, reference_alignment
from loc_align.alignment.evaluation.scoring import Counts, Evaluation, FoundBead, Verdict, beads_of, evaluate
from loc_align.documents import canonical_lang, provenance
from loc_align.files.finding import Found
from loc_align.files.io import read
from loc_align.files.outcome import message_of
from loc_align.files.workers import sharing
from loc_align.jobs.align_group import LexiconSources
from loc_align.jobs.bench_against import place_best, read_readings
from loc_align.jobs.session import Session
from loc_align.model import Document
from loc_align.text import Lines

Languages = tuple[str, str]


class Miss(Struct, frozen=True):
    """A pair that the alignment did not find."""

    path: str
    line: int
    """The 1-based line of the source in the source document without IDs."""
    id: str
    source: str
    target: str
    instead: str | None
    """The target that the source was aligned with; ``None`` if it was left unaligned."""
    score: float
    """The confidence of that alignment, from 0 to 1."""


@dataclass(slots=True)
class Result:
    """The evaluation of all documents in one language pair."""

    languages: Languages
    files: int = 0
    counts: Counts = field(default_factory=Counts)
    verdicts: list[Verdict] = field(default_factory=list)
    beads: list[tuple[float, bool]] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def add(self, evaluation: Evaluation, misses: Sequence[Miss]) -> None:
        """Add the evaluation of a document."""
        self.files += 1
        self.counts += evaluation.counts
        self.verdicts += evaluation.verdicts
        self.beads += evaluation.beads
        self.misses += misses


def run(  # noqa: PLR0913, PLR0917 - the options of the command
    session: Session,
    files: Sequence[Found],
    languages: tuple[str, str | None],
    sources: LexiconSources,
    jobs: int,
    against: str | None = None,
) -> list[Result]:
    """Measure the alignment of side-by-side documents by language pair.

    Args:
        session: reports progress and messages.
        files: the side-by-side documents.
        languages: the languages of the sources and the targets; ``None`` for those in the front matter.
        sources: the files to learn words from first.
        jobs: the number of processes.
        against: the path of a memory or a file of links that another aligner made, which is measured instead.

    Returns:
        A result for each language pair.

    Raises:
        UsageError: a language is not a BCP 47 tag.
        InputError: a lexicon, a memory, or a file of links cannot be read.
    """
    read_languages = _ReadLanguages(
        canonical_lang(languages[0]), canonical_lang(languages[1]) if languages[1] else None
    )
    by_language: dict[Languages, list[str]] = defaultdict(list)
    for path, found in session.work(files, read_languages, jobs):
        if found is None:
            session.say(f"{path}: skipped, because the document has no pairs")
        else:
            by_language[found].append(path)
    if against:
        return [_measure_other(pair, paths, against) for pair, paths in sorted(by_language.items())]
    with sharing(jobs) as share:
        return [
            _measure(session, pair, paths, sources.load(*pair), share) for pair, paths in sorted(by_language.items())
        ]


class _ReadLanguages(Struct, frozen=True):
    """Returns the languages of a document; ``None`` for a document without pairs. Picklable, for worker processes."""

    source_lang: str
    target_lang: str | None

    def __call__(self, found: Found) -> tuple[str, Languages | None]:
        document = found.document()
        origin = provenance(document, self.source_lang, self.target_lang)
        return found.path, (origin.source_lang, origin.target_lang) if document.pairs else None


def _reference(languages: Languages, path: str) -> ReferenceAlignment:
    return reference_alignment(read(path), *languages)


def _load(languages: Languages, path: str) -> tuple[Document, Document]:
    reference = _reference(languages, path)
    return reference.source, reference.target


def _measure(
    session: Session, languages: Languages, paths: Sequence[str], lexicon: Lexicon | None, share: Run
) -> Result:
    aligned = align_by_content(
        paths,
        source_lang=languages[0],
        target_lang=languages[1],
        load=partial(_load, languages),
        lexicon=lexicon,
        run=share,
    )
    result = Result(languages)
    for path, bitext in zip(paths, aligned.outcomes, strict=True):
        if isinstance(bitext, Failure):
            session.fail(message_of(path, bitext.error))
            continue
        reference = _reference(languages, path)
        beads = [*beads_of(bitext)]
        evaluation = evaluate(reference.source.text, reference.target.text, reference.pairs, beads)
        result.add(evaluation, [*_misses(path, reference, beads, evaluation)])
    return result


def _measure_other(languages: Languages, paths: Sequence[str], against: str) -> Result:
    """Measure what another aligner has found in the same documents."""
    readings = read_readings(against, languages)
    result = Result(languages)
    for path in paths:
        reference = _reference(languages, path)
        found = place_best(readings, reference.source, reference.target)
        beads = [bead for bead in found if bead[0] and bead[1]]
        evaluation = evaluate(reference.source.text, reference.target.text, reference.pairs, beads)
        result.add(evaluation, [*_misses(path, reference, beads, evaluation)])
    return result


def _misses(
    path: str, reference: ReferenceAlignment, beads: Iterable[FoundBead], evaluation: Evaluation
) -> Iterator[Miss]:
    lines = Lines(reference.source.text)
    found = ((own[0], other[0], score) for own, other, score in beads)
    starts = sorted(found, key=lambda item: item[0].start)
    for verdict in evaluation.verdicts:
        source, target = verdict.pair.source, verdict.pair.target
        if verdict.found or not (source and target):
            continue
        middle = (source.start + source.end) // 2
        at = bisect_right(starts, middle, key=lambda item: item[0].start) - 1
        bead = starts[at] if at >= 0 and middle < starts[at][0].end else None
        yield Miss(
            path,
            lines.position(source.start)[0],
            verdict.pair.id,
            source.of(reference.source.text),
            target.of(reference.target.text),
            bead[1].of(reference.target.text) if bead else None,
            bead[2] if bead else 0.0,
        )
