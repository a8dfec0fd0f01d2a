"""Targets that change the structure around them; the source beside them says what it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.model import Span

_BAR = re.compile(r"(?<!\\)\|")
_MARKER = re.compile(r"\s*(?:#{1,6}[ \t]|>|[-+*][ \t]|\d{1,9}[.)][ \t]|(?:```|~~~))")
_MAY_MARK = frozenset("#>-+*0123456789`~ \t\n")
_BLANK = re.compile(r"\n[ \t>]*\n")


def structure_table_cell(subject: Subject, _: Options) -> Iterator[Finding]:
    """A bar in the target of a table's cell makes one more cell.

    Why: all cells after it move to the right, and the last one falls out of the table. In a table a bar needs a
    backslash, in code as well.

    Fails:
        The cell `Yes or no` with the target `Oui | non`.

    Passes:
        The target `Oui ou non`, or one whose bar has a backslash before it.
    """
    for pair in subject.pairs:
        if pair.unit.block != "table_cell" or "|" not in pair.target or pair.unit.target is None:
            continue
        found = [*_BAR.finditer(pair.target)]
        if len(found) > len(_BAR.findall(pair.source)):
            start = pair.unit.target.span.start + found[0].start()
            yield Finding(Span(start, start + 1), "a bar begins a new cell here: write \\|")


def structure_broken(pair: Pair, _: Options) -> Iterator[Finding]:
    """The target begins with a mark of a block, or has an empty line, and the source doesn't.

    Why: what was a paragraph becomes a heading, an item of a list or a quote, or falls apart.

    Fails:
        Save the page. → # Enregistrez la page.

    Passes:
        Save the page. → Enregistrez la page.
        - Save → - Enregistrer
    """
    if pair.target[:1] in _MAY_MARK:
        found = _MARKER.match(pair.target)
        if found is not None and not _MARKER.match(pair.source) and _at_start(pair):
            yield Finding(Span(*found.span()), f"{found[0].strip()!r} begins a block here: take it out, or escape it")
            return
    if "\n" in pair.target:
        empty = _BLANK.search(pair.target.rstrip())
        if empty is not None and not _BLANK.search(pair.source):
            yield Finding(Span(*empty.span()), "an empty line ends the block here: take it out")


def _at_start(pair: Pair) -> bool:
    """Whether the target can be the first of its block; an ordinal is none where the block is a table's cell."""
    return pair.unit.block in {"paragraph", "list_item", "quote", "heading"} and not pair.target[:1].isdigit()
