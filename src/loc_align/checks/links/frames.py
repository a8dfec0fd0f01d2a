"""Rules about the links that surround pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.links.texts import DESTINATION, SEPARATED, separated_link
from loc_align.checks.messages import quoted
from loc_align.checks.regions import matches_outside
from loc_align.model import Document, Span

_EMPTY = re.compile(r"\[[ \t]*\]\([^()\s]+\)|\]\([ \t]*\)")
_DIRECTIVE = re.compile(r"\[!(?:include|includes|code(?:-[\w#+-]*)?)[ \t]*$", re.IGNORECASE)
"""The start of a directive. The text of its link is optional."""
_LONGEST_WORD = 40
"""The number of characters before a link in which a directive can start."""
_TRANSLATED = re.compile(r"\]\(([^()\s]*[^\x00-\x7f()\s][^()\s]*)\)")


def link_frame(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for damaged brackets and translated destinations in the links that surround pairs.

    A destination with non-ASCII letters is only a warning, because it can be correct.

    Why: Both languages share the link around a pair, so no other rule can compare it with a source. If the brackets are
    damaged, readers see them as text. If the destination is translated, the link leads nowhere.

    Fails:
        ``[…] (setup.md)``, where ``…`` is a pair

    Passes:
        ``[…](setup.md)``
    """
    if "[" not in subject.document.text:
        return
    for found in matches_outside(SEPARATED, subject.document):
        if DESTINATION.match(found[2]):
            yield separated_link(found)
    for found in matches_outside(_EMPTY, subject.document):
        before = subject.document.text[max(found.start() - _LONGEST_WORD, 0) : found.start()]
        if not before.endswith("!") and not _DIRECTIVE.search(before):
            part = "text" if found[0].startswith("[") else "destination"
            yield Finding(Span(*found.span()), f"this link has no {part}; copy it from the source")
    if subject.document.pairs:  # a document in one language may have file names in that language
        yield from _translated(subject.document)


def _translated(document: Document) -> Iterator[Finding]:
    for found in matches_outside(_TRANSLATED, document):
        message = f"link destination {quoted(found[1])} looks translated; copy it from the source"
        yield Finding(Span(*found.span(1)), message, severity="warning")


RULES = (
    Rule(
        "link-frame",
        "error",
        "A link around a pair is damaged",
        link_frame,
        scope="document",
        fixable=True,
        monolingual=True,
    ),
)
