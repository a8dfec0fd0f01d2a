"""Markup in a segment, before it becomes an inline code."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from msgspec import Struct

from loc_align.model import CodeKind, CodeType


class Markup(Struct, frozen=True, gc=False):
    """The place and the type of a piece of markup."""

    start: int
    end: int
    kind: CodeKind
    type: CodeType
    text: str = ""
    """The visible text of the markup."""


class Standalone:
    """Standalone markup, in order.

    A segment of a damaged file can contain millions of tags. Therefore, each takes a few bytes here.
    """

    __slots__ = ("ends", "starts", "texts", "types")

    def __init__(self) -> None:
        """Start without markup."""
        self.starts = array("I")
        self.ends = array("I")
        self.types: list[CodeType] = []
        self.texts: list[str] = []

    def add(self, start: int, end: int, type_: CodeType, text: str) -> int:
        """Add markup after the rest, and return its end."""
        self.starts.append(start)
        self.ends.append(end)
        self.types.append(type_)
        self.texts.append(text)
        return end

    def __iter__(self) -> Iterator[Markup]:
        """Yield the markup."""
        for start, end, type_, text in zip(self.starts, self.ends, self.types, self.texts, strict=True):
            yield Markup(start, end, "standalone", type_, text)


def code_content(content: str) -> str:
    """Return the visible text of a code span (CommonMark 0.31.2, 6.1)."""
    content = content.replace("\r\n", " ").replace("\n", " ")
    if content.startswith(" ") and content.endswith(" ") and content.strip(" "):
        return content[1:-1]
    return content
