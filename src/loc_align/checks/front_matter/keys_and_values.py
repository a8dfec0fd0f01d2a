"""Rules about keys that are translated and values that are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.front_matter.positions import entries, first_line, has_all_values, key_spans, value_span
from loc_align.checks.headings import headings
from loc_align.checks.messages import missing, quoted
from loc_align.checks.packs import pack_of
from loc_align.checks.text.english import STOP_WORDS, english_words
from loc_align.markdown import inline
from loc_align.model import Span

_NEXT_BUT_ONE = 2
"""The distance of two keys with one key between them."""
_TITLE_LIKE = re.compile(r"tit(?!leSuffix)[a-z]{1,5}$", re.IGNORECASE)
"""What *title* becomes in many languages: *titel*, *titre*, *titulo*, *tittel*."""
_MIN_WORDS = 4
_MIN_COMMON = 2
_MAX_MARKUP = 8
"""By how many characters a value and a heading with markup may differ in length."""


def front_matter_key(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for keys in the front matter that are translated.

    In a side-by-side document without a title, a key whose value is the first heading, or that starts like ``title``,
    is a translated one. If you provide the source document, a key that takes the place of another is a ``warning``, and
    the rule lists missing keys as an ``info``, because some keys are only for the authors of the source.

    Why: Programs look up a value by its key. Under a translated key, they don't find it.

    Fails:
        `título: Primeros pasos`

    Passes:
        `title: Primeros pasos`
    """
    document = subject.document
    source = subject.source_document.front_matter if subject.source_document else None
    invalid = [defect.span.start for defect in document.defects if defect.code.startswith("front-matter-")]
    reported = set[Span]()
    for name, span, _value in entries(document):
        if not name.isascii() and not (invalid and invalid[0] < span.start):
            reported.add(span)
            yield Finding(span, f"key {quoted(name)} is translated; copy it from the source")
    if not has_all_values(document):
        return
    for finding in _missing_title(subject):
        reported.add(finding.span)
        yield finding
    if source is not None and document.front_matter is not None:
        renamed = dict(_renamed(source.values, document.front_matter.values))
        spans = key_spans(document) if renamed else {}
        for key, name in renamed.items():
            span = spans.get(name) or first_line(document)
            if span not in reported:
                message = f"key {quoted(name)} is in the place of {quoted(key)}; copy the key from the source"
                yield Finding(span, message, severity="warning")
        lost = [key for key in source.values if key not in document.front_matter.values and key not in renamed]
        if lost:
            message = missing("key", lost, where="the front matter")
            yield Finding(document.front_matter.span, message, severity="info")


def _renamed(source: Mapping[str, Any], target: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each key of the source that another one replaces: it is alone between two keys of both sides.

    It has the same value, or both have text.
    """
    wanted, own = [*source], [*target]
    places = {key: at for at, key in enumerate(own)}
    known = [(at, places[key]) for at, key in enumerate(wanted) if key in places]
    for (a, c), (b, d) in pairwise([(-1, -1), *known, (len(wanted), len(own))]):
        if b - a == d - c == _NEXT_BUT_ONE and own[c + 1] not in source:
            one, other = source[wanted[a + 1]], target[own[c + 1]]
            if one == other or (isinstance(one, str) and isinstance(other, str)):
                yield wanted[a + 1], own[c + 1]


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
