"""Rules about keys that are translated and values that are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.front_matter.positions import entries, has_all_values, value_span
from loc_align.checks.headings import headings
from loc_align.checks.messages import missing, quoted
from loc_align.checks.packs import pack_of
from loc_align.checks.text.english import STOP_WORDS, english_words
from loc_align.markdown import inline

_TITLE_LIKE = re.compile(r"tit(?!leSuffix)[a-z]{1,5}$", re.IGNORECASE)
"""What *title* becomes in many languages: *titel*, *titre*, *titulo*, *tittel*."""
_MIN_WORDS = 4
_MIN_COMMON = 2
_MAX_MARKUP = 8
"""By how many characters a value and a heading with markup may differ in length."""


def front_matter_key(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for keys in the front matter that are translated.

    In a side-by-side document without a title, a key whose value is the first heading, or that starts like ``title``,
    is a translated one. If you provide the source document, the rule also lists missing keys, as an ``info``,
    because some keys are only for the authors of the source.

    Why: Programs look up a value by its key. Under a translated key, they don't find it.

    Fails:
        `título: Primeros pasos`

    Passes:
        `title: Primeros pasos`
    """
    source = subject.source_document.front_matter if subject.source_document else None
    invalid = [defect.span.start for defect in subject.document.defects if defect.code.startswith("front-matter-")]
    for name, span, _value in entries(subject.document):
        if not name.isascii() and not (invalid and invalid[0] < span.start):
            yield Finding(span, f"key {quoted(name)} is translated; copy it from the source")
    document = subject.document
    if not has_all_values(document):
        return
    yield from _missing_title(subject)
    if source is not None and document.front_matter is not None:
        lost = [key for key in source.values if key not in document.front_matter.values]
        if lost:
            message = missing("key", lost, where="the front matter")
            yield Finding(document.front_matter.span, message, severity="info")


def _missing_title(subject: Subject) -> Iterator[Finding]:
    """Report a side-by-side document without a title if one of its keys is certainly the translated one."""
    document = subject.document
    values = document.metadata
    if "ms.contentlocale" not in values or "title" in values:
        return
    heading = next((_plain(item.target.strip(" \t#")) for item in subject.cached(headings)), "")
    for name, span, value in entries(document):
        text = value.of(document.text).strip(" '\"\t").casefold()
        if name.isascii() and "." not in name and (_TITLE_LIKE.match(name) or (heading and text == heading)):
            yield Finding(span, f'key {quoted(name)} is a translation of "title"; copy it from the source')
            return


def front_matter_value(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for numbers and for ``true`` and ``false`` in the front matter that differ from the source document.

    The rule needs the source document.

    Why: Such values are settings, for example the position of a page in the menu.

    Fails:
        `draft: true` where the source document has `draft: false`

    Passes:
        `draft: false`
    """
    source = subject.source_document.front_matter if subject.source_document else None
    own = subject.document.front_matter
    if source is None or own is None:
        return
    for key, wanted in source.values.items():
        found = own.values.get(key, wanted)
        if isinstance(wanted, int | float) and (type(found), found) != (type(wanted), wanted):
            expected = str(wanted).lower()
            wrong = f"the value of {quoted(key)} is {quoted(str(found).lower())}, in the source {quoted(expected)}"
            yield Finding(value_span(subject.document, key), f"{wrong}; copy it from the source")


def front_matter_untranslated(subject: Subject, options: Options) -> Iterator[Finding]:
    """Checks for front matter values that are still in English.

    The rule reports a value if a pair has the same text as its source and translates it, or if the value is a sentence
    with common English words.

    Why: The title and the description are the first things that readers see in search results.

    Fails:
        `description: How to restore a page that you have deleted.` in a French document.

    Passes:
        `description: Restaurer une page supprimée.`

    Options:
        keys: The keys whose values the rule checks.
    """
    document = subject.document
    language = subject.bitext.target_lang.partition("-")[0]
    if document.front_matter is None or language in {"und", subject.bitext.source_lang.partition("-")[0]}:
        return
    for key in options["keys"]:
        value = document.front_matter.values.get(key)
        if isinstance(value, str) and (_is_translated(value, subject) or _is_english(value, language)):
            yield Finding(value_span(document, key), f'the value of "{key}" is still in English; translate it')


def _is_translated(value: str, subject: Subject) -> bool:
    """Return whether a pair has the same text as its source and translates it."""
    if not english_words(value):
        return False
    wanted, size = _plain(value), len(value)
    return any(
        pair.source != pair.target and size <= len(pair.source) + _MAX_MARKUP and _plain(pair.source) == wanted
        for pair in subject.pairs
        if len(pair.source) <= size + _MAX_MARKUP
    )


def _plain(text: str) -> str:
    return inline.plain(text).strip().casefold()


def _is_english(text: str, language: str) -> bool:
    words = english_words(text)
    common = {word for word in words if word in STOP_WORDS and word not in pack_of(language).english}
    return len(words) >= _MIN_WORDS and len(common) >= _MIN_COMMON and text.isascii()
