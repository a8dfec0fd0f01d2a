"""Parses the leaf blocks of a document, with exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from loc_align.markdown.hidden import HiddenContent
from loc_align.markdown.leaves import read_passages
from loc_align.markdown.projection import Projection, line_starts
from loc_align.markdown.skeleton import fold
from loc_align.model import Block, BlockKind

_BAR = re.compile(r"\\.|\|", re.DOTALL)


def read_blocks(projection: Projection) -> tuple[tuple[Block, ...], frozenset[str]]:
    """Parse the leaf blocks and the link reference definitions of a projected body.

    Args:
        projection: the body without side-by-side markup.

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

    for line, passage in read_passages(fold(text)):
        for kind, level, first, column, last in passage.leaves:
            if kind == "indented_code" or kind == "open_fence":  # noqa: PLR1714 - this narrows the type
                directive = starts[-1] if kinds and kinds[-1] == "directive" else -1
                for row in hidden.leaves((kind, level, line + first, column, line + last), directive):
                    add(*row)
            else:
                add(kind, level, line + first, column, line + last)
        if passage.references:
            references |= passage.references
    blocks = tuple(map(Block, kinds, projection.spans(starts, ends), levels))
    return blocks, references | hidden.references


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the cells of a table row, which unescaped pipes separate (GitHub Flavored Markdown 0.29, 4.10)."""
    bars = [found.start() for found in _BAR.finditer(text, start, end) if found[0] == "|"]
    for before, after in pairwise([start - 1, *bars, end]):
        content = text[before + 1 : after]
        inner = content.strip()
        if inner:
            first = before + 1 + content.index(inner[0])
            yield first, first + len(inner)
