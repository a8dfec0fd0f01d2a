"""The rule about links to pages in a language that is neither that of the document nor that of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.links.sites import Locales, destination_at, links_to, mark_in, marks_of
from loc_align.checks.regions import covers, hidden
from loc_align.model import Span
from loc_align.text.language_tags import is_registered

_BEFORE = '](<": '
"""What is between a locale and the text before its URL."""
_LOCALE = re.compile(
    r"(?:\]\(|<|\"|: )(?:https?://[^()\s/<>\"]{1,200})?/([a-z]{2}-[a-z]{2})(?=[/)#?>\"])", re.IGNORECASE
)


def link_other_locale(subject: Subject, options: Options) -> Iterator[Finding]:
    """Checks for links to pages in a third language, and to locales that don't exist.

    A link may lead to the pages in the language of the document or of its source, and to any that the source names.

    Why: Readers land on pages that they can't read, or nowhere.

    Fails:
        ``[月](/zh-cn/docs/month)`` in a document in Japanese, where the source links to ``/en-us/docs/month``

    Passes:
        ``[月](/ja-jp/docs/month)`` in a document in Japanese

    Options:
        locales: Where the pages in each language are, from the configuration key ``links``.
    """
    document = subject.document
    lang = subject.bitext.target_lang.lower()
    if lang == "und" or "/" not in document.text:
        return
    languages = {name.partition("-")[0] for name in (lang, subject.bitext.source_lang.lower())}
    own = _own_marks(subject, options["locales"])
    yield from _links_to_others(subject, options["locales"], own)
    for found in _LOCALE.finditer(document.text):
        name = found[1].lower()
        if name.partition("-")[0] in languages or name in subject.cached(_in_source):
            continue
        if covers(subject.cached(hidden), found.start()):
            continue
        if mark_in(destination_at(document.text, found.end() - len(found[0].lstrip(_BEFORE))), own) is not None:
            continue
        whose = "in another language" if is_registered(name.partition("-")[0]) else "of no language"
        yield Finding(Span(*found.span(1)), f'this URL leads to the "{found[1]}" pages, {whose}; write "{lang}"')


def _own_marks(subject: Subject, locales: Locales) -> tuple[str, ...]:
    return (*marks_of(locales, subject.bitext.target_lang), *marks_of(locales, subject.bitext.source_lang))


def _links_to_others(subject: Subject, locales: Locales, own: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the links to pages that the configuration knows to be in a third language."""
    texts = [*_source_texts(subject)] if locales else []
    for name, marks in locales:
        others = [mark for mark in marks if mark not in own and not any(mark in text for text in texts)]
        for span, mark in links_to(subject.document, others, own):
            if not _LOCALE.search(f"]({span.of(subject.document.text)})"):
                message = f'this URL leads to the pages in "{name}", by "{mark}"; link to the translation'
                yield Finding(span, message)


def _in_source(subject: Subject) -> frozenset[str]:
    """Return the locales in the addresses of the source."""
    return frozenset(found.lower() for text in _source_texts(subject) for found in _LOCALE.findall(text))


def _source_texts(subject: Subject) -> list[str]:
    """Return the texts of the source that can contain addresses."""
    texts = [pair.source for pair in subject.pairs if "/" in pair.source]
    if subject.source_document is not None:
        texts.append(subject.source_document.text)
    elif subject.document.pairs:  # addresses around the pairs are those of both sides
        texts += [pair.source.text for pair in subject.document.pairs if "/" in pair.source.text]
    return texts


RULES = (
    Rule(
        "link-other-locale",
        "warning",
        "A link leads to pages in a third language",
        link_other_locale,
        scope="document",
        options={"locales": ()},
    ),
)
