"""Links into the same document, and the folders of locales."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.headings import headings, slug
from loc_align.checks.regions import covers, source_and_code
from loc_align.model import Block, Document, Span

_FRAGMENT = re.compile(r"\]\(#([^()\s]+)")
_NAMED = re.compile(r"<[A-Za-z][^<>]*?\s(?:name|id)\s*=\s*[\"']?([^\"'\s<>]+)|\{#([\w-]+)", re.IGNORECASE)
_LOCALE = re.compile(r"\]\((?:https?://[^()\s/]+)?/(en-us)(?=[/)#?])", re.IGNORECASE)


def link_fragment(subject: Subject, _: Options) -> Iterator[Finding]:
    """A link into the document leads nowhere.

    Why: the anchor of a heading is made of its words. When these are translated, links to the old anchor break, unless
    the heading has an ``<a name="…">``. Where the link works in the source, this is an error; where nothing in either
    language has that name, a warning, for the source may be at fault.

    Fails:
        ``[Hinweise](#notes)`` in a document whose heading reads ``## Hinweise``, in the source ``## Notes``.

    Passes:
        ``[Hinweise](#notes)`` in a document whose heading reads ``## <a name="notes"></a>Hinweise``.
    """
    document = subject.document
    if "](#" not in document.text:
        return
    target, source = _anchors(subject)
    hidden = source_and_code(document)
    for found in _FRAGMENT.finditer(document.text):
        name = unquote(found[1]).casefold()
        if name in target or name.startswith("tab/") or covers(hidden, found.start()):
            continue
        span = Span(*found.span(1))
        if name in source:
            message = (
                f'no heading or anchor is called "#{found[1]}" in this language; add <a name="{found[1]}"></a> to it'
            )
            yield Finding(span, message)
        else:
            message = f'no heading or anchor is called "#{found[1]}"; link to one that is there'
            yield Finding(span, message, severity="warning")


def _anchors(subject: Subject) -> tuple[AbstractSet[str], AbstractSet[str]]:
    """What a link can lead to, in the target and in the source."""
    document, original = subject.document, subject.source_document
    both = [*headings(document)]
    paired = {heading.block for heading in both}
    common = [block.span.of(document.text) for block in _heading_blocks(document) if block not in paired]
    named = _names(document)
    target = named | _slugs([*common, *(heading.target for heading in both)])
    source = named | _slugs([*common, *(heading.source for heading in both)])
    if original is not None:
        source |= _names(original) | _slugs([block.span.of(original.text) for block in _heading_blocks(original)])
    return target, source


def _heading_blocks(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if block.kind == "heading")


def _names(document: Document) -> set[str]:
    return {(found[1] or found[2]).casefold() for found in _NAMED.finditer(document.text)}


def _slugs(titles: Iterable[str]) -> set[str]:
    """The anchors of headings, numbered where one comes again."""
    seen: Counter[str] = Counter()
    for title in titles:
        seen[slug(title)] += 1
    return {f"{name}-{number}" if number else name for name, count in seen.items() for number in range(count)}


def link_locale(subject: Subject, _: Options) -> Iterator[Finding]:
    """A link of the target leads to the English pages of a site that has others.

    Why: an address without a locale leads each reader to the pages in their own language. This is off by default, for
    many teams let the site redirect.

    Fails:
        ``[Einrichtung](https://learn.microsoft.com/en-us/setup)``

    Passes:
        ``[Einrichtung](https://learn.microsoft.com/setup)``
    """
    document = subject.document
    hidden = source_and_code(document)
    for found in _LOCALE.finditer(document.text):
        if not covers(hidden, found.start()):
            message = f'this address leads to the pages in "{found[1]}"; take the locale out of it'
            yield Finding(Span(*found.span(1)), message)


RULES = (
    Rule("link-fragment", "error", "A link into the document leads nowhere", link_fragment, scope="document"),
    Rule("link-locale", "off", "A link leads to English pages", link_locale, scope="document"),
)
