"""The metadata of a translation: languages, translation type, dates, and hashes from the front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from loc_align.errors import UsageError
from loc_align.model import Document, Provenance, TranslationType
from loc_align.text.language_tags import standardize

UNKNOWN_LANG = "und"
"""The BCP 47 tag for an undetermined language (RFC 5646, 4.1)."""

_WELL_FORMED = re.compile(r"(?:[A-Za-z]{2,8}|[xX])(?:-[A-Za-z0-9]{1,8})*")
_HANDOFF = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_TYPES: Mapping[str, TranslationType] = {"HT": "HT", "MT": "MT"}


@lru_cache(maxsize=256)
def canonical_lang(tag: str) -> str:
    """Return a language tag in its canonical form: ``fr-fr`` becomes ``fr-FR``, ``zh_hans-cn`` becomes ``zh-Hans-CN``.

    Raises:
        UsageError: the tag is not valid in BCP 47 (RFC 5646).
    """
    spelled = tag.strip().replace("_", "-")
    try:
        if _WELL_FORMED.fullmatch(spelled):
            return standardize(spelled)
    except ValueError:
        pass
    message = f"{tag!r} is not a language tag; use a BCP 47 tag, such as 'fr-FR'"
    raise UsageError(message)


def provenance(document: Document, source_lang: str, target_lang: str | None) -> Provenance:
    """Return the metadata of a document.

    Args:
        document: a document, as :func:`~loc_align.read` returns it.
        source_lang: the language of the source, a BCP 47 tag.
        target_lang: the language of the target, a BCP 47 tag; by default, ``ms.contentlocale``.

    Raises:
        UsageError: a language in the call is not a BCP 47 tag.
    """
    values = document.metadata
    return Provenance(
        path=document.path,
        source_lang=canonical_lang(source_lang),
        target_lang=canonical_lang(target_lang) if target_lang else _content_locale(values),
        translation_type=_TYPES.get(str(values.get("ms.translationtype", "")).strip().upper()),
        handoff=_date(values.get("ms.lasthandoff")),
        commit=_text(values.get("ms.sourcegitcommit")),
        file_hash=_text(values.get("ms.openlocfilehash")),
    )


def _content_locale(values: Mapping[str, Any]) -> str:
    try:
        return canonical_lang(_text(values.get("ms.contentlocale")) or UNKNOWN_LANG)
    except UsageError:
        return UNKNOWN_LANG


def _text(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, (str, int)) else None


def _date(value: object) -> date | None:
    """Return a hand-off date: month/day/year, or a YAML date."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    found = _HANDOFF.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    month, day, year = (int(number) for number in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
