"""A piece of markup in a segment, before it becomes a code."""

from __future__ import annotations

from msgspec import Struct

from loc_align.model import CodeKind, CodeType, Span


class Markup(Struct, frozen=True, gc=False):
    """Where a piece of markup stands and what it is."""

    span: Span
    kind: CodeKind
    type: CodeType
    text: str = ""
    """What a reader sees in its place."""


def code_content(content: str) -> str:
    """What a code span shows (CommonMark 0.31.2, 6.1)."""
    content = content.replace("\r\n", " ").replace("\n", " ")
    if content.startswith(" ") and content.endswith(" ") and content.strip(" "):
        return content[1:-1]
    return content
