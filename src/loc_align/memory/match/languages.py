"""Whether a memory's language serves for the one that is wanted (BCP 47)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import langcodes

Closeness = Literal["same", "general", "region"]


@lru_cache(maxsize=1024)
def closeness(wanted: str, found: str) -> Closeness | None:
    """How close two language tags are.

    Args:
        wanted: the language that is wanted.
        found: the language of the memory.

    Returns:
        ``same`` for equal tags, ``general`` where one names a region and the other none (``fr`` for ``fr-FR``),
        ``region`` for two regions (``fr-CA`` for ``fr-FR``), and ``None`` where the language or its script is another
        (``zh-Hans`` for ``zh-Hant``).
    """
    if wanted == found:
        return "same"
    try:
        one, other = (langcodes.Language.get(tag).maximize() for tag in (wanted, found))
        regions = {langcodes.Language.get(tag).territory for tag in (wanted, found)}
    except ValueError:
        return None
    if "und" in {wanted, found} or (one.language, one.script) != (other.language, other.script):
        return None
    return "general" if len(regions) == 1 or None in regions else "region"
