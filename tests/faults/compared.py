"""Injects faults into documents of one language that are compared with their source documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from faults.injecting import Injector
from faults.measure import Trial, keys, trial
from loc_align import split
from loc_align.alignment.by_id import align
from loc_align.checks.aligning import align_document
from loc_align.checks.run import run
from loc_align.checks.settings import Settings
from loc_align.documents import parse
from loc_align.model import Document, Problem


@dataclass(frozen=True, slots=True)
class Page:
    """A document and its source document."""

    source: Document
    target: Document
    lang: str | None
    """The language of the target; ``None`` if the document says it."""

    @classmethod
    def of_halves(cls, document: Document) -> Page:
        """Return the two halves of a side-by-side document."""
        lang = align(document).target_lang
        source, target = (
            parse(split(document, "source"), document.path),
            parse(split(document, "target"), document.path),
        )
        return cls(source, target, None if lang == "und" else lang)

    def problems(self, changed: Document, settings: Settings) -> Sequence[Problem]:
        """Return the problems of the target after a change."""
        target = parse(changed.text.encode(), changed.path, self.source.flavour)
        bitext = align_document(target, self.source, "en-US", self.lang)
        return run(bitext, settings, source_document=self.source).problems


def compared_trial(kind: str, inject: Injector, rng: Random, page: Page, settings: Settings) -> Trial | None:
    """Inject a fault into a target, and compare it with its source; ``None`` if the fault is not possible."""
    fault = inject(rng, page.target)
    if fault is None:
        return None
    before: Counter[str] = keys(page.problems(page.target, settings))
    found = trial(kind, page.target, before, fault, lambda changed: page.problems(changed, settings))
    return replace(found, lang=page.lang or found.lang)


def compared_trials(
    pages: Sequence[Page], settings: Settings, each: int, kinds: Mapping[str, Injector]
) -> Iterator[Trial]:
    """Inject faults of the given kinds, each in a different page. The same arguments give the same faults."""
    for kind, inject in kinds.items():
        rng = Random(kind)  # noqa: S311 - the same faults each time
        done = 0
        for page in rng.sample(pages, len(pages)):
            if done == each:
                break
            found = compared_trial(kind, inject, rng, page, settings)
            if found is not None:
                yield found
                done += 1
