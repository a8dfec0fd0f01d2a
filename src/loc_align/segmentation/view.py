"""The text of a block for segmentation rules: text without markup, with a word for each code that acts as a word."""

from __future__ import annotations

import re

from msgspec import Struct

from loc_align.model import Code, Inline

_WORD = "Code"
"""Replaces a code span, a formula, or an autolink. It is a word that can start a sentence."""
LINE = "\u2028"
"""Replaces the end of a line or a block inside the text. It is the Unicode line separator."""
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    r"|form|h[1-6]|header|hr|legend|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
"""Tags that end a line (HTML Living Standard, 15.3)."""


class Piece(Struct, frozen=True, gc=False):
    """A part of a block, and its position in the text that the rules see."""

    part: str | Code
    end: int
    """The offset after the part in the joined parts."""
    view_end: int
    """The offset after the part in the text that the rules see."""
    depth: int
    """How many pairs of codes are open after the part."""


def view(parts: Inline) -> tuple[str, list[Piece]]:
    """Return the text that the rules see, and the position of each part in it.

    Args:
        parts: the Markdown of a block as text and inline codes.
    """
    shown: list[str] = []
    pieces: list[Piece] = []
    end = at = depth = 0
    image: int | None = None
    for part in parts:
        code = None if isinstance(part, str) else part
        seen = "" if image is not None else _seen(part)
        if code and code.kind == "open":
            depth += 1
            if code.type == "image" and image is None:
                image = code.pair
        elif code and code.kind == "close":
            depth -= 1
            if code.pair == image:
                image = None
        end += len(part if isinstance(part, str) else part.data)
        at += len(seen)
        shown.append(seen)
        pieces.append(Piece(part, end, at, depth))
    return "".join(shown), pieces


def _seen(code: str | Code) -> str:
    if isinstance(code, str):
        return code
    if code.type == "html" and _BLOCK.match(code.data):
        return LINE
    if code.type == "break":
        return LINE if code.data.startswith(("  ", "\\")) else code.text or " "
    if code.type in {"escape", "entity"}:
        return code.text
    standalone = code.kind == "standalone" and (code.text or code.type != "html")
    return _WORD if standalone or (code.type == "image" and code.kind == "open") else ""
