"""The two monolingual documents of a side-by-side one."""

from __future__ import annotations

import re
from typing import Literal

from loc_align.errors import UsageError
from loc_align.model import Document, Edit
from loc_align.text import apply_edits, encode

Side = Literal["source", "target"]

_CODE_OR_ESCAPE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|\\(.)", re.DOTALL)


def split(document: Document, side: Side, *, published: bool = False) -> bytes:
    """Put one side in the place of every pair; all other bytes stay as they are.

    Args:
        document: a document that was read.
        side: ``"source"`` or ``"target"``.
        published: whether to write targets as the publishing tool of the side-by-side form does: it takes the
            backslash from an escaped asterisk, except in code and before a full stop that stands alone.

    Returns:
        The bytes of the monolingual document, with the byte order mark of the side-by-side one.

    Raises:
        UsageError: there is no such side.
    """
    if side not in ("source", "target"):
        message = f"no side {side!r}; take 'source' or 'target'"
        raise UsageError(message)
    edits = []
    for pair in document.pairs:
        text = pair.source.text if side == "source" else pair.target.text
        edits.append(Edit(pair.span, _as_published(text) if published and side == "target" else text))
    return encode(apply_edits(document.text, edits), bom=document.bom)


def _as_published(target: str) -> str:
    if "\\*" not in target:
        return target

    def unescape(found: re.Match[str]) -> str:
        alone = target.startswith(" .", found.end())
        return "*" if found[2] == "*" and not alone else found[0]

    return _CODE_OR_ESCAPE.sub(unescape, target)
