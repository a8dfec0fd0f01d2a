"""The skeleton of a document: its blocks without their words, with what a translation keeps."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from loc_align.checks.regions import unclosed_front_matter
from loc_align.model import Block, Document, Span

_MARKER = re.compile(r"(?:(\d{1,9})[.)]|[-*+])[ \t]+(?:\[[ xX]\][ \t]+)?\Z")
_BOX = re.compile(r"(?:(?:\d{1,9}[.)]|[-*+])[ \t]+)?\[([ xX])\][ \t]")
"""The box of a task (GitHub Flavored Markdown 0.29, 5.3)."""
TAG = re.compile(r"</?[A-Za-z][\w.:-]*")
"""The start of an HTML tag, with its name."""
COMMENT_TAG: Final = "<!--"
"""What the token of an HTML block that is a comment contains in place of tags."""
_STOP = re.compile(r"[.!?:。！？：।؟…][)\]\"'”’»」』）*_`]*\s*\Z")
_ANCHOR = re.compile(r"[A-Za-z]\w*(?:[./-]\w+)*|\d+", re.ASCII)
LAZY: Final = "lazy"
"""What the token of a quote ends with that has a line without its mark (CommonMark 0.31.2, 5.1)."""
_BAR = re.compile(r"\\.|\|", re.DOTALL)
_HEAD = re.compile(r"\{\{[<%][ \t]*/?[ \t]*[\w./-]+|\{%-?[ \t]*/?[\w-]+|:::[ \t]*[A-Za-z][\w-]*|\S+")
"""The marker of a directive, with its name."""
_HEAD_LENGTH: Final = 40
"""The most characters of the marker of a directive to compare."""
_STEM: Final = 6
"""How many letters of a word to compare: languages write the same word with other endings."""
_MOST_ANCHORS: Final = 200
"""The most anchors of a block to compare."""


class Item(Struct, frozen=True):
    """A block, or a row of a table."""

    kind: str
    token: tuple[str | int, ...]
    """What has to be equal in both documents: the kind with the level, the marker, the tags, or the number of cells."""
    span: Span
    anchors: frozenset[str]
    """The numbers, and the starts of words in Latin letters: names, code, and destinations are among them."""
    kept: frozenset[str]
    """Those of them that a translation keeps: numbers, paths, and names with a capital inside."""
    digest: int
    """The hash of the text, to recognize copies."""
    length: int
    """The length of the text in characters."""
    lines: int
    """The number of lines."""
    stray: int = 0
    """The length of the lines of a list item that aren't indented."""
    ended: bool = False
    """Whether a sentence ends above those lines."""


def skeleton(document: Document) -> list[Item]:
    """Return the skeleton of a document. Comments aren't part of it, because some translators keep the source there."""
    return [*_items(document)]


def item_at(items: Sequence[Item], offset: int) -> int:
    """Return the index of the item that contains an offset; -1 if none does."""
    at = bisect_right(items, offset, key=_start) - 1
    return at if at >= 0 and offset < items[at].span.end else -1


def _start(item: Item) -> int:
    return item.span.start


def _items(document: Document) -> Iterator[Item]:
    text = document.text
    head = unclosed_front_matter(document)
    own = [block for block in document.blocks if head is None or block.span.start >= head.end]
    for line, group in groupby(own, key=lambda block: _row_of(block, text)):
        blocks = [*group]
        if line >= 0:
            end = text.find("\n", line)
            row = shown(document, Span(line, end if end >= 0 else len(text)))
            span = Span(blocks[0].span.start, blocks[-1].span.end)
            yield _item("table_row", ("table_row", _cells(row)), span, row)
            continue
        for block in blocks:
            content = shown(document, block.span)
            if block.kind != "html" or not content.startswith(COMMENT_TAG) or "-->" not in content:
                item = _item(block.kind, (block.kind, *_details(block, content, text)), block.span, content)
                stray = _stray(block, content, text)
                yield (
                    replace(item, stray=stray, ended=_STOP.search(content[: -stray - 1]) is not None) if stray else item
                )


def shown(document: Document, span: Span) -> str:
    """Return the text of a span in the target language."""
    if not document.pairs:
        return span.of(document.text)
    text, done = "", span.start
    first = bisect_left(document.pairs, span.start, key=lambda pair: pair.span.start)
    for pair in takewhile(lambda pair: pair.span.start < span.end, document.pairs[first:]):
        text += document.text[done : pair.span.start] + pair.target.text
        done = max(done, pair.span.end)
    return text + document.text[done : span.end]


def _row_of(block: Block, text: str) -> int:
    """Return the start of the line of a table cell; -1 for other blocks."""
    return text.rfind("\n", 0, block.span.start) + 1 if block.kind == "table_cell" else -1


def _item(kind: str, token: tuple[str | int, ...], span: Span, own: str) -> Item:
    anchors, kept = set[str](), set[str]()
    for found in _ANCHOR.finditer(own):
        word = found[0]
        stem = word[:_STEM].casefold()
        anchors.add(stem)
        if not word.isalpha() or (len(word) > 1 and not word[1:].islower()):
            kept.add(stem)
        if len(anchors) == _MOST_ANCHORS:
            break
    return Item(kind, token, span, frozenset(anchors), frozenset(kept), hash(own), len(own), own.count("\n") + 1)


def _cells(row: str) -> int:
    """Return the number of cells of a row (GitHub Flavored Markdown 0.29, 4.10)."""
    line = row.strip(" \t\r>")
    bars = [found.start() for found in _BAR.finditer(line) if found[0] == "|"]
    return len(bars) + 1 - (bars[:1] == [0]) - (bars[-1:] == [len(line) - 1])


def _details(block: Block, own: str, text: str) -> Iterator[str | int]:
    """Yield what makes blocks of one kind different."""
    if block.kind == "html":
        yield from TAG.findall(own) if not own.startswith(COMMENT_TAG) else (COMMENT_TAG,)
    elif block.kind == "directive":
        head = _HEAD.match(own)
        yield from (block.level, "".join(head[0].lower().split())[:_HEAD_LENGTH] if head else "")
    elif block.kind != "code":
        yield block.level
    if block.kind == "quote":
        lines = text[text.rfind("\n", 0, block.span.start) + 1 : block.span.end].split("\n")
        yield "" if all(">" in line for line in lines) else LAZY
    if block.kind == "list_item":
        found = _MARKER.search(text, text.rfind("\n", 0, block.span.start) + 1, block.span.start)
        yield "" if found is None else "1." if found[1] else "-"
        box = _BOX.match(own) or (_BOX.match(found[0]) if found is not None else None)
        if box is not None:
            yield "done" if box[1].strip() else "to do"


def _stray(block: Block, own: str, text: str) -> int:
    """Return the length of the lines of a list item, with their ends, that aren't indented more than its marker.

    They belong to the item all the same (CommonMark 0.31.2, 5.2), although they may be meant as a paragraph.
    """
    line = text.rfind("\n", 0, block.span.start) + 1
    if block.kind != "list_item" or "\n" not in own or _MARKER.search(text, line, block.span.start) is None:
        return 0
    prefix = text[line : block.span.start].expandtabs()
    indent = len(prefix) - len(prefix.lstrip())
    rest = [line.expandtabs() for line in own.split("\n")[1:] if line.strip()]
    return sum(len(line) + 1 for line in rest if len(line) - len(line.lstrip()) <= indent)
