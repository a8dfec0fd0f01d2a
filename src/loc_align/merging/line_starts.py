"""Lines that would start a block, and the backslash that keeps them text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.common.html_blocks import block_names

from loc_align.merging.placing import joined
from loc_align.model import BlockKind, Code, Span

_ELEMENTS = (*block_names, "pre", "script", "style", "textarea")

STARTS = (
    (re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)"), "a line that starts a list"),
    (re.compile(r"([ ]{0,3})#{1,6}(?:[ \t]|$)"), "a line that starts a heading"),
    (re.compile(r"([ ]{0,3})>"), "a line that starts a quote"),
    (re.compile(r"([ ]{0,3})(?:`{3}|~{3})"), "a line that starts a code block"),
    (
        re.compile(r"([ ]{0,3})(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+)[ \t]*$"),
        "a line that is a thematic break",
    ),
    (
        re.compile(rf"([ ]{{0,3}})<(?:[!?]|/?(?:{'|'.join(_ELEMENTS)})(?![\w-]))", re.IGNORECASE),
        "a line that starts an HTML block",
    ),
    (re.compile(r"([ ]{0,3})\[[^\[\]\n]+\]:"), "a line that starts a definition"),
    (re.compile(r"([ ]{0,3})(?::::|!!!|\?\?\?|///|===)"), "a line that starts a directive"),
)
"""How blocks start (CommonMark 0.31.2, 4 and 5, and the directives of its flavors), and what that is."""

_NUMBER = re.compile(r"[ \t]*\d+")
_TASK = re.compile(r"[ \t]*(?=\[[ xX]\][ \t])")
_MARKS = re.compile(r"(?:<span\b[^<>]*>|[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*\Z", re.IGNORECASE)
_KINDS = frozenset(("paragraph", "list_item", "quote"))


def with_free_lines(pieces: Sequence[str | Code], text: str, span: Span, block: BlockKind) -> list[str | Code]:
    """Escape what would start a block at the start of a line.

    Args:
        pieces: the text and the codes of a target.
        text: the text of the document.
        span: the span of the text that the target replaces.
        block: the kind of its block.
    """
    made = joined(pieces)
    if block not in _KINDS:
        return made
    old = [line.lstrip() for line in span.of(text).split("\n")]
    known = {name for start, name in STARTS if any(map(start.match, old))}
    at_start = _MARKS.match(text, text.rfind("\n", 0, span.start) + 1, span.start) is not None
    before = ""
    for at, piece in enumerate(made):
        if isinstance(piece, str):
            first, *others = piece.split("\n")
            begins = (at_start and not before.strip()) if "\n" not in before else not before.rpartition("\n")[2].strip()
            lines = [_free(first, known, task=block == "list_item" and at_start) if begins else first]
            made[at] = "\n".join([*lines, *(_free(line, known, task=False) for line in others)])
        before += piece if isinstance(piece, str) else piece.data
    return made


def _free(line: str, known: set[str], *, task: bool) -> str:
    if task and _TASK.match(line):
        return _TASK.sub(lambda found: f"{found[0]}\\", line, count=1)
    for start, name in STARTS:
        found = start.match(line)
        if found and name not in known:
            number = _NUMBER.match(line) if name == "a line that starts a list" else None
            at = number.end() if number else found.end(1)
            return f"{line[:at]}\\{line[at:]}"
    return line
