"""The rule about links to an anchor on another page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from loc_align.checks.base import Fact, LocatedFact, Options, Rule, Subject, Verdict
from loc_align.checks.links.fragments import anchors
from loc_align.checks.regions import covers, hidden
from loc_align.model import Span

_LINK = re.compile(r"\]\(([^()\s#:?<>]{1,300}\.(?:md|markdown|mdx))#([^()\s]{1,200})\)")
_PAGE, _FRAGMENT = "page", "link"
_MAX_ANCHORS = 5000
"""The maximum number of anchors to remember of a page. A page with more is not judged."""


def collect_anchors(subject: Subject, _: Options) -> Iterator[Fact]:
    """Collect the anchors of a page in the source only, and links to other pages. The key is the path of the page."""
    document = subject.document
    own, source = anchors(subject)
    if len(own) <= _MAX_ANCHORS:
        yield Fact(_key(document.path), f"{_PAGE}\n{' '.join(sorted(source - own))}", Span(0, 0))
    if ".md" not in document.text:
        return
    inside = subject.cached(hidden)
    for found in _LINK.finditer(document.text):
        if not covers(inside, found.start()):
            page = posixpath.join(posixpath.dirname(document.path), unquote(found[1]))
            yield Fact(_key(page), f"{_FRAGMENT}\n{unquote(found[2]).casefold()}", Span(*found.span(2)))


def _key(path: str) -> str:
    return posixpath.normpath(path)


def link_page_anchor(facts: Sequence[LocatedFact], _: Options) -> Iterator[Verdict]:
    """Checks for links to an anchor on another page of the run, if only the source of that page has the anchor.

    Why: Publishing tools derive the anchor of a heading from its words. If you translate the heading, links from other
    pages break, unless the heading has an ID of its own.

    Fails:
        ``[Anderes](b.md#part-two)`` if ``b.md`` has the heading ``## Teil zwei``, which is ``## Part two`` in the
        source

    Passes:
        ``[Anderes](b.md#part-two)`` if the heading is ``## Teil zwei {#part-two}``
    """
    pages = [fact.value.split("\n") for fact in facts if fact.value.startswith(_PAGE)]
    if len(pages) != 1:
        return
    _kind, lost = pages[0]
    only_in_source = {*lost.split(" ")}
    for fact in facts:
        kind, name = fact.value.split("\n")[:2]
        if kind == _FRAGMENT and name in only_in_source:
            message = f'the page has no anchor "#{name}" in this language; give its heading the ID "{name}"'
            yield Verdict(fact, message)


RULES = (
    Rule(
        "link-page-anchor",
        "warning",
        "A link leads to an anchor that another page has only in the source",
        link_page_anchor,
        scope="corpus",
        collect=collect_anchors,
    ),
)
