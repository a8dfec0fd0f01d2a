"""Parses the leaf blocks of a skeleton with markdown-it. Positions are lines and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from loc_align.markdown.skeleton import passages, shorten_fence
from loc_align.model import BlockKind
from loc_align.text.patterns import possessive

_CACHED_PASSAGES = 4096
"""How many parsed passages to cache, because equal passages occur often."""
_LONGEST_CACHED = 4000
"""The longest passage to cache, in characters, which bounds the memory."""

LeafKind = BlockKind | Literal["indented_code", "open_fence"]
"""The kind of a leaf block. Indented code and an unclosed fence have their own kinds, because they can contain pairs.
"""

_LEAVES: dict[str, LeafKind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "fence": "code",
    "code_block": "indented_code",
    "html_block": "html",
    "hr": "thematic_break",
    "tr_open": "table_cell",
}
_CONTAINERS = frozenset({"blockquote_open", "list_item_open", "blockquote_close", "list_item_close"})
_QUOTE_MARK = re.compile(r"[ \t]*>[ \t]?")
_ITEM_MARK = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]*")
_BRACKETS = possessive(r"[^\[\]\n]|\[" + possessive(r"[^\[\]\n]|\[[^\[\]\n]*+\]") + r"\]")
_OTHERS = possessive(rf"[ \t]*+\[!\w{_BRACKETS}\]")
_DIRECTIVE_LINE = re.compile(
    r"[ \t>]*(?::::(?![a-z]" + possessive(r"[^:\n]|:(?!::)") + r":::[ \t]*+[^\s:]).*"
    rf"|\[!\w{_BRACKETS}\]{_OTHERS})[ \t]*$"
)
"""A line with directives and no other text."""

Leaf = tuple[LeafKind, int, int, int, int]
"""A leaf block: kind, level, 0-based first line, 0-based column after the prefixes of its containers, and the line
after the last one. A table row represents its cells."""


class Passage(Struct, frozen=True):
    """A parsed passage of a skeleton."""

    leaves: tuple[Leaf, ...]
    references: frozenset[str]
    """The normalized labels of its link reference definitions."""
    height: int
    """The number of lines."""
    closed: bool
    """Whether every fence and HTML block in it is closed."""


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["block"])
    return parser


_PARSER = _make_parser()
_PARSER_IN_TAGS = _make_parser().disable(["code", "html_block"])
"""Reads MDX, which has neither indented code nor HTML blocks (https://mdxjs.com/docs/what-is-mdx/)."""


def read_passages(skeleton: str, *, markdown_in_tags: bool = False) -> Iterator[tuple[int, Passage]]:
    """Yield the parsed passages of a skeleton, each with its 0-based first line.

    Args:
        skeleton: the folded text.
        markdown_in_tags: whether the text between tags is Markdown, and indented text is no code.
    """
    parts = passages(skeleton)
    line = at = 0
    while at < len(parts):
        text, taken, removed = parts[at], 1, 0
        if text.startswith(("```", "~~~")):
            text, taken, removed = shorten_fence(parts, at)
        passage = _read(text, markdown_in_tags)
        while not passage.closed and at + taken < len(parts):
            taken *= 2  # doubling keeps the number of parses small if a block is open over many passages
            removed = 0
            passage = _read("".join(parts[at : at + taken]), markdown_in_tags)
        yield line, _with_lines(passage, removed) if removed else passage
        line += passage.height + removed
        at += taken


def _with_lines(passage: Passage, removed: int) -> Passage:
    """Add the removed lines of code to a passage that starts with a shortened fence."""
    (kind, level, first, column, last), *others = passage.leaves
    moved = [(kind, level, first + removed, column, last + removed) for kind, level, first, column, last in others]
    return replace(passage, leaves=((kind, level, first, column, last + removed), *moved))


def _read(text: str, markdown_in_tags: bool) -> Passage:  # noqa: FBT001 - the key of the cache
    read = _cached if len(text) <= _LONGEST_CACHED else read_passage
    return read(text, markdown_in_tags)


def read_passage(text: str, markdown_in_tags: bool = False) -> Passage:  # noqa: FBT001, FBT002 - as above
    """Parse a passage.

    Args:
        text: the passage.
        markdown_in_tags: whether the text between tags is Markdown, and indented text is no code.
    """
    env: dict[str, Any] = {}
    tokens = (_PARSER_IN_TAGS if markdown_in_tags else _PARSER).parse(text, env)
    lines = text.split("\n")
    leaves: list[Leaf] = []
    containers: list[Token] = []
    for token in tokens:
        if token.type in _CONTAINERS:
            if token.nesting > 0:
                containers.append(token)
            else:
                containers.pop()
        elif token.type in _LEAVES and token.map:
            leaves += _leaf(token, containers, lines)
    height = len(lines) - 1
    return Passage(tuple(leaves), frozenset(env.get("references", ())), height, not _is_open(tokens, height))


_cached = lru_cache(maxsize=_CACHED_PASSAGES)(read_passage)


def _is_open(tokens: Sequence[Token], height: int) -> bool:
    """Return whether the last block would continue if more lines followed."""
    last = tokens[-1] if tokens else None
    if last is None or last.map is None or last.map[1] < height:
        return False
    return _is_open_fence(last) if last.type == "fence" else last.type == "html_block"


def _is_open_fence(token: Token) -> bool:
    """Return whether a fence has no closing line. A closed one has two lines besides its code."""
    first, last = token.map or (0, 0)
    return last - first < token.content.count("\n") + 2 or token.content[-1:] not in {"", "\n"}


def _leaf(token: Token, containers: Sequence[Token], lines: Sequence[str]) -> Iterator[Leaf]:
    first, last = token.map or (0, 0)
    column = _column(lines[first], first, containers)
    kind = _LEAVES[token.type]
    if kind == "heading":
        yield kind, int(token.tag[1]), first, column, last
    elif kind == "paragraph":
        yield from _paragraph((_paragraph_kind(containers), len(containers), first, column, last), lines)
    elif token.type == "fence" and _is_open_fence(token):
        yield "open_fence", len(containers), first, column, last
    else:
        yield kind, len(containers), first, column, last


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
    return at + _prefix(line[at:], " \t")


def _paragraph(leaf: Leaf, lines: Sequence[str]) -> Iterator[Leaf]:
    """Split a paragraph at its directive lines, which are part of the paragraph in CommonMark."""
    kind, level, start, column, last = leaf
    for number in range(start, last):
        if not _DIRECTIVE_LINE.match(lines[number]):
            continue
        own = column if number == leaf[2] else _prefix(lines[number], " \t>")
        if start < number:
            yield kind, level, start, column, number
        yield "directive", level, number, own, number + 1
        start = number + 1
        column = _prefix(lines[start], " \t>") if start < last else 0
    if start < last:
        yield kind, level, start, column, last


def _prefix(line: str, marks: str) -> int:
    return len(line) - len(line.lstrip(marks))


def clear_cache() -> None:
    """Clear the cache of parsed passages, so that a measurement starts with an empty cache."""
    _cached.cache_clear()
