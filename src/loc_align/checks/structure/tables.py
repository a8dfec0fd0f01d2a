"""Rules about tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from operator import itemgetter

from msgspec import Struct

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.structure.compared import MAX_REPORTED, only
from loc_align.checks.structure.skeleton import shown
from loc_align.model import Document, Span, SxsPair
from loc_align.text import Lines, counted

_DELIMITER = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
"""The delimiter row below the header of a table (GitHub Flavored Markdown, 4.10)."""
_PIPE = re.compile(r"(?<!\\)\|")


class Row(Struct, frozen=True):
    """A row of a table."""

    line: int
    """The 1-based line."""
    span: Span
    """From the first cell with text to the end of the last one."""
    cells: int
    """The number of cells, including empty ones."""


def _tables(document: Document) -> list[list[Row]]:
    """Return the rows of each table."""
    lines = Lines(document.text)
    blocks = [(lines.position(block.span.start)[0], block) for block in document.blocks if block.kind == "table_cell"]
    tables: list[list[Row]] = []
    for line, row in groupby(blocks, key=itemgetter(0)):
        cells = [block for _, block in row]
        span = Span(cells[0].span.start, cells[-1].span.end)
        found = Row(line, span, _count_cells(document, lines.starts[line - 1]))
        below = bool(tables) and line - tables[-1][-1].line <= (2 if len(tables[-1]) == 1 else 1)
        if below:
            tables[-1].append(found)
        else:
            tables.append([found])
    return tables


def _count_cells(document: Document, start: int) -> int:
    """Return the number of cells in the line that starts at an offset; 0 for a line without a pipe."""
    shown = _shown(document, start).strip(" \t\r>")
    pipes = len(_PIPE.findall(shown))
    return pipes + 1 - shown.startswith("|") - (shown.endswith("|") and not shown.endswith("\\|")) if pipes else 0


def _shown(document: Document, start: int) -> str:
    """Return the line that starts at an offset, in the target language."""
    end = document.text.find("\n", start)
    return shown(document, Span(start, len(document.text) if end < 0 else end))


def _line(document: Document, row: Row) -> str:
    return _shown(document, document.text.rfind("\n", 0, row.span.start) + 1)


def _pairs_in(document: Document, span: Span) -> Iterator[SxsPair]:
    first = bisect_left(document.pairs, span.start, key=lambda pair: pair.span.start)
    return takewhile(lambda pair: pair.span.start < span.end, document.pairs[first:])


def structure_table_row(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for table rows, and table headers, with the wrong number of cells.

    A header needs as many cells as the delimiter row below it. A row must not have text in more cells than the header.
    A row may have fewer, which is valid, so ``source-structure`` reports it, unless two sentences without a pipe in
    between show that a pipe was lost.

    If the target of a cell contains a pipe, ``structure-table-cell`` reports it instead.

    Why: A pipe is missing or extra. Cells are joined, or the last one doesn't appear.

    Fails:
        `| Ja | nein | vielleicht |` below a header of two cells.

    Passes:
        `| Ja | nein |`, and `| Ja |`, below a header of two cells.
    """
    document = subject.document
    if "|" not in document.text:
        return
    for header, delimiter in subject.cached(broken_headers):
        yield _header(document, header, delimiter)
    for table in _tables(subject.document):
        width = table[0].cells
        for row in table[1:]:
            if row.cells not in {0, width} and not any(
                "|" in p.target.text for p in _pairs_in(subject.document, row.span)
            ):
                yield from _row(subject.document, row, width)


def broken_headers(subject: Subject) -> Sequence[tuple[Span, Span]]:
    """Return the lines of the header and of the delimiter row of what isn't a table because their cells differ."""
    document = subject.document
    found: list[tuple[Span, Span]] = []
    for delimiter in _DELIMITER.finditer(document.text):
        start = document.text.rfind("\n", 0, max(delimiter.start() - 1, 0)) + 1
        cells = _count_cells(document, start)
        if cells not in {0, _count_cells(document, delimiter.start())} and not _in_code(document, delimiter.start()):
            found.append((Span(start, delimiter.start() - 1), Span(*delimiter.span())))
    return found


def _header(document: Document, header: Span, delimiter: Span) -> Finding:
    """Report the header, or the delimiter row if the row below it has as many cells as the header."""
    cells, columns = _count_cells(document, header.start), _count_cells(document, delimiter.start)
    if delimiter.end < len(document.text) and _count_cells(document, delimiter.end + 1) == cells:
        wrong = f"the row below the table header has {counted(columns, 'cell')}, but the header has {cells}"
        return Finding(delimiter, f"{wrong}; correct the pipes")
    wrong = f"the table header has {counted(cells, 'cell')} for {counted(columns, 'column')}"
    return Finding(header, f"{wrong}; correct the pipes")


def _row(document: Document, row: Row, header: int) -> Iterator[Finding]:
    """Report a row with another number of cells than the header, if text is lost or both languages share the row."""
    wrong = f"the row has {counted(row.cells, 'cell')}, but the table header has {header}; correct the pipes"
    pairs = [*_pairs_in(document, row.span)]
    if row.cells > header:
        beyond = _PIPE.split(_line(document, row).strip(" \t>").removeprefix("|"))[header:]
        yield Finding(row.span, wrong, in_source=bool(pairs) and not any(map(str.strip, beyond)))
    elif pairs:
        joined = row.cells == header - 1 and any(_joined(document, one, other) for one, other in pairwise(pairs))
        yield Finding(row.span, wrong, in_source=not joined)


def _joined(document: Document, one: SxsPair, other: SxsPair) -> bool:
    """Return whether two pairs were probably cells of their own: only spaces separate them, and no sentence ends."""
    return not document.text[one.span.end : other.span.start].strip(" \t") and one.source.text[-1:].isalnum()


def _in_code(document: Document, at: int) -> bool:
    return any(block.kind == "code" and block.span.start <= at < block.span.end for block in document.blocks)


def structure_tables(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for tables whose number of rows or cells differs from the source document.

    The rule needs the source document.

    Why: An extra pipe moves the cells to the right, and the last one doesn't appear.

    Fails:
        `| Ja | nein | vielleicht |` where the source has `| Yes | no or maybe |`.

    Passes:
        `| Ja | nein oder vielleicht |`.
    """
    for number, found in enumerate(only(subject, "table_row")):
        if number == MAX_REPORTED:
            return
        if len(found.missing) == len(found.extra) == 1:
            cells = found.missing[0].token[1], found.extra[0].token[1]
            wrong = f"the row has {counted(int(cells[1]), 'cell')}, but the source document has {cells[0]}"
            yield Finding(found.span, f'{wrong}; escape extra pipes as "\\|" or restore missing cells')
        else:
            rows = counted(len(found.extra), "table row")
            wrong = f"the document has {rows} where the source document has {len(found.missing)}"
            yield Finding(found.span, f"{wrong}; follow the source document")
