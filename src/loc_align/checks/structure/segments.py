"""Rules about targets that change the structure around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.checks.comparison import to_document
from loc_align.checks.messages import quoted
from loc_align.model import Document, Span

_PIPE = re.compile(r"(?<!\\)\|")
_MARKER = re.compile(r"\s*(?:#{1,6}[ \t]|>|[-+*][ \t]|`{3,}(?=[^`\n]*(?:\n|\Z))|~{3,}|\d{1,9}[.)][ \t]+(?=\S))")
"""What starts a block. The info string of a fence of backticks contains no backtick (CommonMark 0.31.2, 4.5)."""
_MARKER_STARTS = frozenset("#>-+*`~ \t\n0123456789")
_SHOWN = re.compile(r"\s*(?:#{1,6}[ \t]|>[ \t])")
"""Markers that nothing but a marker looks like, so that they are wrong even where no block can start."""
_BEFORE_BLOCK = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?:<span[^<>]*>)*")
"""What can precede the first target of a block on its line: the markers of its containers, and tags of pairs."""
_NUMBER = re.compile(r"\d+")
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


def structure_table_cell(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for pipes in the target that start a new table cell.

    Why: All cells after it move to the right, and the last one doesn't appear. In a table, a pipe needs a backslash,
    even in code.

    Fails:
        The cell `Yes or no` with the target `Oui | non`.

    Passes:
        The target `Oui ou non`, or a target with a backslash before the pipe.
    """
    for pair in subject.pairs:
        if pair.unit.block != "table_cell" or "|" not in pair.target or pair.unit.target is None:
            continue
        found = [*_PIPE.finditer(pair.target)]
        if len(found) > len(_PIPE.findall(pair.source)):
            start = pair.unit.target.span.start + found[0].start()
            yield Finding(Span(start, start + 1), 'this pipe starts a new table cell; write "\\|"')


def structure_broken(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for targets that start with a block marker or contain a blank line.

    A marker counts only where a block can start: at the beginning of a line.

    Why: A paragraph turns into a heading, a list item, or a quote, or it's split in two.

    Fails:
        The paragraph ``Save the page.`` with the target ``# Enregistrez la page.``

    Passes:
        The paragraph ``Save the page.`` with the target ``Enregistrez la page.``
    """
    for pair in subject.pairs:
        if pair.target[:1] in _MARKER_STARTS:
            found = _MARKER.match(pair.target)
            if found is not None and not _is_number_of_source(found[0], pair):
                start = _at_start(pair, subject.document)
                shown = not start and _SHOWN.match(pair.target) is not None and pair.unit.block != "html"
                if start or shown:
                    what = "starts a new block here; remove or escape it" if start else "shows up as text; remove it"
                    in_source = _MARKER.match(pair.source) is not None
                    message = f"{quoted(found[0])} {what}"
                    yield to_document(pair, Finding(Span(*found.span()), message, in_source=in_source))
                    continue
        if "\n" in pair.target:
            empty = _BLANK_LINE.search(pair.target.rstrip())
            if empty is not None:
                in_source = _BLANK_LINE.search(pair.source) is not None
                message = "this blank line ends the block; remove it"
                yield to_document(pair, Finding(Span(*empty.span()), message, in_source=in_source))


def _is_number_of_source(marker: str, pair: Pair) -> bool:
    """Return whether a marker is a number of the source, or that of a heading, where it starts no list."""
    digits = marker.strip(" \t\n.)")
    return digits.isdigit() and (digits in _NUMBER.findall(pair.source) or pair.unit.block == "heading")


def _at_start(pair: Pair, document: Document) -> bool:
    """Return whether the target is the first thing on its line, in a block that text of another kind would change."""
    if pair.unit.block not in {"paragraph", "list_item", "quote", "heading"} or pair.unit.target is None:
        return False
    start = pair.unit.target.span.start
    return _BEFORE_BLOCK.fullmatch(document.text, document.text.rfind("\n", 0, start) + 1, start) is not None
