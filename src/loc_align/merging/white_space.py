"""White space, which tools change without being asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loc_align.model import Code

_BREAK = re.compile(r"[ \t]*\r?\n[ \t>]*")
_BARE_NEWLINE = re.compile(r"(?<!\r)\n")


def same_words(text: str, other: str) -> bool:
    """Whether two texts differ in nothing but line breaks and the white space at their rims.

    Args:
        text: a text.
        other: another one; the marks of a quote at the start of a line count as its break.
    """
    return _BREAK.sub(" ", text.strip()) == _BREAK.sub(" ", other.strip())


def in_place(pieces: Sequence[str | Code], old: str) -> list[str | Code]:
    """A text with the white space at its rims that the text before it has.

    Args:
        pieces: typed text and codes, in turn.
        old: the text that gives way.
    """
    made = list(pieces)
    if not old.strip() or not made:
        return made
    if isinstance(made[0], str):
        made[0] = made[0].lstrip()
    if isinstance(made[-1], str):
        made[-1] = made[-1].rstrip()
    return [old[: len(old) - len(old.lstrip())], *made, old[len(old.rstrip()) :]]


def with_newlines_of(text: str, document: str) -> str:
    """A text with the line ends that most lines of the document have.

    Args:
        text: a new part of the document.
        document: its text.
    """
    if "\n" not in text or 2 * document.count("\r\n") <= document.count("\n"):
        return text
    return _BARE_NEWLINE.sub("\r\n", text)
