"""The keys that sources are looked up by: visible text, and the types of the inline codes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct

from loc_align.formats import DELETABLE
from loc_align.markdown import inline
from loc_align.model import BlockKind, Code, Inline


class Key(Struct, frozen=True):
    """The key of a segment. Segments with equal keys read the same, but their links can have other destinations."""

    text: str
    """The visible text, in normalization form C, with normalized white space."""
    codes: tuple[tuple[str, str], ...]
    """The kind and the type of each required code inside the segment, in order."""


def key_of(parts: Inline) -> Key:
    """Return the key of a segment.

    Args:
        parts: the segment as text and inline codes.
    """
    shown = "".join(part if isinstance(part, str) else part.text for part in parts)
    inner = parts[(depth := len(outer(parts))) : len(parts) - depth]
    codes = tuple((part.kind, part.type) for part in inner if isinstance(part, Code) and part.type not in DELETABLE)
    return Key(normalized(shown), codes)


def outer(parts: Inline) -> tuple[tuple[Code, Code], ...]:
    """Return the pairs of codes around the whole segment, outermost first, such as a link that fills a list item.

    Such a pair can easily be put around another text, or removed.

    Args:
        parts: the segment as text and inline codes.
    """
    found: list[tuple[Code, Code]] = []
    for first, last in zip(parts[: len(parts) // 2], reversed(parts), strict=False):
        if isinstance(first, str) or isinstance(last, str) or first.kind != "open" or first.pair != last.pair:
            break
        found.append((first, last))
    return tuple(found)


def key_text(text: str, block: BlockKind) -> str:
    """Return only the text of a key. This is faster than :func:`key_of`.

    Args:
        text: the segment, as Markdown.
        block: the kind of its block.
    """
    if block in {"front_matter", "attribute"}:
        return key_of(inline.parse_segment(text, block)).text
    return normalized(inline.plain(text))


def normalized(text: str) -> str:
    """Return a text in normalization form C with single spaces, in characters that UTF-8 can encode."""
    return storable(" ".join(unicodedata.normalize("NFC", text).split()))


def storable(text: str) -> str:
    """Return a text that UTF-8 can encode: a lone surrogate becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def hash64(text: str) -> int:
    """Return a hash as a signed 64-bit number."""
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big", signed=True)


def context_key(previous: str | None, following: str | None) -> int | None:
    """Return a hash of the sources around a unit; ``None`` if both are unknown.

    Args:
        previous: the source of the previous unit.
        following: the source of the next unit.
    """
    if previous is None and following is None:
        return None
    # Normalized text contains no newline, so a newline can stand for an unknown source.
    return hash64("\n".join("\n" if text is None else _context_text(text) for text in (previous, following)))


@lru_cache(maxsize=64)
def _context_text(text: str) -> str:
    """Return the key text of a neighbor, cached because up to three consecutive units use it."""
    return key_text(text, "paragraph")
