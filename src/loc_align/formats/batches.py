"""Groups units by file, and pairs units with their neighbors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from loc_align.model import Provenance, TranslationUnit


def by_file(units: Iterable[TranslationUnit]) -> Iterator[tuple[Provenance, list[TranslationUnit]]]:
    """Yield the units that have a source, grouped by file."""
    for origin, group in groupby(units, key=lambda unit: unit.provenance):
        batch = [unit for unit in group if unit.source is not None]
        if batch:
            yield origin, batch


def with_neighbors(units: list[TranslationUnit]) -> Iterator[tuple[str | None, TranslationUnit, str | None]]:
    """Yield each unit with the source texts before and after it."""
    texts = [None, *(unit.source.text if unit.source else None for unit in units), None]
    return zip(texts, units, texts[2:], strict=False)
