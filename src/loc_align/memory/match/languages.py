"""Compares the languages of a memory with those of a document (BCP 47)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from loc_align.text.language_tags import likely_subtags, subtags

Closeness = Literal["same", "general", "region"]


@lru_cache(maxsize=1024)
def closeness(wanted: str, found: str) -> Closeness | None:
    """Return how close two language tags are.

    Args:
        wanted: the language of the document.
        found: the language of the memory.

    Returns:
        ``same`` for equal tags; ``general`` if only one has a region (``fr`` and ``fr-FR``); ``region`` for different
        regions (``fr-CA`` and ``fr-FR``); ``None`` for different languages or scripts (``zh-Hans`` and ``zh-Hant``).
    """
    if wanted == found:
        return "same"
    try:
        one, other = (likely_subtags(tag) for tag in (wanted, found))
        regions = {subtags(tag).region for tag in (wanted, found)}
    except ValueError:
        return None
    if "und" in {wanted, found} or (one.language, one.script) != (other.language, other.script):
        return None
    return "general" if len(regions) == 1 or None in regions else "region"
