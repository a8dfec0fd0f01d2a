"""Tables and blocks of code beside those of the source document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby, takewhile
from operator import itemgetter

from msgspec import Struct

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.structure.blocks import changes, place
from loc_align.model import Block, Document, Span, SxsPair
from loc_align.text import Lines

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*([^\s`]*)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|/\*.*?(?:\*/|\Z)|(?<!\S)(?://|#|--|;|')[ \t][^\n]*", re.DOTALL)

_DELIMITER = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
"""The line below the head of a table (GitHub Flavored Markdown, 4.10)."""
_BAR = re.compile(r"(?<!\\)\|")


class Row(Struct, frozen=True):
    """A row of a table."""

    line: int
    """1-based."""
    span: Span
    """From the first cell with text to the end of the last one."""
    cells: int
    """How many cells it has, the empty ones as well."""


def _tables(document: Document) -> list[list[Row]]:
    """The rows of each table."""
    lines = Lines(document.text)
    blocks = [(lines.position(block.span.start)[0], block) for block in document.blocks if block.kind == "table_cell"]
    tables: list[list[Row]] = []
    for line, row in groupby(blocks, key=itemgetter(0)):
        cells = [block for _, block in row]
        span = Span(cells[0].span.start, cells[-1].span.end)
        found = Row(line, span, _count(document, lines.starts[line - 1]))
        below = bool(tables) and line - tables[-1][-1].line <= (2 if len(tables[-1]) == 1 else 1)
        if below:
            tables[-1].append(found)
        else:
            tables.append([found])
    return tables


def _count(document: Document, start: int) -> int:
    """How many cells the line that starts at an offset has; 0 for one without a bar."""
    end = document.text.find("\n", start)
    end = len(document.text) if end < 0 else end
    shown, done = "", start
    for pair in _inside(document, Span(start, end)):
        shown += document.text[done : pair.span.start] + pair.target.text
        done = max(done, pair.span.end)
    shown = (shown + document.text[done:end]).strip(" \t\r>")
    bars = len(_BAR.findall(shown))
    return bars + 1 - shown.startswith("|") - (shown.endswith("|") and not shown.endswith("\\|")) if bars else 0


def _inside(document: Document, span: Span) -> Iterator[SxsPair]:
    first = bisect_left(document.pairs, span.start, key=lambda pair: pair.span.start)
    return takewhile(lambda pair: pair.span.start < span.end, document.pairs[first:])


def structure_table_row(subject: Subject, _: Options) -> Iterator[Finding]:
    """A row of a table has more or fewer cells than the table's head, or the head than there are columns.

    Why: a bar is lost or too many; cells are joined, or the last one is not shown. A bar in the target of a cell is
    left to ``structure-table-cell``.

    Fails:
        `| Ja | nein vielleicht |` below a head of three cells.

    Passes:
        `| Ja | nein | vielleicht |` below it.
    """
    document = subject.document
    if "|" not in document.text:
        return
    for found in _DELIMITER.finditer(document.text):
        head = document.text.rfind("\n", 0, max(found.start() - 1, 0)) + 1
        cells, columns = _count(document, head), _count(document, found.start())
        if cells not in {0, columns} and not _in_code(document, found.start()):
            span = Span(head, found.start() - 1)
            yield Finding(
                span, f"the head of the table has {_cells(cells)} above {columns} columns: put the bars right"
            )
    for table in _tables(subject.document):
        head = table[0].cells
        for row in table[1:]:
            if row.cells not in {0, head} and not any(
                "|" in p.target.text for p in _inside(subject.document, row.span)
            ):
                yield Finding(row.span, f"the row has {_cells(row.cells)} below a head of {head}: put the bars right")


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _in_code(document: Document, at: int) -> bool:
    return any(block.kind == "code" and block.span.start <= at < block.span.end for block in document.blocks)


def structure_tables(subject: Subject, _: Options) -> Iterator[Finding]:
    """A row of a table has more or fewer cells than the source document's, or the table has other rows.

    Why: a bar too many moves the cells to the right, and the last one is not shown. The rule needs the source document.

    Fails:
        `| Ja | nein | vielleicht |` where the source has `| Yes | no or maybe |`.

    Passes:
        `| Ja | nein oder vielleicht |`.
    """
    if subject.source_document is None:
        return
    source, target = _tables(subject.source_document), _tables(subject.document)
    if len(source) != len(target):
        return
    for rows, own in zip(source, target, strict=True):
        if len(rows) != len(own):
            said = f"the table has {len(own)} rows where the source has {len(rows)}"
            yield Finding(own[0].span, f"{said}: follow the source")
            continue
        for row, own_row in zip(rows, own, strict=True):
            if row.cells != own_row.cells:
                said = f"the row has {_cells(own_row.cells)} where the source has {row.cells}"
                yield Finding(own_row.span, f"{said}: escape a bar with \\|, or put back the cell")


def structure_fences(subject: Subject, _: Options) -> Iterator[Finding]:
    """A block of code says something else than the source document's, or its language has another name.

    Why: readers copy code; a translated command does not run. Comments and spaces don't count.
    The rule needs the source document.

    Fails:
        A block with `fjord --starten` where the source has `fjord --start`.

    Passes:
        The same code with a translated comment.
    """
    if subject.source_document is None:
        return
    source = [block for block in subject.source_document.blocks if block.kind == "code"]
    target = [block for block in subject.document.blocks if block.kind == "code"]
    theirs = [_code(subject.source_document, block) for block in source]
    ours = [_code(subject.document, block) for block in target]
    for i, j, k, m in changes(theirs, ours):
        if j - i == m - k:
            for before, after, block in zip(theirs[i:j], ours[k:m], target[k:m], strict=True):
                yield Finding(block.span, _difference(before, after))
        else:
            said = f"{m - k} blocks of code where the source has {j - i}"
            yield Finding(place(subject.document, target, k), f"{said}: follow the source")


def _code(document: Document, block: Block) -> tuple[str, str]:
    """The language of a block of code, and what it says without comments and spaces."""
    text = block.span.of(document.text)
    fence = _FENCE.match(text)
    language = fence[2].lower() if fence else ""
    body = text[fence.end() :] if fence else text
    return language, " ".join(_COMMENT.sub(" ", body).split())


def _difference(source: tuple[str, str], target: tuple[str, str]) -> str:
    if source[0] != target[0]:
        return f"the code's language is {target[0] or 'missing'}: write {source[0] or 'none'} as the source does"
    return "the code differs from the source's: take it over, comments apart"
