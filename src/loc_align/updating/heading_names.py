"""The names by which links reach headings, which pair the headings of a source with those of its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from loc_align.markdown import inline
from loc_align.markdown.flavours.heading_ids import HEADING_ID, attributes_start
from loc_align.model.documents import References
from loc_align.updating.outline import Piece

_ANCHOR = re.compile(r"<a(\s[^<>]*)>(?:\s*</a>)?", re.IGNORECASE)
_ANCHOR_NAME = re.compile(r"\b(?:name|id)\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_CLOSING = re.compile(r" (?:#+|=+|-+)\Z")
_NO_SLUG = re.compile(r"[^\w\s-]")


class Heading(Struct, frozen=True):
    """A heading without its name."""

    text: str
    given: str | None
    """The name that its author has given to it."""
    implied: str
    """The name that follows from its text."""

    @property
    def name(self) -> str:
        """Return the name by which links reach it."""
        return self.given or self.implied


def read_headings(pieces: Sequence[Piece], references: References) -> dict[int, Heading]:
    """Return the headings of a document, by the indexes of their blocks.

    Args:
        pieces: the blocks of the document.
        references: its references, which have the flavour of its Markdown.
    """
    seen: Counter[str] = Counter()
    found: dict[int, Heading] = {}
    for at, piece in enumerate(pieces):
        if piece.block.kind != "heading":
            continue
        text, given = _without_name(_CLOSING.sub("", piece.key[1]))
        slug = "-".join(_NO_SLUG.sub("", inline.plain(text, references).lower()).split())
        found[at] = Heading(text, given, f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def _without_name(text: str) -> tuple[str, str | None]:
    """Return the text of a heading without its attributes and its anchor, and the name that one of them gives."""
    names: list[str | None] = []
    start = attributes_start(text)
    if start is not None:
        attributes = HEADING_ID.match(text, start)
        names += attributes.groups() if attributes else ()
        text = text[:start]
    for anchor in _ANCHOR.finditer(text):
        name = _ANCHOR_NAME.search(anchor[1])
        if name:
            names.append(name[1])
            text = text[: anchor.start()] + text[anchor.end() :]
            break
    return text.strip(), next((name.lower() for name in names if name), None)
