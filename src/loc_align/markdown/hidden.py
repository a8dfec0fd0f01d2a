"""Finds content in what CommonMark reads as code: pairs, and the content of indented containers.

Publishing tools read ``:::column:::`` and loose lists by other rules than CommonMark, so that lines with four spaces
before them are often content. Such lines are read again without their indentation.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from loc_align.markdown.leaves import Leaf, read_passages
from loc_align.markdown.projection import Projection
from loc_align.markdown.skeleton import fold
from loc_align.model import BlockKind

Row = tuple[BlockKind, int, int, int, int]
"""A :data:`Leaf` whose kind is settled. Its lines are those of the body."""

_DEEPEST = 12
"""How often lines can be read again, each time with less indentation; bounds the time for hostile input."""
_TAB_STOP = 4
_ID = "tu-id"
_INDENTATION = re.compile(r"[ \t>]*")
_COLONS = re.compile(r"^[ \t>]*:::[ \t]*([\w-]*)", re.MULTILINE)


class HiddenContent:
    """Replaces leaves that look like code with the leaves of their content."""

    __slots__ = ("_lines", "_projection", "references")

    references: frozenset[str]
    """The labels of the link reference definitions in the content that was found."""

    def __init__(self, projection: Projection, lines: Sequence[int]) -> None:
        """Prepare to read the leaves of a body.

        Args:
            projection: the body without side-by-side markup.
            lines: the offset of each of its lines, and one more at the end.
        """
        self._projection = projection
        self._lines = lines
        self.references = frozenset()

    def leaves(self, leaf: Leaf, directive: int, depth: int = 0) -> Iterator[Row]:
        """Yield the leaf itself if it is code, or else the leaves of its content. Lines are those of the body.

        Args:
            leaf: indented code, or a fence without an end.
            directive: the offset of the leaf before it if that is a directive, otherwise -1.
            depth: how often its lines have been read again.
        """
        kind, level, first, column, last = leaf
        at = self._first_id(first, last)
        if kind == "open_fence":
            content = None if at is None else self._paragraph_start(first, at)
        else:
            content = first if at is not None or self._in_directive(leaf, directive) else None
        if content is None or content >= last or depth == _DEEPEST:
            yield "code", level, first, column, last
            return
        if content > first:
            yield "code", level, first, column, self._code_end(first, content)
        yield from self._again((kind, level, content, column, last), depth)

    def _again(self, leaf: Leaf, depth: int) -> Iterator[Row]:
        """Read lines again without the indentation of their block."""
        indented, level, start, column, end = leaf
        removed = [self._indentation(line, column) for line in range(start, end)]
        if indented == "indented_code":
            removed[0] = column  # also the marker of a list item before it
        text = "".join([self._line(start + at)[width:] for at, width in enumerate(removed)])
        around = self._container(start, column, level)
        directive = -1
        for line, passage in read_passages(fold(text)):
            self.references |= passage.references
            for kind, inner, first, own, last in passage.leaves:
                at = line + first
                place = level + inner, start + at, removed[at] + own, start + line + last
                if kind == "indented_code" or kind == "open_fence":  # noqa: PLR1714 - this narrows the type
                    yield from self.leaves((kind, *place), directive, depth + 1)
                else:
                    yield around if kind == "paragraph" else kind, *place
                directive = self._lines[place[1]] + place[2] if kind == "directive" else -1

    def _container(self, line: int, column: int, level: int) -> BlockKind:
        """Return the kind of a paragraph in the container of a block."""
        if not level:
            return "paragraph"
        return "quote" if self._line(line)[:column].rstrip().endswith(">") else "list_item"

    def _line(self, line: int) -> str:
        return self._projection.text[self._lines[line] : self._lines[line + 1]]

    def _indentation(self, line: int, most: int) -> int:
        found = _INDENTATION.match(self._line(line))
        return min(most, found.end()) if found else 0

    def _first_id(self, first: int, last: int) -> int | None:
        """Return the first line with a pair, or with an ID that belongs to no pair."""
        start, end = self._lines[first], self._lines[last]
        starts = self._projection.piece_starts
        at = bisect_left(starts, start) | 1  # targets have odd indexes
        offsets = [starts[at]] if at < len(starts) and starts[at] < end else []
        loose = self._projection.text.find(_ID, start, end)
        offsets += [loose] if loose >= 0 else []
        return bisect_right(self._lines, min(offsets)) - 1 if offsets else None

    def _paragraph_start(self, fence: int, line: int) -> int:
        """Return the first line of the paragraph around a line of a fence, or the line if nothing separates them."""
        start = line
        while start - 1 > fence and self._line(start - 1).strip(" \t\r\n>"):
            start -= 1
        return start if start - 1 > fence else max(line, fence + 1)

    def _code_end(self, first: int, content: int) -> int:
        while content - 1 > first and not self._line(content - 1).strip(" \t\r\n>"):
            content -= 1
        return content

    def _in_directive(self, leaf: Leaf, directive: int) -> bool:
        """Return whether indented code is the content of an indented ``:::`` container."""
        _, _, first, column, last = leaf
        text = self._projection.text
        code = text[self._lines[first] : self._lines[last]]
        marker = _COLONS.search(code)
        if marker is not None and marker[1].endswith("-end"):
            return True
        if not text.startswith(":::", max(directive, 0)) or directive < 0:
            return False
        width = directive - self._lines[bisect_right(self._lines, directive) - 1]
        return column < width + _TAB_STOP or (marker is not None and not code[: marker.start()].strip())
