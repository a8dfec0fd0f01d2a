"""The rule about links to pages in a language that is neither that of the document nor that of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.regions import covers, source_and_code
from loc_align.model import Span
from loc_align.text.language_tags import is_registered

_LOCALE = re.compile(
    r"(?:\]\(|<|\"|: )(?:https?://[^()\s/<>\"]{1,200})?/([a-z]{2}-[a-z]{2})(?=[/)#?>\"])", re.IGNORECASE
)


def link_other_locale(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for links to pages in a third language, and to locales that don't exist.

    A link may lead to the pages in the language of the document or of its source, and to any that the source names.

    Why: Readers land on pages that they can't read, or nowhere.

    Fails:
        ``[月](/zh-cn/docs/month)`` in a document in Japanese, where the source links to ``/en-us/docs/month``

    Passes:
        ``[月](/ja-jp/docs/month)`` in a document in Japanese
    """
    document = subject.document
    lang = subject.bitext.target_lang.lower()
    if lang == "und" or "/" not in document.text:
        return
    known = {lang, subject.bitext.source_lang.lower(), *_in_source(subject)}
    languages = {name.partition("-")[0] for name in (lang, subject.bitext.source_lang.lower())}
    hidden = source_and_code(document)
    for found in _LOCALE.finditer(document.text):
        name = found[1].lower()
        if name in known or name.partition("-")[0] in languages or covers(hidden, found.start()):
            continue
        whose = "in another language" if is_registered(name.partition("-")[0]) else "of no language"
        yield Finding(Span(*found.span(1)), f'this URL leads to the "{found[1]}" pages, {whose}; write "{lang}"')


def _in_source(subject: Subject) -> Iterator[str]:
    """Yield the locales in the addresses of the source."""
    texts = [pair.source for pair in subject.pairs if "/" in pair.source]
    if subject.source_document is not None:
        texts.append(subject.source_document.text)
    elif subject.document.pairs:  # addresses around the pairs are those of both sides
        texts += [pair.source.text for pair in subject.document.pairs if "/" in pair.source.text]
    for text in texts:
        yield from (found.lower() for found in _LOCALE.findall(text))


RULES = (
    Rule(
        "link-other-locale", "warning", "A link leads to pages in a third language", link_other_locale, scope="document"
    ),
)
