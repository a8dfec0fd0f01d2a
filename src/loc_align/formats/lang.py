"""Language tags of other tools' files."""

from __future__ import annotations

from functools import lru_cache

from loc_align.text.language_tags import standardize


@lru_cache(maxsize=256)
def canonical(lang: str) -> str:
    """A language tag as BCP 47 spells it, or as it is where it is none."""
    try:
        return standardize(lang)
    except ValueError:
        return lang
