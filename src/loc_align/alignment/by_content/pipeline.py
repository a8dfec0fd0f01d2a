"""Aligns a batch of document pairs together, with one lexicon that is learned from all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from loc_align.alignment.by_content.late_segmentation.borders import Borders
from loc_align.alignment.by_content.lexicon.learning import learn
from loc_align.alignment.by_content.lexicon.lexicon import Lexicon
from loc_align.alignment.by_content.pairing.survey import Survey
from loc_align.alignment.by_content.parameters import FEW, LATE_ROUNDS, LATER
from loc_align.alignment.by_content.search.scorer import Scorer
from loc_align.alignment.by_content.stages import (
    Read,
    Settings,
    Step,
    cut_late,
    first_round,
    last_round,
    later_round,
    lessons_of,
    pieces_of,
    read_pair,
    read_pieces,
    survey_of,
)
from loc_align.alignment.by_content.units.links import Links
from loc_align.documents.metadata import canonical_lang
from loc_align.errors import TRACEBACK, LocAlignError, bug_message
from loc_align.model import Bitext, Document
from loc_align.segmentation import Rules

R = TypeVar("R")


class Run(Protocol):
    """Applies a function to many items: ``map``, or a function like it that uses a pool of processes."""

    def __call__(self, work: Callable[[Any], R], items: Iterable[Any], /) -> Iterable[R]:
        """Apply ``work`` to each item and return the results in the order of the items."""


class Failure(Struct, frozen=True):
    """A pair of documents that could not be aligned. It does not stop the others."""

    error: LocAlignError | OSError | MemoryError


class Aligned(Struct, frozen=True):
    """The result of aligning a batch."""

    outcomes: Iterator[Bitext | Failure]
    """A bitext or a failure for each item, in order. Each one is made when you iterate to it."""
    lexicon: Lexicon
    """The given lexicon, extended by what the batch adds."""

    @property
    def bitexts(self) -> Iterator[Bitext]:
        """A bitext for each item, in order. The error of a pair that could not be aligned is raised in its place."""
        for outcome in self.outcomes:
            if isinstance(outcome, Failure):
                raise outcome.error
            yield outcome


def _itself(pair: tuple[Document, Document]) -> tuple[Document, Document]:
    return pair


def align_by_content(  # noqa: PLR0913 - independent options, all keyword-only
    items: Sequence[Any],
    *,
    source_lang: str = "en-US",
    target_lang: str | None = None,
    load: Callable[[Any], tuple[Document, Document]] = _itself,
    lexicon: Lexicon | None = None,
    scorer: Scorer | None = None,
    rules: Rules | None = None,
    links: Mapping[int, Links] | None = None,
    keys: Collection[str] | None = None,
    run: Run = map,
) -> Aligned:
    """Align documents without IDs.

    The function aligns all pairs twice: first by structure, length, and text that translations keep (numbers, code,
    names), then with a lexicon that it learns from the first alignment.

    Args:
        items: pairs of a source and a target document, or any values that ``load`` turns into such a pair.
        source_lang: the language of the sources, a BCP 47 tag.
        target_lang: the language of the targets, a BCP 47 tag. By default, the ``ms.contentlocale`` of each target.
        load: returns the documents of an item. It is called once in each stage, so that the documents do not stay in
            memory. It must be picklable if ``run`` uses processes.
        lexicon: a lexicon to start from, learned from an earlier batch or from a translation memory.
        scorer: adds further scores, for example :class:`.embeddings.EmbeddingScorer`. It must be picklable if ``run``
            uses processes.
        rules: the segmentation rules; by default, the rules of the package.
        links: corrections, by the index of the item.
        keys: the front-matter keys whose values to align; by default, those of the flavour of each source document.
        run: applies a stage to all items: ``map``, or a function like it that uses processes.

    Returns:
        Bitexts whose units cover every segment exactly once, and the lexicon. They do not depend on ``run``. A pair
        that cannot be read or aligned is a failure, and the others are aligned without it.

    Raises:
        UsageError: a language is not a BCP 47 tag.
    """
    settings = Settings(
        load,
        canonical_lang(source_lang),
        canonical_lang(target_lang) if target_lang else None,
        rules,
        None if keys is None else tuple(keys),
        scorer,
    )
    corrections = [(links or {}).get(number, Links()) for number in range(len(items))]
    return _aligned(settings, items, corrections, lexicon or Lexicon(), run)


def _aligned(
    settings: Settings, items: Sequence[Any], corrections: Sequence[Links], known: Lexicon, run: Run
) -> Aligned:
    """The stages, each of which all pairs pass before the next one."""
    pairs = _stage(run, partial(read_pair, settings, "sentences"), items)
    survey = _survey(pairs)
    for late in (side for side, is_one in enumerate(survey.late()) if is_one):
        pairs = _recut(settings, items, pairs, known, late, run)
        survey = _survey(pairs)
    steps = _stage(run, partial(first_round, settings.scorer, survey, known.slim()), pairs, corrections)
    steps, learned = _taken_from(steps, known)
    if survey.source.total < FEW:
        steps = _stage(run, partial(later_round, survey, learned.slim(), LATER), pairs, steps)
        steps, learned = _taken_from(steps, known)
    work = partial(_tried, partial(last_round, settings, survey, learned.slim()))
    return Aligned(iter(run(work, zip(items, pairs, steps, corrections, strict=True))), learned)


def _recut(  # noqa: PLR0913, PLR0917 - a stage of its own
    settings: Settings, items: Sequence[Any], pairs: Sequence[Read | Failure], known: Lexicon, late: int, run: Run
) -> list[Read | Failure]:
    """Cut a side without sentence marks as the other one asks for it: first align whole blocks, then cut in them."""
    whole = _stage(run, partial(read_pair, settings, "whole"), items)
    survey, lexicon = _survey(whole), known
    steps: list[Step | Failure] = []
    for number in range(LATE_ROUNDS):
        if number:
            steps = _stage(run, partial(later_round, survey, lexicon.slim(), LATER), whole, steps)
        else:
            steps = _stage(run, partial(first_round, None, survey, known.slim()), whole, [Links()] * len(whole))
        lexicon = _learned(steps, known)
    pieces = _stage(run, partial(read_pieces, settings, late), items)
    borders = Borders(pieces_of(piece) for piece in pieces if not isinstance(piece, Failure))
    work = partial(cut_late, settings, (survey, lexicon.slim(), borders), late)
    return _stage(run, work, items, pairs, pieces, whole, steps)


def _stage(run: Run, work: Callable[[Any], R], *columns: Sequence[Any]) -> list[R | Failure]:
    """Apply a stage to the rows of some columns, except those in which an earlier stage failed."""
    rows = zip(*columns, strict=True) if len(columns) > 1 else columns[0]
    return list(run(partial(_tried, work), rows))


def _tried(work: Callable[[Any], R], row: object) -> R | Failure:
    for part in row if isinstance(row, tuple) else ():
        if isinstance(part, Failure):
            return part
    try:
        return work(row)
    except (LocAlignError, OSError, MemoryError) as error:
        return Failure(error)
    except Exception as error:
        # A bug that affects one pair must not stop the others, unless somebody looks for it.
        if os.environ.get(TRACEBACK):
            raise
        return Failure(LocAlignError(bug_message(error)))


def _survey(pairs: Iterable[Read | Failure]) -> Survey:
    survey = Survey()
    for pair in pairs:
        if not isinstance(pair, Failure):
            survey.merge(survey_of(pair))
    return survey.slim()


def _taken_from(steps: Sequence[Step | Failure], known: Lexicon) -> tuple[list[Step | Failure], Lexicon]:
    """The steps without their lessons, which are not needed again, and what these teach."""
    learned = _learned(steps, known)
    return [step if isinstance(step, Failure) else replace(step, lessons=b"") for step in steps], learned


def _learned(steps: Iterable[Step | Failure], known: Lexicon) -> Lexicon:
    return learn((lesson for step in steps if not isinstance(step, Failure) for lesson in lessons_of(step)), known)
