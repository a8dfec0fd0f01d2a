"""Measures the kinds of faults that no rule was written for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from faults.compared import Page, compared_trial
from faults.in_structure import IN_STRUCTURE
from faults.in_targets import IN_TARGETS
from faults.injecting import in_target
from faults.measure import Trial, keys, trial
from loc_align.alignment.by_id import align
from loc_align.checks.run import run
from loc_align.checks.settings import Settings
from loc_align.documents import parse
from loc_align.model import Document, Problem

HELD_OUT: tuple[str, ...] = (*IN_TARGETS, *IN_STRUCTURE)
"""The names of all kinds."""


def held_out_trials(paths: Sequence[Path], settings: Settings, each: int, kinds: Sequence[str]) -> Iterator[Trial]:
    """Inject faults of the given kinds. The same arguments give the same faults.

    Args:
        paths: side-by-side documents.
        settings: the rules to run.
        each: the maximum number of trials of each kind, each in a different document.
        kinds: names from :data:`HELD_OUT`.
    """
    for kind in kinds:
        rng = Random(kind)  # noqa: S311 - the same faults each time
        done = 0
        for path in rng.sample(paths, len(paths)):
            found = _try(kind, rng, parse(path.read_bytes(), path.as_posix()), settings)
            if found is not None:
                yield found
                done += 1
            if done == each:
                break


def _try(kind: str, rng: Random, document: Document, settings: Settings) -> Trial | None:
    if kind in IN_TARGETS:
        fault = in_target(IN_TARGETS[kind])(rng, document)

        def problems(changed: Document) -> Sequence[Problem]:
            return run(align(changed), settings).problems

        return trial(kind, document, keys(problems(document)), fault, problems) if fault else None
    return compared_trial(kind, IN_STRUCTURE[kind], rng, Page.of_halves(document), settings)
