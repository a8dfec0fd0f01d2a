"""Whether a document has kept its structure under some edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from loc_align.documents import parse
from loc_align.model import Document, Edit
from loc_align.text import apply_edits, encode

_ROUNDS = 64
"""How many edits are left out one by one before the rest is halved."""


def shape(document: Document) -> tuple[object, ...]:
    """What a translation must not change: kinds and levels of blocks, pairs with their sources, keys, definitions.

    Args:
        document: a document that was read.
    """
    return (
        tuple((block.kind, block.level) for block in document.blocks),
        tuple((pair.target_id, pair.source_id, pair.source.text) for pair in document.pairs),
        _keys(document),
        len(document.references),
    )


def _keys(document: Document) -> tuple[tuple[str, type], ...] | None:
    """The keys of the front matter with the types of their values."""
    if document.front_matter is None:
        return None
    return tuple((key, type(value)) for key, value in document.front_matter.values.items())


def is_kept(document: Document, after: Document, edits: Sequence[Edit]) -> bool:
    """Whether an edited document has the structure it had, no new defect, and the pairs that it is meant to have.

    Args:
        document: the document before.
        after: the document with the edits, read anew.
        edits: the edits, none of which overlap.
    """
    if shape(after) != shape(document):
        return False
    if Counter(defect.code for defect in after.defects) - Counter(defect.code for defect in document.defects):
        return False
    texts = {edit.span.start: edit.text for edit in edits}
    return all(
        new.target.text == texts.get(old.target.span.start, old.target.text)
        for old, new in zip(document.pairs, after.pairs, strict=True)
    )


def edited(document: Document, edits: Sequence[Edit]) -> Document:
    """A document with some edits, read anew."""
    return parse(encode(apply_edits(document.text, edits), bom=document.bom), document.path)


def accepted(document: Document, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that keep a document's structure; the others are few.

    The edit at the first place where the structure parts is tried by itself, and left out if it is the one; where that
    leads nowhere, the edits are halved.

    Args:
        document: the document.
        edits: edits that do not overlap.
    """
    rest = sorted(edits, key=lambda edit: edit.span.start)
    for _ in range(_ROUNDS):
        after = edited(document, rest)
        if not rest or is_kept(document, after, rest):
            return tuple(rest)
        suspect = _suspect(document, after, rest)
        if suspect is None or is_kept(document, edited(document, [suspect]), [suspect]):
            break
        rest.remove(suspect)
    return _halved(document, rest, ())


def _halved(document: Document, edits: Sequence[Edit], given: tuple[Edit, ...]) -> tuple[Edit, ...]:
    together = (*given, *edits)
    if not edits or is_kept(document, edited(document, together), together):
        return tuple(edits)
    if len(edits) == 1:
        return ()
    middle = len(edits) // 2
    first = _halved(document, edits[:middle], given)
    return (*first, *_halved(document, edits[middle:], (*given, *first)))


def _suspect(document: Document, after: Document, edits: Sequence[Edit]) -> Edit | None:
    """The edit at or before the first block that is not what it was."""
    kinds = ((block.kind, block.level) for block in document.blocks)
    parted = next((new for old, new in zip_longest(kinds, after.blocks) if new and old != (new.kind, new.level)), None)
    if parted is None:
        return None
    found, shift = None, 0
    for edit in edits:
        if edit.span.start + shift > parted.span.end:
            break
        found = edit
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return found
