"""Selects the units of one language pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from loc_align.model import TranslationUnit

_UNKNOWN = "und"


def of_pair(
    units: Iterable[TranslationUnit], source_lang: str | None, target_lang: str | None
) -> Iterator[TranslationUnit]:
    """Yield the units with a source and a target language.

    A unit with an unknown language is selected, and gets the given language.

    Args:
        units: the units.
        source_lang: the source language, canonical BCP 47; ``de`` also selects ``de-AT``, ``None`` any language.
        target_lang: the target language, like ``source_lang``.
    """
    for unit in units:
        origin = unit.provenance
        source, target = _matching(origin.source_lang, source_lang), _matching(origin.target_lang, target_lang)
        if source is not None and target is not None:
            if (source, target) != (origin.source_lang, origin.target_lang):
                unit = replace(unit, provenance=replace(origin, source_lang=source, target_lang=target))  # noqa: PLW2901
            yield unit


def _matching(lang: str, wanted: str | None) -> str | None:
    """Return the language of a side; ``None`` if it is not the wanted one."""
    if wanted is None or lang == wanted or lang.startswith(f"{wanted}-"):
        return lang
    return wanted if lang == _UNKNOWN else None
