"""Language tags (BCP 47): how they are spelled, whether they exist, which language and script they stand for.

This is the only module that uses langcodes, whose tables take longer to load than a document takes to read. They are
loaded when a tag needs them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ORDINARY = re.compile(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?")
"""A language of two letters, alone or with a region of two letters."""
_RENAMED_LANGUAGES = frozenset({"in", "iw", "ji", "jw", "mo", "sh", "tl"})
"""The languages of two letters that have another code today (CLDR 47, ``languageAlias``)."""
_RENAMED_REGIONS = frozenset(
    "AN BU CS CT DD DY FQ FX HV JT MI NH NQ NT PC PU PZ QU RH SU TP UK VD WK YD YU ZR".split()  # noqa: SIM905 - legible
)
"""The regions of two letters that have another code today (CLDR 47, ``territoryAlias``)."""


class Subtags(NamedTuple):
    """The parts of a tag that most uses need; ``None`` where a tag does not say them."""

    language: str | None
    script: str | None
    region: str | None


def standardize(tag: str) -> str:
    """A language tag as BCP 47 spells it, with the codes that hold today.

    Tags of a language and a region, which nearly all documents use, need no table; the result is the same.

    Args:
        tag: a tag in any case, its parts joined by ``-`` or ``_``.

    Raises:
        ValueError: BCP 47 (RFC 5646) does not allow the tag.
    """
    ordinary = _ORDINARY.fullmatch(tag)
    if ordinary is not None:
        language, region = ordinary[1].lower(), (ordinary[2] or "").upper()
        if language not in _RENAMED_LANGUAGES and region not in _RENAMED_REGIONS:
            return f"{language}-{region}" if region else language
    import langcodes  # noqa: PLC0415 - see above

    return langcodes.standardize_tag(tag)


def is_registered(tag: str) -> bool:
    """Whether every part of a tag stands in the registry of language subtags."""
    import langcodes  # noqa: PLC0415 - see above

    return langcodes.tag_is_valid(tag)


def subtags(tag: str) -> Subtags:
    """The parts of a tag, with the codes that hold today.

    Raises:
        ValueError: BCP 47 does not allow the tag.
    """
    import langcodes  # noqa: PLC0415 - see above

    found = langcodes.Language.get(tag)
    return Subtags(found.language, found.script, found.territory)


def likely_subtags(tag: str) -> Subtags:
    """The parts of a tag, with those that CLDR holds for likely where the tag leaves them open.

    Raises:
        ValueError: BCP 47 does not allow the tag.
    """
    import langcodes  # noqa: PLC0415 - see above

    found = langcodes.Language.get(tag).maximize()
    return Subtags(found.language, found.script, found.territory)
