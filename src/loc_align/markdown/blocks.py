"""The leaf blocks of a document, by markdown-it at block level, with exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from loc_align.markdown.projection import Projection, line_starts
from loc_align.markdown.skeleton import defines_references, even_fence, fold, passages
from loc_align.model import Block, BlockKind

_REMEMBERED = 4096
"""So many passages are remembered with their blocks; a passage that comes again is not parsed again."""
_LONGEST_REMEMBERED = 4000
"""A passage longer than this (characters) is parsed each time, which bounds the memory."""

_LEAVES: dict[str, BlockKind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
    "hr": "thematic_break",
    "tr_open": "table_cell",
}
_CONTAINERS = frozenset({"blockquote_open", "list_item_open", "blockquote_close", "list_item_close"})
_QUOTE_MARK = re.compile(r"[ \t]*>[ \t]?")
_ITEM_MARK = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]*")
_DIRECTIVE_LINE = re.compile(r"[ \t>]*(?::::.*|\[!\w.*\])[ \t]*$")
_BAR = re.compile(r"\\.|\|", re.DOTALL)


class _Leaf(Struct, frozen=True, gc=False):
    """A leaf block of a passage, in lines."""

    kind: BlockKind
    level: int
    first: int
    """0-based first line."""
    column: int
    """Where the block starts on its first line, after the prefixes of its containers."""
    last: int
    """The line after its last one."""


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["block"])
    return parser


_PARSER = _make_parser()


def read_blocks(projection: Projection) -> tuple[Block, ...]:
    """The leaf blocks of a projected body, with their spans in the document.

    Args:
        projection: the body as it really is, without the side-by-side markup.
    """
    text = projection.text
    starts = line_starts(text)
    starts.append(len(text) + 1)
    blocks: list[Block] = []
    for line, leaves in _passages(fold(text)):
        for leaf in leaves:
            start = starts[line + leaf.first] + leaf.column
            end = _line_end(text, starts[line + leaf.last])
            if leaf.kind == "table_cell":
                blocks += _cells(projection, leaf, start, end)
            else:
                blocks.append(Block(leaf.kind, projection.span(start, end), leaf.level))
    return tuple(blocks)


def read_references(text: str) -> frozenset[str]:
    """The normalized labels of the link reference definitions of a projected text (CommonMark 0.31.2, 4.7)."""
    if not defines_references(text):
        return frozenset()
    env: dict[str, Any] = {}
    _PARSER.parse(text, env)
    return frozenset(env.get("references", ()))


def _line_end(text: str, following: int) -> int:
    """The end of the line before the one that starts at ``following``, without its line end."""
    end = following - 1
    return end - 1 if text.endswith("\r\n", 0, following) else end


def _passages(skeleton: str) -> Iterator[tuple[int, tuple[_Leaf, ...]]]:
    """The leaves of a skeleton, passage by passage, each with the passage's first line."""
    parts = passages(skeleton)
    line = at = 0
    while at < len(parts):
        passage, taken = even_fence(parts, at)
        leaves, closed = _parse(passage)
        while not closed and at + taken < len(parts):
            taken *= 2  # so that what stays open over many passages costs a few parses, not one for each of them
            passage = "".join(parts[at : at + taken])
            leaves, closed = _parse(passage)
        yield line, leaves
        line += passage.count("\n")
        at += taken


def _parse(passage: str) -> tuple[tuple[_Leaf, ...], bool]:
    """The leaves of a passage, and whether every fence and HTML block in it is closed."""
    return (_remembered if len(passage) <= _LONGEST_REMEMBERED else _leaves_of)(passage)


def _leaves_of(passage: str) -> tuple[tuple[_Leaf, ...], bool]:
    tokens = _PARSER.parse(passage)
    lines = passage.split("\n")
    leaves: list[_Leaf] = []
    containers: list[Token] = []
    for token in tokens:
        if token.type in _CONTAINERS:
            if token.nesting > 0:
                containers.append(token)
            else:
                containers.pop()
        elif token.type in _LEAVES and token.map:
            leaves += _leaf(token, containers, lines)
    return tuple(leaves), not _is_open(tokens, passage.count("\n"))


_remembered = lru_cache(maxsize=_REMEMBERED)(_leaves_of)


def _is_open(tokens: Sequence[Token], height: int) -> bool:
    """Whether the last block would go on if more lines followed."""
    last = tokens[-1] if tokens else None
    return last is not None and last.type in {"fence", "html_block"} and last.map is not None and last.map[1] >= height


def _leaf(token: Token, containers: Sequence[Token], lines: Sequence[str]) -> Iterator[_Leaf]:
    first, last = token.map or (0, 0)
    column = _column(lines[first], first, containers)
    kind = _LEAVES[token.type]
    if kind == "heading":
        yield _Leaf(kind, int(token.tag[1]), first, column, last)
    elif kind == "paragraph":
        kind = _paragraph_kind(containers)
        yield from _paragraph(_Leaf(kind, len(containers), first, column, last), lines)
    else:
        yield _Leaf(kind, len(containers), first, column, last)


def _paragraph_kind(containers: Sequence[Token]) -> BlockKind:
    if not containers:
        return "paragraph"
    return "quote" if containers[-1].type == "blockquote_open" else "list_item"


def _column(line: str, number: int, containers: Sequence[Token]) -> int:
    at = 0
    for container in containers:
        if container.type == "blockquote_open":
            mark = _QUOTE_MARK.match(line, at)
        else:
            mark = _ITEM_MARK.match(line, at) if container.map and container.map[0] == number else None
        at = mark.end() if mark else at
    return at + _indent(line[at:])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _paragraph(leaf: _Leaf, lines: Sequence[str]) -> Iterator[_Leaf]:
    """A paragraph, cut where a line of it is a directive: to CommonMark both are one."""
    own = [number for number in range(leaf.first, leaf.last) if _DIRECTIVE_LINE.match(lines[number])]
    start, column = leaf.first, leaf.column
    for number in own:
        if start < number:
            yield _Leaf(leaf.kind, leaf.level, start, column, number)
        column = leaf.column if number == leaf.first else _prefix(lines[number])
        yield _Leaf("directive", leaf.level, number, column, number + 1)
        start = number + 1
        column = _prefix(lines[start]) if start < leaf.last else 0
    if start < leaf.last:
        yield _Leaf(leaf.kind, leaf.level, start, column, leaf.last)


def _prefix(line: str) -> int:
    return len(line) - len(line.lstrip(" \t>"))


def _cells(projection: Projection, row: _Leaf, start: int, end: int) -> Iterator[Block]:
    """The cells of a table row (GitHub Flavored Markdown 0.29, 4.10): cut at bars that no backslash escapes."""
    text = projection.text
    bars = [found.start() for found in _BAR.finditer(text, start, end) if found[0] == "|"]
    for before, after in pairwise([start - 1, *bars, end]):
        content = text[before + 1 : after]
        inner = content.strip()
        if inner:
            first = before + 1 + content.index(inner[0])
            yield Block("table_cell", projection.span(first, first + len(inner)), row.level)


def forget() -> None:
    """Forget the remembered passages, so that a measurement starts from nothing."""
    _remembered.cache_clear()
