"""A piece of markup in a segment, before it becomes a code."""

from __future__ import annotations

from dataclasses import dataclass

from loc_align.model import CodeKind, CodeType, Span


@dataclass(frozen=True, slots=True)
class Markup:
    """Where a piece of markup stands and what it is."""

    span: Span
    kind: CodeKind
    type: CodeType
    text: str = ""
    """What a reader sees in its place."""
