"""The anchors of headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.headings import Heading, headings, slug

_MOST = 0.5
"""In a file in which so many of the headings have an anchor, the others should have one, too; it is all or none."""


def link_anchor(subject: Subject, _: Options) -> Iterator[Finding]:
    """The anchor of a heading is empty, missing, or not made of the words of the source.

    Why: ``<a name="…">`` in a translated heading keeps the links alive that lead to the heading of the source. It says
    what the anchor of that one is: lower case, hyphens for spaces, no punctuation. A missing one is reported where
    at least half of the headings of the file have theirs. An empty one, and one in letters beyond ASCII, is an error.

    Fails:
        ``## <a name="einrichtung"></a>Einrichtung`` where the source reads ``## Setup``

    Passes:
        ``## <a name="setup"></a>Einrichtung`` where the source reads ``## Setup``
    """
    if "<a " not in subject.document.text:
        return
    every = [heading for heading in headings(subject.document) if "](#tab/" not in heading.source]
    anchored = [heading for heading in every if heading.anchor is not None]
    for heading in anchored:
        yield from _wrong(heading)
    if len(anchored) < len(every) and len(anchored) >= _MOST * len(every):
        yield from _missing([heading for heading in every if heading.anchor is None])


def _wrong(heading: Heading) -> Iterator[Finding]:
    wanted, anchor = slug(heading.source), heading.anchor or ""
    if not anchor.strip():
        yield Finding(heading.anchor_span, f'this anchor is empty; write name="{wanted}"', severity="error")
    elif _letters(anchor) != _letters(wanted) and not _numbered(anchor, wanted):
        message = f'the anchor "{anchor}" is not that of the source\'s heading; write "{wanted}"'
        yield Finding(
            heading.anchor_span, message, severity="error" if not anchor.isascii() and wanted.isascii() else None
        )


def _letters(anchor: str) -> str:
    """Letters and digits alone, for the tools that make anchors treat the rest in different ways."""
    return "".join(filter(str.isalnum, anchor.casefold()))


def _numbered(anchor: str, wanted: str) -> bool:
    """Whether an anchor is the wanted one with the number of a repetition after it."""
    head, _, number = anchor.rpartition("-")
    return number.isdecimal() and _letters(head) == _letters(wanted)


def _missing(bare: Sequence[Heading]) -> Iterator[Finding]:
    for heading in bare:
        message = (
            f'this heading has no anchor, the others of the file have; write <a name="{slug(heading.source)}"></a>'
        )
        yield Finding(heading.anchor_span, message)


RULES = (Rule("link-anchor", "warning", "The anchor of a heading is wrong", link_anchor, scope="document"),)
