"""Keys under which near-equal texts are equal, and their hashes."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from loc_align.markdown import inline

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|<code\b[^<>]*>[^<]*</code>|<xref:[^<>\s]*>", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>)\]]+")
_MASK = "-"
"""What code becomes. It is neither a letter nor white space, so that the markup around it stays what it is."""
_NUMBER = re.compile(r"\d+(?:⁄\d+)?")
_KEPT = frozenset("+#")
"""Marks that belong to names, as in C++ and C#."""
_SIGNS = frozenset("|~")
"""Marks that count as mathematical symbols, but rarely are."""
_VARIANTS = range(0xFE00, 0xFE10)
"""Variation selectors, as in colored symbols."""
_AROUND_CODE = " \t\n*_`.,:;!?。、，：；！？"


class _Dropped(dict[int, int | None]):
    """Maps punctuation, pictures, white space, and control characters to nothing, and others to themselves."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        category = unicodedata.category(char)
        drop = category[0] in "PZC" or category in {"Sk", "So"} or char in _SIGNS or code in _VARIANTS
        return self.setdefault(code, None if drop and char not in _KEPT else code)


_DROPPED = _Dropped()


def prose_of(text: str, shown: str) -> str:
    """Return a segment as a reader sees it, without code and addresses.

    Args:
        text: the segment, as Markdown.
        shown: the segment without markup.
    """
    if "`" in text or "<code" in text or "<xref:" in text:
        shown = inline.plain(_CODE.sub(_MASK, text))
    return _ADDRESS.sub(_MASK, shown) if "://" in shown or "www." in shown else shown


def near_key(text: str, prose: str) -> str:
    """Return the key of a segment: without code, links, case, punctuation, and white space, and with all numbers equal.

    Unicode compatibility characters are unified (NFKC). Letters with different diacritics stay different, but i and
    dotless i are equal, because languages differ in what is the capital of which.

    Args:
        text: the segment, as Markdown.
        prose: the segment without code and markup.

    Returns:
        The key. If nothing is left of a text, its key is the code itself, so that two pieces of code aren't near-equal.
    """
    plain = prose.casefold() if prose.isascii() else _unified(prose)
    return _NUMBER.sub("0", plain.translate(_DROPPED)) or f"={text.strip(_AROUND_CODE) or text}"


def _unified(prose: str) -> str:
    # The compatibility form of these two marks is letters.
    unmarked = prose.replace("™", "").replace("℠", "")
    return unicodedata.normalize("NFKC", unmarked).casefold().replace("i\u0307", "i").replace("ı", "i")


def hash64(text: str) -> int:
    """Return a hash as a signed 64-bit number (BLAKE2b)."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
