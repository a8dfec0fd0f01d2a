"""The brackets of links that stand around pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.links.texts import ADDRESS, CUT
from loc_align.checks.regions import matches_outside
from loc_align.model import Document, Edit, Span

_HOLLOW = re.compile(r"\[[ \t]*\]\([^()\s]+\)|\]\([ \t]*\)")
_TRANSLATED = re.compile(r"\]\(([^()\s]*[^\x00-\x7f()\s][^()\s]*)\)")


def link_frame(subject: Subject, _: Options) -> Iterator[Finding]:
    """The brackets of a link around a pair are damaged, or its address looks translated.

    Why: such a link has no source beside it to be compared with, but no address begins after a space, and an address
    in letters beyond ASCII was mostly translated by mistake, which is a warning.

    Fails:
        ``[…] (setup.md)`` where the dots are a pair

    Passes:
        ``[…](setup.md)``
    """
    if "[" not in subject.document.text:
        return
    for found in matches_outside(CUT, subject.document):
        if ADDRESS.match(found[2]):
            span = Span(*found.span())
            message = "the address does not follow the text of the link at once; write ](address)"
            yield Finding(span, message, (Edit(span, f"]({found[2]})"),))
    for found in matches_outside(_HOLLOW, subject.document):
        if not subject.document.text.startswith("!", max(found.start() - 1, 0)):
            yield Finding(Span(*found.span()), "this link has no text or no address; restore it from the source")
    if subject.document.pairs:  # a document in one language may well have files with names in it
        yield from _translated(subject.document)


def _translated(document: Document) -> Iterator[Finding]:
    for found in matches_outside(_TRANSLATED, document):
        message = f'"{found[1]}" looks translated; write the address as the source has it'
        yield Finding(Span(*found.span(1)), message, severity="warning")


RULES = (Rule("link-frame", "error", "A link around a pair is damaged", link_frame, scope="document", fixable=True),)
