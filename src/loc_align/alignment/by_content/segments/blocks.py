"""The blocks of a document as its readers see them, where damage or a lenient renderer departs from CommonMark.

Translation tools lose line ends and change the width of tables, and several site generators accept what CommonMark
takes for running text or for code. The other side is often intact, so these blocks must still be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from loc_align.alignment.by_content.segments.prose import prose
from loc_align.markdown.translatable import running_text, translatable
from loc_align.model import Block, Document, Span

_FUSED = re.compile(r"(?<=[^\s#])#{2,6}(?=[ ]\S)")
"""The marks of a heading that lost the line end before it."""
_DELIMITER = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"(?:[^|\\`\n]|\\.|`[^`\n]*`|`)+")
_BULLET = re.compile(r"[-*+][ \t]+(?=\S)")
_ITEM = re.compile(rf"^[ \t>]*{_BULLET.pattern}", re.MULTILINE)
_ELEMENT = re.compile(r"(?:\s*</?(?:li|ul|ol|p|dl|dt|dd)(?:\s[^<>]*)?>)+\s*", re.IGNORECASE)
_TICKS = re.compile(r"`+")
_OPENING = re.compile(r"\\[!-~]|`+")


def readable_blocks(document: Document) -> Iterator[Block]:
    """Yield the translatable blocks of a document, and those that a reader sees in paragraphs and in code.

    Args:
        document: a document that was read.
    """
    for block in translatable(document.blocks, document.text):
        found = list(prose(block, document.text)) if block.kind == "code" else []
        for one in found or [block]:
            yield from _repaired(document.text, one)


def running_texts(document: Document, block: Block) -> Iterator[Span]:
    """Yield the spans of running text in a block. An HTML list in a table cell has one for each item.

    Args:
        document: the document of the block.
        block: a block from :func:`readable_blocks`.
    """
    for span in running_text(document, block):
        if block.kind == "html" or "<" not in span.of(document.text):
            yield span
            continue
        start = span.start
        for found in _outside_code(_ELEMENT, document.text, span):
            if start < found.start():
                yield Span(start, found.start())
            start = found.end()
        if start < span.end:
            yield Span(start, span.end)


def _repaired(text: str, block: Block) -> Iterator[Block]:
    if block.kind not in {"paragraph", "list_item", "quote", "table_cell", "html"}:
        yield block
        return
    start = block.span.start
    for fused in _outside_code(_FUSED, text, block.span):
        if fused.start() >= start:
            yield replace(block, span=Span(start, fused.start()))
            end = text.find("\n", fused.start(), block.span.end)
            end = block.span.end if end < 0 else end
            yield Block("heading", Span(fused.start(), end), len(fused[0]))
            start = end + 1
    if start < block.span.end:
        yield from _whole(text, replace(block, span=Span(start, block.span.end)))


def _whole(text: str, block: Block) -> Iterator[Block]:
    if block.kind in {"table_cell", "html"}:
        yield block
    elif table := _table(text, block.span):
        yield from _around_table(text, block, table)
    else:
        yield from _items(text, block)


def _outside_code(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[re.Match[str]]:
    """The matches in a span that do not start inside a code span."""
    codes: list[Span] | None = None
    for found in pattern.finditer(text, span.start, span.end):
        codes = _codes(text, span) if codes is None else codes
        while codes and codes[-1].end <= found.start():
            codes.pop()
        if not codes or found.start() < codes[-1].start:
            yield found


def _codes(text: str, span: Span) -> list[Span]:
    """The code spans in running text, the last one first."""
    runs: dict[int, list[int]] = {}
    for ticks in _TICKS.finditer(text, span.start, span.end):
        runs.setdefault(len(ticks[0]), []).append(ticks.start())
    for starts in runs.values():
        starts.reverse()
    codes: list[Span] = []
    at = span.start
    while opening := _OPENING.search(text, at, span.end):
        at = opening.end()
        starts = runs.get(at - opening.start(), []) if opening[0][0] == "`" else []
        while starts and starts[-1] < at:
            starts.pop()
        if starts:
            end = starts[-1] + at - opening.start()
            codes.append(Span(opening.start(), end))
            at = end
    return codes[::-1]


def _table(text: str, span: Span) -> Span | None:
    """The span of a table whose delimiter row has another width than its header, which CommonMark does not accept."""
    found = _DELIMITER.search(text, span.start, span.end)
    if not found or found.start() == span.start:
        return None
    start = max(span.start, text.rfind("\n", span.start, found.start() - 1) + 1)
    end = found.end()
    while end < span.end:
        stop = text.find("\n", end + 1, span.end)
        stop = span.end if stop < 0 else stop
        if "|" not in text[end:stop]:
            break
        end = stop
    return Span(start, end) if "|" in text[start : found.start()] else None


def _around_table(text: str, block: Block, table: Span) -> Iterator[Block]:
    if text[block.span.start : table.start].strip():
        yield from _items(text, replace(block, span=_trimmed(text, block.span.start, table.start)))
    for line in _LINE.finditer(text, table.start, table.end):
        if not _DELIMITER.match(line[0]):
            for cell in _CELL.finditer(text, *line.span()):
                span = _trimmed(text, *cell.span())
                if span.start < span.end:
                    yield Block("table_cell", span, block.level)
    if text[table.end : block.span.end].strip():
        yield from _repaired(text, replace(block, span=_trimmed(text, table.end, block.span.end)))


def _items(text: str, block: Block) -> Iterator[Block]:
    """A list so deeply indented that CommonMark continues the paragraph before it."""
    first = _BULLET.match(text, block.span.start, block.span.end)
    start, kind = (first.end(), "list_item") if first else (block.span.start, block.kind)
    for mark in _ITEM.finditer(text, block.span.start, block.span.end):
        if mark.start() > start:
            yield replace(block, kind=kind, span=_trimmed(text, start, mark.start()))
        start, kind = mark.end(), "list_item"
    if start < block.span.end:
        yield replace(block, kind=kind, span=Span(start, block.span.end))


def _trimmed(text: str, start: int, end: int) -> Span:
    content = text[start:end]
    left = len(content) - len(content.lstrip(" \t\n>"))
    return Span(start + left, max(start + left, start + len(content.rstrip())))
