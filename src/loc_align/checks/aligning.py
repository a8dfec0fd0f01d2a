"""Aligns the document that is checked."""

from __future__ import annotations

from loc_align.alignment.by_id import align
from loc_align.alignment.sides import languages_of
from loc_align.model import Bitext, Document


def align_document(document: Document, source: Document | None, source_lang: str, target_lang: str | None) -> Bitext:
    """Return the units of a document, aligned by its IDs, or by content if it has none.

    Args:
        document: a document that was read.
        source: the document in the source language, if there is one.
        source_lang: the source language.
        target_lang: the target language. By default, ``ms.contentlocale``, and without pairs, then its path.
    """
    if source is None or document.pairs:
        return align(document, source_lang=source_lang, target_lang=target_lang)
    from loc_align.alignment.by_content import align_by_content  # noqa: PLC0415 - it needs numpy, which takes time to load

    langs = languages_of(source, document, source_lang, target_lang)
    return next(align_by_content([(source, document)], source_lang=langs[0], target_lang=langs[1]).bitexts)
