"""Rules about links within a document, and about locales in URLs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.headings import headings, slug
from loc_align.checks.links.sites import destination_at, links_to, mark_in, marks_of
from loc_align.checks.regions import covers, hidden
from loc_align.model import Block, Document, Span

_FRAGMENT = re.compile(r"\]\(#([^()\s]+)")
_NAMED = re.compile(
    r"<(?!span (?:data-[ts]tu-id|class)=\"[^\"\s<>]*\">)"  # most tags, and quick to skip
    r"[A-Za-z][^<>]*?\s(?i:name|id)\s*=\s*[\"']?([^\"'\s<>]+)|\{#([\w-]+)"
)
_LOCALE = re.compile(r"\]\((?:https?://[^()\s/]+)?/(en-us)(?=[/)#?])", re.IGNORECASE)


def link_fragment(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for links to an anchor in the same document that doesn't exist.

    If the anchor exists in the source, the problem is an error. If the source has the same broken link, it's a problem
    of the source, and if there is no source to tell, a warning.

    Why: Publishing tools derive the anchor of a heading from its words. If you translate the heading, links to the old
    anchor break, unless the heading has an ``<a name="…">``.

    Fails:
        ``[Hinweise](#notes)`` in a document with the heading ``## Hinweise``, which is ``## Notes`` in the source

    Passes:
        ``[Hinweise](#notes)`` in a document with the heading ``## <a name="notes"></a>Hinweise``
    """
    document = subject.document
    if "](#" not in document.text:
        return
    target, source = anchors(subject)
    inside = subject.cached(hidden)
    for found in _FRAGMENT.finditer(document.text):
        name = unquote(found[1]).casefold()
        if name in target or name.startswith("tab/") or covers(inside, found.start()):
            continue
        span = Span(*found.span(1))
        if name in source:
            message = f'anchor "#{found[1]}" exists only in the source; add <a name="{found[1]}"></a> to the heading'
            yield Finding(span, message)
        else:
            message = f'anchor "#{found[1]}" does not exist; link to an existing anchor'
            yield Finding(span, message, severity="warning", in_source=_links_in_source(document, found))


def _links_in_source(document: Document, found: re.Match[str]) -> bool:
    """Return whether the source side of a side-by-side document has a link, too."""
    at = bisect_right(document.pairs, found.start(), key=lambda pair: pair.span.start) - 1
    if at >= 0 and found.start() < document.pairs[at].span.end:
        return found[0] in document.pairs[at].source.text
    return bool(document.pairs)


def anchors(subject: Subject) -> tuple[AbstractSet[str], AbstractSet[str]]:
    """Return the anchors that a link to a document can lead to, in the target and in the source, in lower case."""
    document, original = subject.document, subject.source_document
    both = subject.cached(headings)
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
    """Return the anchors of headings. Repeated anchors are numbered."""
    seen: Counter[str] = Counter()
    for title in titles:
        seen[slug(title)] += 1
    return {f"{name}-{number}" if number else name for name, count in seen.items() for number in range(count)}


def link_locale(subject: Subject, options: Options) -> Iterator[Finding]:
    """Checks for links in the target that lead to the English pages of a site, or to those in the source language.

    The rule is off by default, because many teams let the site redirect readers.

    Why: If the URL contains no locale, the site shows readers the page in their own language.

    Fails:
        ``[Einrichtung](https://learn.microsoft.com/en-us/setup)``

    Passes:
        ``[Einrichtung](https://learn.microsoft.com/setup)``

    Options:
        locales: Where the pages in each language are, from the configuration key ``links``.
    """
    document = subject.document
    inside = subject.cached(hidden)
    own = marks_of(options["locales"], subject.bitext.target_lang)
    yield from _links_to_source(subject, marks_of(options["locales"], subject.bitext.source_lang), own)
    for found in _LOCALE.finditer(document.text):
        if not covers(inside, found.start()) and mark_in(destination_at(document.text, found.start() + 2), own) is None:
            message = f'this URL leads to the "{found[1]}" pages; remove the locale'
            yield Finding(Span(*found.span(1)), message)


def _links_to_source(subject: Subject, marks: tuple[str, ...], own: tuple[str, ...]) -> Iterator[Finding]:
    for span, mark in links_to(subject.document, marks, own):
        if mark.lower() != "/en-us/":  # the expression above finds it
            yield Finding(
                span, f'this URL leads to the pages in the source language, "{mark}"; link to the translation'
            )


RULES = (
    Rule(
        "link-fragment",
        "error",
        "A link leads to an anchor that doesn't exist",
        link_fragment,
        scope="document",
        monolingual=True,
    ),
    Rule(
        "link-locale",
        "off",
        "A link leads to the English pages",
        link_locale,
        scope="document",
        options={"locales": ()},
    ),
)
