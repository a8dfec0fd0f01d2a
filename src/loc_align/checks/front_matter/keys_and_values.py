"""Keys that were translated, and values that were not."""

from __future__ import annotations

from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.front_matter.positions import entries, first_line, value_place
from loc_align.checks.packs import pack_of
from loc_align.checks.text.english import STOP_WORDS, english_words
from loc_align.markdown import inline

_LEAST_WORDS = 4
_LEAST_COMMON = 2
_MARKUP = 8
"""By so many characters a value and a heading with markup may differ."""


def front_matter_key(subject: Subject, _: Options) -> Iterator[Finding]:
    """A key of the front matter is translated.

    Why: a key is a name that programs look for; under another name its value is lost.
    Where a source document is given, its keys are the ones to have.

    Fails:
        `título: Primeros pasos`

    Passes:
        `title: Primeros pasos`
    """
    source = subject.source_document.front_matter if subject.source_document else None
    for name, place, _value in entries(subject.document):
        if not name.isascii():
            yield Finding(place, f"the key {name!r} is translated: write it as the source has it")
    document = subject.document
    yield from _without_title(subject)
    if source is not None and document.front_matter is not None:
        lost = [key for key in source.values if key not in document.front_matter.values]
        if lost:
            said = ", ".join(lost[:3])
            yield Finding(document.front_matter.span, f"the source's keys {said} are missing: take them over")


def _without_title(subject: Subject) -> Iterator[Finding]:
    """A side-by-side document has a title; where none is, a translated key stands for it."""
    document = subject.document
    values = document.front_matter.values if document.front_matter else {}
    if "ms.contentlocale" in values and "title" not in values:
        other = [place for name, place, _ in entries(document) if name.isascii() and name[:1].lower() == "t"]
        place = other[0] if other else first_line(document)
        yield Finding(place, "the key title is missing, or translated: write it as the source has it")


def front_matter_untranslated(subject: Subject, options: Options) -> Iterator[Finding]:
    """A title or a description is still English.

    Why: it is the first thing that readers see in a search. It counts where the heading or the source has the same
    words and the heading is translated, or where it is a sentence with common English words.
    The option ``keys`` names the keys to look at.

    Fails:
        `description: How to restore a page that you have deleted.` in a French document.

    Passes:
        `description: Restaurer une page supprimée.`
    """
    document = subject.document
    language = subject.bitext.target_lang.partition("-")[0]
    if document.front_matter is None or language in {"und", subject.bitext.source_lang.partition("-")[0]}:
        return
    for key in options["keys"]:
        value = document.front_matter.values.get(key)
        if isinstance(value, str) and (_is_translated(value, subject) or _is_english(value, language)):
            yield Finding(value_place(document, key), f"the {key} is still English: translate it")


def _is_translated(value: str, subject: Subject) -> bool:
    """Whether the document has the same words in a pair, and translates them there."""
    if not english_words(value):
        return False
    wanted, size = _plain(value), len(value)
    return any(
        pair.source != pair.target and size <= len(pair.source) + _MARKUP and _plain(pair.source) == wanted
        for pair in subject.pairs
        if len(pair.source) <= size + _MARKUP
    )


def _plain(text: str) -> str:
    return inline.plain(text).strip().casefold()


def _is_english(text: str, language: str) -> bool:
    words = english_words(text)
    common = {word for word in words if word in STOP_WORDS and word not in pack_of(language).english}
    return len(words) >= _LEAST_WORDS and len(common) >= _LEAST_COMMON and text.isascii()
