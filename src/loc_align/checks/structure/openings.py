"""The rule about targets that open a block which swallows what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.comparison import codes_of_type
from loc_align.checks.regions import covers
from loc_align.model import Span

_COMMENT = re.compile(r"<!--|<!\[CDATA\[|<(?:script|style|pre|textarea)\b(?![^<]*</)", re.IGNORECASE)
_INDENT = re.compile(r"(?: {0,3}\t| {4})")
_ENDS = {"<!--": "-->", "<![cdata[": "]]>"}
_OPENINGS = (*_ENDS, "<script", "<style", "<pre", "<textarea")
_BLOCKS = frozenset(("paragraph", "heading"))


def structure_opening(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets that open a comment, a code block, or another block that the source doesn't open.

    Why: Everything up to its end, or up to the end of the page, disappears from the page or becomes code.

    Fails:
        Save the page. → <!-- Enregistrez la page.

    Passes:
        Save the page. → Enregistrez la page.
        Save the page. <!-- soon --> → Enregistrez la page. <!-- soon -->
    """
    if "<" in pair.target:
        code = [span for span, _ in codes_of_type(pair.target_inline, "code")]
        source = pair.source.lower()
        in_source = {opening for opening in _OPENINGS if opening in source}
        ends = {opening: pair.target.rfind(end) for opening, end in _ENDS.items()}
        for found in _COMMENT.finditer(pair.target):
            opening = found[0].lower()
            whole = ends.get(opening, -1) >= found.end()
            if not whole and opening not in in_source and not covers(code, found.start()):
                yield Finding(Span(*found.span()), f'"{found[0]}" opens a block that hides what follows; remove it')
                return
    if pair.target[:1] in {" ", "\t"} and pair.unit.block in _BLOCKS:
        indent = _INDENT.match(pair.target)
        if indent is not None and not pair.source[:1].isspace():
            yield Finding(Span(*indent.span()), "this indentation makes the text a code block; remove it")
