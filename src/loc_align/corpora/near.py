"""Keys under which near-equal texts are equal, and their hashes."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from loc_align.markdown import inline

_MASKED = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|<(?:https?|xref):[^<>\s]*>|https?://[^\s<>)\]]+", re.DOTALL)
"""Code spans and addresses."""
_NUMBER = re.compile(r"\d+")
_KEPT = frozenset("+#")
"""Marks that belong to names, as in C++ and C#."""


class _Dropped(dict[int, int | None]):
    """Maps punctuation, white space, and control characters to nothing, and all other characters to themselves."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        drop = unicodedata.category(char)[0] in "PZC" and char not in _KEPT
        return self.setdefault(code, None if drop else code)


_DROPPED = _Dropped()


def prose_of(text: str, shown: str) -> str:
    """Return a segment as a reader sees it, without code and addresses.

    Args:
        text: the segment, as Markdown.
        shown: the segment without markup.
    """
    if "`" in text or "://" in text or "<xref:" in text:
        return inline.plain(_MASKED.sub(" ", text))
    return shown


def near_key(text: str, prose: str) -> str:
    """Return the key of a segment: without code, links, case, punctuation, and white space, and with all numbers equal.

    Unicode compatibility characters are unified (NFKC). Letters with different diacritics stay different.

    Args:
        text: the segment, as Markdown.
        prose: the segment without code and markup.

    Returns:
        The key. If nothing is left of a text, its key is the text itself, so that two pieces of code aren't near-equal.
    """
    plain = prose.casefold() if prose.isascii() else unicodedata.normalize("NFKC", prose).casefold()
    return _NUMBER.sub("0", plain.translate(_DROPPED)) or f"={text}"


def hash64(text: str) -> int:
    """Return a hash as a signed 64-bit number (BLAKE2b)."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
