"""A segment with its codes blotted out: the words stand where they stood, and nothing of the markup can match."""

from __future__ import annotations

from loc_align.model import Code, Inline

CODE = "\ufffc"
"""In the place of a standalone code, as often as it has characters: U+FFFC OBJECT REPLACEMENT CHARACTER."""

MARKUP = "\u2060"
"""In the place of a code that opens or closes something: U+2060 WORD JOINER."""


def mask_codes(text: str, parts: Inline) -> str:
    """A segment's words, each at its offset in the segment.

    Args:
        text: the segment's Markdown.
        parts: the same, as text and inline codes.

    Returns:
        As many characters as ``text`` has. An escape or an entity shows its character as the last of its own; a line
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
