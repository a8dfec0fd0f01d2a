"""Matches closing tags to the sides of pairs if the match is certain, and reports defects otherwise.

A damaged file can contain millions of tags. So this module keeps no list of tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise

from msgspec import Struct

from loc_align.model import Defect, Span
from loc_align.sxs.tags import Tag, Tags

_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")
FARTHEST = 200
"""The most white space, in characters, between the tags of one pair."""


_MOST_CANDIDATES = 16
"""How many doubled closing tags to test as the end of a source; keeps the time linear."""
_LONGEST = 20_000
"""The longest side, in characters, to search for unrelated span tags; keeps the time linear."""
_INNER = re.compile(
    r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|(?P<close></span\s*>)|(?P<open><span(?=[\s>])[^<>]*(?<!/)>)", re.DOTALL
)


class _Region(Struct, frozen=True, gc=False):
    """An opening tag of a pair, and the tags up to the next one: closing tags and unrelated span tags."""

    open: Tag
    next: Tag | None
    tags: Tags
    first: int
    last: int

    def inner(self) -> Iterator[Tag]:
        """Yield the tags up to the next opening tag of a pair."""
        return self.tags.between(self.first, self.last)

    def closes(self) -> Iterator[Tag]:
        """Yield the closing tags among them."""
        return (tag for tag in self.inner() if tag.kind == "close")


class Repair:
    """Groups the tags of a text into balanced sides, and collects the tags that belong to no side."""

    __slots__ = ("_tags", "_text", "_used", "_wrapper", "defects")

    defects: list[Defect]
    """Defects for the tags that were left in the text; complete after :meth:`groups` has ended."""

    def __init__(self, text: str, tags: Tags) -> None:
        """Prepare to group the tags of a text."""
        self._text = text
        self._tags = tags
        self._wrapper: Tag | None = None
        self._used: set[int] = set()
        self.defects = []

    def groups(self) -> Iterator[tuple[Tag, ...]]:
        """Yield the tags of each side in document order. A missing closing tag is added as a tag of length 0."""
        for region in _regions(self._tags):
            if region.open.kind == "target":
                group = self._target(region)
            elif region.open.kind == "source":
                group = self._source(region)
            else:
                group = self._lookup(region)
            if group:
                self._used.update(tag.start for tag in group if tag.kind == "close" and tag.end > tag.start)
                yield group
        self._strays()

    def _target(self, region: _Region) -> tuple[Tag, ...]:
        tag, following = region.open, region.next
        last = None
        for last in region.closes():  # noqa: B007 - the last one is needed
            pass
        if following is not None and following.kind != "target":
            if last is not None and self._blank(last.end, following.start):
                return tag, last
            if last is None and not _BLANK_LINE.search(self._text, tag.end, following.start):
                return tag, _supplied(following.start)
        free = next(chain(_unbalanced(region.inner()), region.closes()), None)
        if free is not None:
            return tag, free
        if following is not None and following.kind == "target":
            return self._leave(tag, "tag-nested", "The target is still open where the next one starts")
        return self._leave(tag, "target-unpaired", "The target is never closed and has no source")

    def _lookup(self, region: _Region) -> tuple[Tag, ...]:
        following = region.next
        if following is not None and following.kind == "source" and self._blank(region.open.end, following.start):
            self._wrapper = region.open
            return ()
        return region.open, next(_unbalanced(region.inner()), None) or _supplied(region.open.end)

    def _source(self, region: _Region) -> tuple[Tag, ...]:
        wrapper, self._wrapper = self._wrapper, None
        close, second = self._source_close(region)
        if close is None:
            return self._leave(region.open, "source-unpaired", "The source is never closed")
        return (
            (region.open, close) if wrapper is None else (wrapper, region.open, close, second or _supplied(close.end))
        )

    def _source_close(self, region: _Region) -> tuple[Tag | None, Tag | None]:
        """Return the closing tag of a source, and the closing tag of its wrapper.

        These are the first two adjacent closing tags before which unrelated span tags are balanced, or the best guess.
        """
        doubled = [*islice(self._doubled(region.inner()), _MOST_CANDIDATES)]
        for close, second in doubled:
            if _balanced(Span(region.open.end, close.start).of(self._text)):
                return close, second
        return doubled[0] if doubled else (next(_unbalanced(region.inner()), None), None)

    def _doubled(self, inner: Iterable[Tag]) -> Iterator[tuple[Tag, Tag]]:
        """Yield pairs of adjacent closing tags."""
        return (
            (first, second)
            for first, second in pairwise(inner)
            if first.kind == second.kind == "close" and self._blank(first.end, second.start)
        )

    def _blank(self, start: int, end: int) -> bool:
        return end - start < FARTHEST and not self._text[start:end].strip(" \t\r\n>")

    def _leave(self, tag: Tag, code: str, what: str) -> tuple[Tag, ...]:
        self.defects.append(Defect(Span(tag.start, tag.end), code, f"{what} (ID {tag.id}); it was left in the text."))
        return ()

    def _strays(self) -> None:
        every = self._tags.between(0, len(self._tags))
        used = self._used
        rest = (tag for tag in every if tag.kind == "foreign" or (tag.kind == "close" and tag.start not in used))
        detail = "The closing span tag has no opening tag; it was left in the text."
        self.defects += (Defect(Span(tag.start, tag.end), "close-stray", detail) for tag in _unbalanced(rest))


def _regions(tags: Tags) -> Iterator[_Region]:
    for at, following in pairwise(chain(tags.openings(), [len(tags)])):
        yield _Region(tags[at], tags[following] if following < len(tags) else None, tags, at + 1, following)


def _unbalanced(inner: Iterable[Tag]) -> Iterator[Tag]:
    """Yield the closing tags that do not close an unrelated span."""
    depth = 0
    for tag in inner:
        if tag.kind == "foreign":
            depth += 1
        elif depth:
            depth -= 1
        else:
            yield tag


def _balanced(content: str) -> bool:
    """Return whether the span tags in the content of a side are balanced, ignoring those in code spans."""
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
