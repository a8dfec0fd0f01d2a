"""White space and line endings, which translation tools change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from loc_align.model import Code

_BREAK = re.compile(r"[ \t]*\r?\n[ \t>]*")
_BARE_NEWLINE = re.compile(r"(?<!\r)\n")


def equal_but_for_breaks(text: str, other: str) -> bool:
    """Return whether two texts differ only in line breaks and in the white space around them.

    The markers of a block quote at the start of a line belong to the line break.

    Args:
        text: a text.
        other: the text to compare it with.
    """
    return _BREAK.sub(" ", text.strip()) == _BREAK.sub(" ", other.strip())


def with_white_space_of(pieces: Sequence[str | Code], old: str) -> list[str | Code]:
    """Return a new text with the leading and trailing white space of the text that it replaces.

    Args:
        pieces: the text and the codes of a target.
        old: the text that it replaces.
    """
    made = list(pieces)
    if not old.strip() or not made:
        return made
    if isinstance(made[0], str):
        made[0] = made[0].lstrip()
    if isinstance(made[-1], str):
        made[-1] = made[-1].rstrip()
    return [old[: len(old) - len(old.lstrip())], *made, old[len(old.rstrip()) :]]


def with_line_endings_of(text: str, document: str) -> str:
    """Return a text with the line endings that most lines of the document have.

    Args:
        text: a new part of the document.
        document: the text of the document.
    """
    return _BARE_NEWLINE.sub("\r\n", text) if "\n" in text and _has_crlf(document) else text


@lru_cache(maxsize=1)  # each piece of each target asks
def _has_crlf(document: str) -> bool:
    return 2 * document.count("\r\n") > document.count("\n")
