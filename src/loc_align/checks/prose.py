"""Masks the inline codes of a segment, so that text keeps its offsets and no pattern matches the markup."""

from __future__ import annotations

from loc_align.model import Code, Inline

CODE = "\ufffc"
"""Replaces each character of a standalone code: U+FFFC OBJECT REPLACEMENT CHARACTER."""

MARKUP = "\u2060"
"""Replaces each character of an opening or closing code: U+2060 WORD JOINER."""


def mask_codes(text: str, parts: Inline) -> str:
    """Return the text of a segment with masked inline codes. All offsets stay the same.

    Args:
        text: the Markdown of the segment.
        parts: the same segment, as text and inline codes.

    Returns:
        A text of the same length as ``text``. An escape or an entity appears as its character, after filler. A line
            break is white space.
    """
    if len(parts) == 1 and isinstance(parts[0], str):
        return text
    return "".join(part if isinstance(part, str) else _mask(part) for part in parts)


def _mask(code: Code) -> str:
    size = len(code.data)
    if code.kind != "standalone":
        return MARKUP * size
    if code.type == "break":
        return " " * size
    if code.type in {"escape", "entity"} and len(code.text) <= size:
        return code.text.rjust(size, MARKUP)
    return CODE * size
