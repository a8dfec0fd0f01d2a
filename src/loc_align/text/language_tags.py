"""Language tags (BCP 47): canonical form, validity, and likely subtags.

This is the only module that uses langcodes. Loading its tables takes longer than reading a document, so they are loaded
only if a tag needs them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_ORDINARY = re.compile(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?")
"""A language of two letters, with an optional region of two letters."""
_UNKNOWN = "und"
_RENAMED_LANGUAGES = frozenset({"in", "iw", "ji", "jw", "mo", "sh", "tl"})
"""The languages of two letters that now have another code (CLDR 47, ``languageAlias``)."""
_RENAMED_REGIONS = frozenset(
    "AN BU CS CT DD DY FQ FX HV JT MI NH NQ NT PC PU PZ QU RH SU TP UK VD WK YD YU ZR".split()  # noqa: SIM905 - legible
)
"""The regions of two letters that now have another code (CLDR 47, ``territoryAlias``)."""
_REGISTERED_LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji
    jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 - legible
)
"""The languages of two letters in the IANA Language Subtag Registry."""


class Subtags(NamedTuple):
    """The language, the script, and the region of a tag; ``None`` for a part that the tag does not have."""

    language: str | None
    script: str | None
    region: str | None


def standardize(tag: str) -> str:
    """Return a language tag in its canonical form, with current codes.

    Tags of a language and a region, which nearly all documents use, need no table.

    Args:
        tag: a tag in upper or lower case, with ``-`` or ``_`` between its parts.

    Raises:
        ValueError: the tag is not valid in BCP 47 (RFC 5646).
    """
    if tag == _UNKNOWN:
        return tag
    ordinary = _ORDINARY.fullmatch(tag)
    if ordinary is not None:
        language, region = ordinary[1].lower(), (ordinary[2] or "").upper()
        if language not in _RENAMED_LANGUAGES and region not in _RENAMED_REGIONS:
            return f"{language}-{region}" if region else language
    import langcodes  # noqa: PLC0415 - see above

    return langcodes.standardize_tag(tag)


def is_registered(tag: str) -> bool:
    """Return whether every part of a tag is in the IANA Language Subtag Registry."""
    ordinary = _ORDINARY.fullmatch(tag)
    if ordinary is not None and ordinary[2] is None:
        return tag.lower() in _REGISTERED_LANGUAGES
    import langcodes  # noqa: PLC0415 - see above

    return langcodes.tag_is_valid(tag)


def subtags(tag: str) -> Subtags:
    """Return the parts of a tag, with current codes.

    Raises:
        ValueError: the tag is not valid in BCP 47.
    """
    import langcodes  # noqa: PLC0415 - see above

    found = langcodes.Language.get(tag)
    return Subtags(found.language, found.script, found.territory)


def likely_subtags(tag: str) -> Subtags:
    """Return the parts of a tag. Missing parts are added from the likely subtags of CLDR.

    Raises:
        ValueError: the tag is not valid in BCP 47.
    """
    import langcodes  # noqa: PLC0415 - see above

    found = langcodes.Language.get(tag).maximize()
    return Subtags(found.language, found.script, found.territory)


@cache
def script_of(tag: str) -> str:
    """Return the script of a tag, or the likely script of its language if it names none; empty if that is unknown.

    For this alone, the tables of Babel are enough, which load faster than those of langcodes.

    Args:
        tag: a tag in its canonical form.
    """
    from babel.core import get_global  # noqa: PLC0415 - it takes a while to load

    parts = tag.split("-")
    named = next((part for part in parts[1:] if len(part) == 4), None)  # noqa: PLR2004 - BCP 47: a script has four letters
    if named:
        return named
    likely = get_global("likely_subtags")
    full = str(likely.get("_".join(parts)) or likely.get(parts[0]) or "")
    return next((part for part in full.split("_")[1:] if len(part) == 4), "")  # noqa: PLR2004 - as above
