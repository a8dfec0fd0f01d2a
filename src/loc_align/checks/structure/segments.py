"""Rules about targets that change the structure around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.checks.messages import quoted
from loc_align.model import Span

_PIPE = re.compile(r"(?<!\\)\|")
_MARKER = re.compile(r"\s*(?:#{1,6}[ \t]|>|[-+*][ \t]|\d{1,9}[.)][ \t]|(?:```|~~~))")
_MARKER_STARTS = frozenset("#>-+*0123456789`~ \t\n")
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


def structure_broken(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets that start with a block marker or contain a blank line, if the source doesn't.

    Why: A paragraph turns into a heading, a list item, or a quote, or it's split in two.

    Fails:
        Save the page. → # Enregistrez la page.

    Passes:
        Save the page. → Enregistrez la page.
        - Save → - Enregistrer
    """
    if pair.target[:1] in _MARKER_STARTS:
        found = _MARKER.match(pair.target)
        if found is not None and not _MARKER.match(pair.source) and _at_start(pair):
            yield Finding(Span(*found.span()), f"{quoted(found[0])} starts a new block here; remove or escape it")
            return
    if "\n" in pair.target:
        empty = _BLANK_LINE.search(pair.target.rstrip())
        if empty is not None and not _BLANK_LINE.search(pair.source):
            yield Finding(Span(*empty.span()), "this blank line ends the block; remove it")


def _at_start(pair: Pair) -> bool:
    """Return whether the target can be the first in its block. In a table cell, an ordinal starts no list."""
    return pair.unit.block in {"paragraph", "list_item", "quote", "heading"} and not pair.target[:1].isdigit()
