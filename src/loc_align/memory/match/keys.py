"""By what a source is looked up: its words without markup, and the kinds of its codes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct

from loc_align.formats import DELETABLE
from loc_align.markdown import inline
from loc_align.model import BlockKind, Code, Inline


class Key(Struct, frozen=True):
    """Two segments with equal keys say the same; their codes may still lead elsewhere."""

    text: str
    """What a reader sees, in normal form C, white space folded."""
    codes: tuple[tuple[str, str], ...]
    """Kind and type of each code inside that a translation cannot do without, in order."""


def key_of(parts: Inline) -> Key:
    """The key of a segment.

    Args:
        parts: its text and codes.
    """
    shown = "".join(part if isinstance(part, str) else part.text for part in parts)
    inner = parts[(depth := len(outer(parts))) : len(parts) - depth]
    codes = tuple((part.kind, part.type) for part in inner if isinstance(part, Code) and part.type not in DELETABLE)
    return Key(folded(shown), codes)


def outer(parts: Inline) -> tuple[tuple[Code, Code], ...]:
    """The pairs of codes around the whole of a segment, outermost first: a link that is all of a list item.

    Such a pair is easily put around another text, or left out.

    Args:
        parts: the segment's text and codes.
    """
    found: list[tuple[Code, Code]] = []
    for first, last in zip(parts[: len(parts) // 2], reversed(parts), strict=False):
        if isinstance(first, str) or isinstance(last, str) or first.kind != "open" or first.pair != last.pair:
            break
        found.append((first, last))
    return tuple(found)


def key_text(text: str, block: BlockKind) -> str:
    """The words of a key alone, which takes less time.

    Args:
        text: a segment as it is written.
        block: the kind of its block.
    """
    if block in {"front_matter", "attribute"}:
        return key_of(inline.parse_segment(text, block)).text
    return folded(inline.plain(text))


def folded(text: str) -> str:
    """A text in normal form C, each run of white space one space, none at the ends; in characters that UTF-8 has."""
    return storable(" ".join(unicodedata.normalize("NFC", text).split()))


def storable(text: str) -> str:
    """A text that UTF-8 can hold: half a surrogate pair becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def hash64(text: str) -> int:
    """A hash that fits into a signed 64-bit number."""
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big", signed=True)


def context_key(previous: str | None, following: str | None) -> int | None:
    """A hash of the sources around a unit; ``None`` where nothing is known of them.

    Args:
        previous: the source of the unit before it.
        following: the source of the unit after it.
    """
    if previous is None and following is None:
        return None
    # A mark of absence that is no text: words that are folded hold no such space.
    return hash64("\n".join("\n" if text is None else _words(text) for text in (previous, following)))


@lru_cache(maxsize=64)
def _words(text: str) -> str:
    """The words of a neighbour, remembered until the units that it is a neighbour of have passed."""
    return key_text(text, "paragraph")
