"""Parses the leaf blocks of a document, with exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from types import MappingProxyType

from loc_align.markdown.flavours import FLAVOURS, Flavour
from loc_align.markdown.flavours.scanner import Scanned, scan
from loc_align.markdown.hidden import HiddenContent
from loc_align.markdown.leaves import Leaf, read_passages
from loc_align.markdown.projection import Projection, line_starts
from loc_align.markdown.skeleton import fold
from loc_align.model import Block, BlockKind

_BAR = re.compile(r"\\.|\|", re.DOTALL)


_CODE = ("indented_code", "open_fence")
_UNCHANGED = Scanned("", MappingProxyType({}), MappingProxyType({}))


def read_blocks(
    projection: Projection, flavour: Flavour = FLAVOURS["docfx"]
) -> tuple[tuple[Block, ...], frozenset[str]]:
    """Parse the leaf blocks and the link reference definitions of a projected body.

    Args:
        projection: the body without side-by-side markup.
        flavour: what its maker adds to CommonMark.

    Returns:
        The blocks with their spans in the document, and the normalized labels of the link reference definitions
        (CommonMark 0.31.2, 4.7).
    """
    text = projection.text
    lines = line_starts(text)
    lines.append(len(text) + 1)
    hidden = HiddenContent(projection, lines)
    returns = "\r\n" in text
    kinds: list[BlockKind] = []
    levels: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    references: frozenset[str] = frozenset()

    def add(kind: BlockKind, level: int, first: int, column: int, last: int) -> None:
        start, end = lines[first] + column, lines[last] - 1
        if returns and text.endswith("\r\n", start, end + 1):
            end -= 1
        for cell_start, cell_end in _cells(text, start, end) if kind == "table_cell" else ((start, end),):
            kinds.append(kind)
            levels.append(level)
            starts.append(cell_start)
            ends.append(cell_end)

    for passage_leaves, labels in _passages(text, flavour):
        for leaf in passage_leaves:
            if leaf[0] in _CODE:
                directive = starts[-1] if kinds and kinds[-1] == "directive" else -1
                for row in hidden.leaves(leaf, directive):
                    add(*row)
            else:
                add(*leaf)  # type: ignore[arg-type] # the kinds of code are handled above
        references |= labels
    blocks = tuple(map(Block, kinds, projection.spans(starts, ends), levels))
    return blocks, references | hidden.references


def _passages(text: str, flavour: Flavour) -> Iterator[tuple[Iterable[Leaf], frozenset[str]]]:
    """Yield the leaves of each passage, with the lines and the columns of the text, and its references."""
    scanned = scan(_with_newlines(text), flavour) if flavour.blocks else _UNCHANGED
    for line, passage in read_passages(fold(scanned.text or text), markdown_in_tags=flavour.markdown_in_tags):
        yield _placed(passage.leaves, line, scanned), passage.references


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _placed(leaves: Iterable[Leaf], line: int, scanned: Scanned) -> Iterator[Leaf]:
    removed, regions = scanned.removed, scanned.regions
    for kind, level, first, column, last in leaves:
        start = line + first
        region = regions.get(start) if kind == "thematic_break" else None
        kind_of, end = region or (kind, line + last)
        yield kind_of, level, start, column + removed.get(start, 0), end


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the cells of a table row, which unescaped pipes separate (GitHub Flavored Markdown 0.29, 4.10)."""
    bars = [found.start() for found in _BAR.finditer(text, start, end) if found[0] == "|"]
    for before, after in pairwise([start - 1, *bars, end]):
        content = text[before + 1 : after]
        inner = content.strip()
        if inner:
            first = before + 1 + content.index(inner[0])
            yield first, first + len(inner)
