"""The work of ``stats``."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from loc_align.alignment.by_id import align
from loc_align.alignment.statistics import Stats, stats
from loc_align.documents import canonical_lang
from loc_align.files.finding import Found
from loc_align.jobs.session import Session

Languages = tuple[str, str]
"""Source and target."""


class _Count(Struct, frozen=True):
    """Counts a file. Picklable, for worker processes."""

    source_lang: str
    target_lang: str | None

    def __call__(self, found: Found) -> tuple[Languages, Stats]:
        bitext = align(found.document(), source_lang=self.source_lang, target_lang=self.target_lang)
        return (bitext.source_lang, bitext.target_lang), stats(bitext)


def run(
    session: Session, files: Sequence[Found], source_lang: str, target_lang: str | None, jobs: int
) -> dict[Languages, Stats]:
    """Count files by language pair.

    Args:
        session: runs the work on each file.
        files: the documents.
        source_lang: the language of the sources.
        target_lang: the language of the targets. By default, it comes from each file.
        jobs: the number of processes.

    Returns:
        The statistics by language pair, sorted.

    Raises:
        UsageError: a language is not a BCP 47 tag.
    """
    work = _Count(canonical_lang(source_lang), canonical_lang(target_lang) if target_lang else None)
    found: dict[Languages, Stats] = {}
    for languages, counts in session.work(files, work, jobs):
        found[languages] = found.get(languages, Stats()) + counts
    return dict(sorted(found.items()))
