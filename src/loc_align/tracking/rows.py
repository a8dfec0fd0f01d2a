"""The rows of a status report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from loc_align.tracking.status import Status, TranslationState


class Row(Struct, frozen=True):
    """A translation in a report."""

    lang: str
    """The language of the translation, canonical BCP 47, or the name of its folder."""
    relative: str
    """The path in the folder of the language, which is the same for all languages."""
    source: str
    """The path of the source; empty if it is gone."""
    status: Status
    since: str = ""
    """The day of the first commit that changed the source after its translation; empty if it is unknown."""
    author: str = ""
    """The author of that commit."""
    reason: str = ""
    """How the old source was found, or why it is unknown."""


def totals(rows: Iterable[Row]) -> Mapping[str, Mapping[TranslationState, int]]:
    """Return the number of translations in each state, by language."""
    found: dict[str, Counter[TranslationState]] = {}
    for row in rows:
        found.setdefault(row.lang, Counter())[row.status.state] += 1
    return MappingProxyType(found)


def share(rows: Iterable[Row]) -> Mapping[str, float]:
    """Return the mean share that is up to date, by language, from 0 to 1. Orphaned translations don't count."""
    sums: dict[str, list[float]] = {}
    for row in rows:
        if row.status.state != "orphaned":
            sums.setdefault(row.lang, []).append(row.status.share)
    return MappingProxyType({lang: sum(values) / len(values) for lang, values in sums.items()})
