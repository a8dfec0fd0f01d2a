"""The units of one pair of languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from loc_align.model import TranslationUnit

_UNKNOWN = "und"


def of_pair(
    units: Iterable[TranslationUnit], source_lang: str | None, target_lang: str | None
) -> Iterator[TranslationUnit]:
    """The units from one language into another.

    A unit that does not say a language is taken to be in the one that is asked for.

    Args:
        units: units from anywhere.
        source_lang: canonical BCP 47; ``de`` is ``de-AT`` too. ``None`` for any language.
        target_lang: likewise.
    """
    for unit in units:
        origin = unit.provenance
        source, target = _asked(origin.source_lang, source_lang), _asked(origin.target_lang, target_lang)
        if source is not None and target is not None:
            if (source, target) != (origin.source_lang, origin.target_lang):
                unit = replace(unit, provenance=replace(origin, source_lang=source, target_lang=target))  # noqa: PLW2901
            yield unit


def _asked(lang: str, wanted: str | None) -> str | None:
    """The language that a side is in, ``None`` where it is another one than is asked for."""
    if wanted is None or lang == wanted or lang.startswith(f"{wanted}-"):
        return lang
    return wanted if lang == _UNKNOWN else None
