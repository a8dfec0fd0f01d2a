"""The rule about remarks of translators and translation programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.messages import quoted
from loc_align.model import Span

_PREFACE = re.compile(
    r"\s*(?:(?:sure|certainly|of course|okay)[,!.]\s+)?"
    r"(?:here(?: is|'s|’s) (?:the|your|a)(?: [\w-]+){0,4}? translat\w+(?: [\w-]+){0,5}?[:.]"
    r"|(?:the )?translat(?:ion|ed text)(?: (?:in|into|to) \w+)?:|as an ai\b|i(?: am|'m|’m) sorry, )",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"\s*\[?(?:TODO|FIXME|TBD|TBT|XXX)\b\]?:?\s")
_STARTS = frozenset("sScCoOhHtTaAiIfFxX[ \n")
"""The first characters of remarks."""
_TODO_IS_A_WORD = frozenset(("ast", "es", "gl", "pt"))
"""The languages in which *todo* is a word."""


def text_remark(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets that start with a remark to the translator, or with one of a translation program.

    Why: The remark is not part of the text, and readers see it.

    Fails:
        de: Save the page. → Here is the translation: Speichern Sie die Seite.
        de: Save the page. → TODO Speichern Sie die Seite.

    Passes:
        de: Save the page. → Speichern Sie die Seite.
        TODO: save it. → TODO: enregistrez-le.
    """
    if pair.target[:1] not in _STARTS:
        return
    found = _PREFACE.match(pair.target) or (_TO_DO.match(pair.target) if pair.language not in _TODO_IS_A_WORD else None)
    if found is not None and found[0].strip().lower() not in pair.source.lower():
        span = Span(found.start(), found.start() + len(found[0].rstrip()))
        yield Finding(span, f"{quoted(found[0].strip())} is a remark, and not part of the text; remove it")
