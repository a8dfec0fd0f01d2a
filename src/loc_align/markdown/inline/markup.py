"""Markup in a segment, before it becomes an inline code."""

from __future__ import annotations

from msgspec import Struct

from loc_align.model import CodeKind, CodeType, Span


class Markup(Struct, frozen=True, gc=False):
    """The span and the type of a piece of markup."""

    span: Span
    kind: CodeKind
    type: CodeType
    text: str = ""
    """The visible text of the markup."""


def code_content(content: str) -> str:
    """Return the visible text of a code span (CommonMark 0.31.2, 6.1)."""
    content = content.replace("\r\n", " ").replace("\n", " ")
    if content.startswith(" ") and content.endswith(" ") and content.strip(" "):
        return content[1:-1]
    return content
