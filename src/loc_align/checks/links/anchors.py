"""Rules about the anchors of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.headings import Heading, headings, slug

_LINKED = re.compile(r"\]\([^()\s#]*#([^()\s]+)")
_NAMED = re.compile(r"<[A-Za-z][^<>]*?\s(?:name|id)\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_MIN_SHARE = 0.5
"""If at least this share of the headings in a file has an anchor, the others should have one, too."""


def link_anchor(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for anchors in translated headings that are empty, missing, or not derived from the source heading.

    An anchor is derived from the words of the heading: lower case, hyphens for spaces, no punctuation. The rule reports
    a missing anchor only if at least half of the headings in the file have one. An empty anchor, and a non-ASCII anchor
    where the source heading is ASCII, is an error. An anchor that the source has, too, or that a link in the file
    leads to, is right.

    Why: ``<a name="…">`` in a translated heading keeps links to the source heading working.

    Fails:
        ``## <a name="einrichtung"></a>Einrichtung`` where the source is ``## Setup``

    Passes:
        ``## <a name="setup"></a>Einrichtung`` where the source is ``## Setup``
    """
    if "<a " not in subject.document.text:
        return
    every = [heading for heading in subject.cached(headings) if "](#tab/" not in heading.source]
    anchored = [heading for heading in every if heading.anchor is not None]
    known = _source_anchors(subject)
    for heading in anchored:
        if not heading.kept and heading.anchor not in known:
            yield from _wrong(heading)
    if len(anchored) < len(every) and len(anchored) >= _MIN_SHARE * len(every):
        yield from _missing([heading for heading in every if heading.anchor is None])


def _source_anchors(subject: Subject) -> frozenset[str]:
    """Return the anchors that links in the document lead to, and those that the source document contains."""
    linked = _LINKED.findall(subject.document.text)
    named = _NAMED.findall(subject.source_document.text) if subject.source_document else ()
    return frozenset((*linked, *named)) - {""}


def _wrong(heading: Heading) -> Iterator[Finding]:
    wanted, anchor = slug(heading.source), heading.anchor or ""
    if not anchor.strip():
        yield Finding(heading.anchor_span, f'this anchor is empty; write name="{wanted}"', severity="error")
    elif _letters(anchor) != _letters(wanted) and not _numbered(anchor, wanted):
        message = f'anchor "{anchor}" does not match the source heading; write "{wanted}"'
        yield Finding(
            heading.anchor_span, message, severity="error" if not anchor.isascii() and wanted.isascii() else None
        )


def _letters(anchor: str) -> str:
    """Return only letters and digits, because publishing tools treat the rest in different ways."""
    return "".join(filter(str.isalnum, anchor.casefold()))


def _numbered(anchor: str, wanted: str) -> bool:
    """Return whether an anchor is the wanted one plus the number of a repetition."""
    head, _, number = anchor.rpartition("-")
    return number.isdecimal() and _letters(head) == _letters(wanted)


def _missing(bare: Sequence[Heading]) -> Iterator[Finding]:
    for heading in bare:
        anchor = f'<a name="{slug(heading.source)}"></a>'
        message = f"this heading has no anchor, but other headings in the file do; add {anchor}"
        yield Finding(heading.anchor_span, message)


RULES = (Rule("link-anchor", "warning", "The anchor of a heading is missing or wrong", link_anchor, scope="document"),)
