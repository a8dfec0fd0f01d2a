"""Splits a side-by-side document into its source document and its target document."""

from __future__ import annotations

import re
from typing import Literal

from loc_align.errors import UsageError, expect
from loc_align.markdown.scalars import value_edits
from loc_align.model import Document, Edit
from loc_align.sxs.values import count_values
from loc_align.text import edited_bytes

Side = Literal["source", "target"]

_CODE_OR_ESCAPE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|\\(.)", re.DOTALL)


def split(document: Document, side: Side, *, published: bool = False) -> bytes:
    """Replace every pair of a document with one of its sides. All other bytes stay as they are.

    Args:
        document: a document, as :func:`~loc_align.read` returns it.
        side: ``"source"`` or ``"target"``.
        published: whether to write targets like the publishing tool of the side-by-side format. It removes the
            backslash from an escaped asterisk, except in code and before a separate period.

    Returns:
        The bytes of the document in one language, with the byte order mark of the side-by-side document.

    Raises:
        UsageError: the side is neither ``"source"`` nor ``"target"``.
    """
    expect(document, Document)
    if side not in ("source", "target"):
        message = f"unknown side {side!r}; use 'source' or 'target'"
        raise UsageError(message)
    edits = front_matter_edits(document, side)
    for pair in document.pairs[count_values(document) :]:
        text = pair.source.text if side == "source" else pair.target.text
        edits.append(Edit(pair.span, _as_published(text) if published and side == "target" else text))
    return edited_bytes(document, edits)


def front_matter_edits(document: Document, side: Side) -> list[Edit]:
    """Return the edits that replace the pairs in the front matter with one of their sides, quoted as YAML needs it."""
    pairs = document.pairs[: count_values(document)]
    if document.front_matter is None or not pairs:
        return []
    edits = [Edit(pair.span, pair.source.text if side == "source" else pair.target.text) for pair in pairs]
    return value_edits(document.text, document.front_matter.span, edits)


def _as_published(target: str) -> str:
    if "\\*" not in target:
        return target

    def unescape(found: re.Match[str]) -> str:
        alone = target.startswith(" .", found.end())
        return "*" if found[2] == "*" and not alone else found[0]

    return _CODE_OR_ESCAPE.sub(unescape, target)
