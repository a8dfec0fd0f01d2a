"""Language tags in files of other tools."""

from __future__ import annotations

from functools import lru_cache

from loc_align.text.language_tags import standardize


@lru_cache(maxsize=256)
def canonical(lang: str) -> str:
    """Return a language tag in its canonical form. An invalid tag is returned as it is."""
    try:
        return standardize(lang)
    except ValueError:
        return lang
