"""Which closing tag ends which side of a pair: decided where it is certain, said where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from loc_align.model import Defect, Span
from loc_align.sxs.tags import Tag

_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")
_OPENING = frozenset({"target", "lookup", "source"})
FARTHEST = 200
"""White space between the tags of one pair beyond this many characters is no slip of a tool."""


_TRIED = 16
"""So many doubled closing tags are tried as the end of a source side, which keeps the walk linear."""
_LONGEST = 20_000
"""A side longer than this is not searched for other people's spans, which keeps the walk linear."""
_INNER = re.compile(
    r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|(?P<close></span\s*>)|(?P<open><span(?=[\s>])[^<>]*(?<!/)>)", re.DOTALL
)


class _Region(Struct, frozen=True):
    """An opening tag of ours and what stands before the next one: closing tags and other people's spans."""

    open: Tag
    inner: Sequence[Tag]
    next: Tag | None


class Repair:
    """One walk over the tags of a text: the balanced row of those that are markup, and what was left over."""

    __slots__ = ("_text", "_wrapper", "defects", "row")

    row: list[Tag]
    """Opening and closing tags in document order, every opening one closed; a supplied closing tag is empty."""
    defects: list[Defect]
    """The tags that were left in the text."""

    def __init__(self, text: str, tags: Sequence[Tag]) -> None:
        """Balance the tags of a text."""
        self._text = text
        self._wrapper: Tag | None = None
        self.row = []
        self.defects = []
        for region in _regions(tags):
            if region.open.kind == "target":
                self._target(region)
            elif region.open.kind == "source":
                self._source(region)
            else:
                self._lookup(region)
        self._strays(tags)

    def _target(self, region: _Region) -> None:
        tag, following = region.open, region.next
        closes = [item for item in region.inner if item.kind == "close"]
        if following is not None and following.kind != "target":
            if closes and self._blank(closes[-1].end, following.start):
                self.row += (tag, closes[-1])
                return
            if not closes and not _BLANK_LINE.search(self._text, tag.end, following.start):
                self.row += (tag, _supplied(following.start))
                return
        free = _unbalanced(region.inner) or closes
        if free:
            self.row += (tag, free[0])
        elif following is not None and following.kind == "target":
            self._leave(tag, "tag-nested", "This target side is still open where the next one begins")
        else:
            self._leave(tag, "target-unpaired", "This target side is never closed and has no source side")

    def _lookup(self, region: _Region) -> None:
        following = region.next
        if following is not None and following.kind == "source" and self._blank(region.open.end, following.start):
            self._wrapper = region.open
            return
        free = _unbalanced(region.inner)
        self.row += (region.open, free[0] if free else _supplied(region.open.end))

    def _source(self, region: _Region) -> None:
        wrapper, self._wrapper = self._wrapper, None
        close = self._source_close(region)
        if close is None:
            self._leave(region.open, "source-unpaired", "This source side is never closed")
        elif wrapper is None:
            self.row += (region.open, close)
        else:
            last = self._adjacent(region.inner).get(close.start) or _supplied(close.end)
            self.row += (wrapper, region.open, close, last)

    def _source_close(self, region: _Region) -> Tag | None:
        """The first of two closing tags before which other people's spans balance, or the next best one."""
        first_of_two = self._adjacent(region.inner)
        doubled = [item for item in region.inner if item.start in first_of_two]
        for close in doubled[:_TRIED]:
            if _balanced(Span(region.open.end, close.start).of(self._text)):
                return close
        return next(iter(doubled or _unbalanced(region.inner)), None)

    def _adjacent(self, inner: Sequence[Tag]) -> dict[int, Tag]:
        """Where one closing tag follows another at once: the first one's offset, and the second."""
        return {
            first.start: second
            for first, second in pairwise(inner)
            if first.kind == second.kind == "close" and self._blank(first.end, second.start)
        }

    def _blank(self, start: int, end: int) -> bool:
        return end - start < FARTHEST and not self._text[start:end].strip(" \t\r\n>")

    def _leave(self, tag: Tag, code: str, what: str) -> None:
        self.defects.append(Defect(Span(tag.start, tag.end), code, f"{what} (id {tag.id}); it was left in the text."))

    def _strays(self, tags: Sequence[Tag]) -> None:
        used = {tag.start for tag in self.row if tag.end > tag.start}
        rest = [tag for tag in tags if tag.kind == "foreign" or (tag.kind == "close" and tag.start not in used)]
        detail = "This closing span tag closes nothing; it was left in the text."
        self.defects += [Defect(Span(tag.start, tag.end), "close-stray", detail) for tag in _unbalanced(rest)]


def _regions(tags: Sequence[Tag]) -> Iterator[_Region]:
    at = [index for index, tag in enumerate(tags) if tag.kind in _OPENING]
    for index, following in pairwise([*at, len(tags)]):
        yield _Region(tags[index], tags[index + 1 : following], tags[following] if following < len(tags) else None)


def _unbalanced(inner: Sequence[Tag]) -> list[Tag]:
    """The closing tags that no other people's span in the region opens."""
    depth = 0
    free = []
    for tag in inner:
        if tag.kind == "foreign":
            depth += 1
        elif depth:
            depth -= 1
        else:
            free.append(tag)
    return free


def _balanced(content: str) -> bool:
    """Whether the span tags of a side's content balance, those quoted in code spans aside."""
    if len(content) > _LONGEST or "span" not in content:
        return True
    depth = 0
    for found in _INNER.finditer(content):
        if found["close"]:
            depth -= 1
        elif found["open"]:
            depth += 1
        if depth < 0:
            return False
    return depth == 0


def _supplied(offset: int) -> Tag:
    return Tag("close", offset, offset)
