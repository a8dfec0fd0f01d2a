"""Compares the headings of a document with those of its source document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.structure.compared import MAX_REPORTED, compared, only
from loc_align.checks.structure.skeleton import Item


def structure_headings(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for headings that are missing, extra, or at a different level than in the source document.

    The rule needs the source document. Another level is only a warning if the number of headings differs, too.

    Why: The table of contents and the anchors of the page are made from the headings.

    Fails:
        `### Erste Schritte` where the source has `## First steps`.

    Passes:
        `## Erste Schritte`.
    """
    pairs = compared(subject)
    if pairs is None:
        return
    as_many = _count(pairs.source) == _count(pairs.target)
    for number, found in enumerate(only(subject, "heading")):
        if number == MAX_REPORTED:
            return
        levels, own = _levels(found.missing), _levels(found.extra)
        message = f"the document has {own} where the source document has {levels}; follow the source document"
        sure = not found.matched or as_many
        yield Finding(found.span, message, severity=None if sure else "warning")


def _count(items: Sequence[Item]) -> int:
    return sum(item.kind == "heading" for item in items)


def _levels(headings: Sequence[Item]) -> str:
    if not headings:
        return "no heading"
    levels = ", ".join(str(heading.token[1]) for heading in headings[:MAX_REPORTED])
    return f"a level {levels} heading" if len(headings) == 1 else f"headings of levels {levels}"
