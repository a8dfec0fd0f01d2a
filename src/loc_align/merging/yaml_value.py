"""Edits of front-matter values, quoted as YAML requires."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from loc_align.model import Code, Edit, Span


def value_edit(text: str, span: Span, pieces: Sequence[str | Code]) -> Edit | None:
    """Return the edit that replaces a front-matter value. Keys, order, and comments stay, and usually the quotes.

    Args:
        text: the text of the document.
        span: the span of the old value, without its quotes.
        pieces: the new text, and the escapes of the old value.

    Returns:
        The edit; ``None`` if the value cannot contain the text because of a line break.
    """
    quote = text[span.start - 1 : span.start]
    if quote in {"'", '"'} and text[span.end : span.end + 1] == quote:
        typed = "".join(piece for piece in pieces if isinstance(piece, str))
        if "\n" in typed and "\n" not in span.of(text):
            return None
        return Edit(span, "".join(_escaped(piece, quote) for piece in pieces))
    plain = "".join(piece if isinstance(piece, str) else piece.data for piece in pieces)
    if "\n" in span.of(text) or "\n" in plain:
        return Edit(span, plain) if "\n" in span.of(text) else None
    if _is_plain(plain) or _in_block_scalar(text, span):
        return Edit(span, plain)
    return Edit(span, '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"')


def _escaped(piece: str | Code, quote: str) -> str:
    if isinstance(piece, Code):
        return piece.data
    if quote == "'":
        return piece.replace("'", "''")
    return piece.replace("\\", "\\\\").replace('"', '\\"')


def _is_plain(value: str) -> bool:
    """Return whether YAML reads the text as a plain scalar, in a mapping as well as in a flow sequence."""
    try:
        return bool(yaml.safe_load(f"k: {value}\n") == {"k": value}) and not set(value) & set(",[]{}#")
    except yaml.YAMLError:
        return False


def _in_block_scalar(text: str, span: Span) -> bool:
    start = text.rfind("\n", 0, span.start)
    indented = not text[start + 1 : span.start].strip()
    return indented and text[:start].rstrip().rstrip("+-").endswith(("|", ">"))
