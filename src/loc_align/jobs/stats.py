"""What ``stats`` counts in a file."""

from __future__ import annotations

from msgspec import Struct

from loc_align.alignment.by_id import align
from loc_align.alignment.statistics import Stats, stats
from loc_align.files.io import read

Languages = tuple[str, str]
"""Source and target."""


class Count(Struct, frozen=True):
    """From a path to its figures; travels to the worker processes."""

    source_lang: str
    target_lang: str | None

    def __call__(self, path: str) -> tuple[Languages, Stats]:
        """Count one file."""
        bitext = align(read(path), source_lang=self.source_lang, target_lang=self.target_lang)
        return (bitext.source_lang, bitext.target_lang), stats(bitext)
