"""Verifies that edits keep the structure of a document, and finds the edits that do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType

from loc_align.documents import parse_again
from loc_align.markdown.flavours import FLAVOURS
from loc_align.markdown.translatable import label_span, marker_frame
from loc_align.merging.yaml_value import with_quotes
from loc_align.model import Document, Edit
from loc_align.text import edited_bytes

_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:")
_MARKERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "directive": re.compile(r"[^\w\s]+[ \t]*[\w-]*"),
        "heading": re.compile(r"\{[ \t]*(?:#|/\*|:[ \t]*#)[^{}\n]*\}(?=[ \t]*(?:#+[ \t]*)?(?:\n|\Z))"),
    }
)
"""What to keep of a block by its kind. Other blocks can start with the definition of a footnote."""

_MOST_SINGLE_REMOVALS = 64
"""How many edits to remove one by one before the bisection starts."""


def structure(document: Document) -> tuple[object, ...]:
    """Return what a translation must not change: blocks and their markers, pairs with their sources, keys, definitions.

    Args:
        document: a document, as :func:`~loc_align.read` returns it.
    """
    return (
        tuple((block.kind, block.level) for block in document.blocks),
        tuple((pair.target_id, pair.source_id, pair.source.text) for pair in document.pairs),
        _keys(document),
        len(document.references),
        tuple(_markers(document)),
    )


def _markers(document: Document) -> Iterator[str]:
    """Yield the names of directives and footnotes, and the IDs of headings."""
    scanned = bool(FLAVOURS[document.flavour].blocks)
    for block in document.blocks:
        if scanned and block.kind == "directive":
            yield marker_frame(document, block)
            continue
        if scanned and block.kind == "code":
            yield "label" if label_span(document, block) else ""
            continue
        if block.kind in _MARKERS:
            found = _MARKERS[block.kind].search(document.text, block.span.start, block.span.end)
        else:
            found = _FOOTNOTE.match(document.text, block.span.start, block.span.end)
        if found is not None:
            yield marker_frame(document, block) if scanned and block.kind == "heading" else found[0]


def _keys(document: Document) -> tuple[tuple[str, type], ...] | None:
    """Return the keys of the front matter and the types of their values."""
    if document.front_matter is None:
        return None
    return tuple((key, type(value)) for key, value in document.front_matter.values.items())


def keeps_structure(document: Document, after: Document, edits: Sequence[Edit]) -> bool:
    """Return whether an edited document has the same structure, no new defect, and exactly the edited targets.

    Args:
        document: the document before the edits.
        after: the document after the edits, parsed again.
        edits: the edits, which do not overlap.
    """
    if structure(after) != structure(document):
        return False
    if Counter(defect.code for defect in after.defects) - Counter(defect.code for defect in document.defects):
        return False
    texts = {edit.span.start: edit.text for edit in edits}
    return all(
        new.target.text == texts.get(old.target.span.start, old.target.text)
        for old, new in zip(document.pairs, after.pairs, strict=True)
    )


def edited(document: Document, edits: Sequence[Edit]) -> Document:
    """Apply edits to a document and parse it again."""
    return parse_again(edited_bytes(document, with_quotes(document, edits)), document)


def safe_edits(document: Document, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that together keep the structure of a document.

    Usually, few edits change the structure. The function tests the edit at the first changed block by itself and
    removes it if it is the cause. If it is not, the function bisects the edits.

    Args:
        document: the document.
        edits: edits that do not overlap.
    """
    rest = sorted(edits, key=lambda edit: edit.span.start)
    for _ in range(_MOST_SINGLE_REMOVALS):
        after = edited(document, rest)
        if not rest or keeps_structure(document, after, rest):
            return tuple(rest)
        suspect = _suspect(document, after, rest)
        if suspect is None or keeps_structure(document, edited(document, [suspect]), [suspect]):
            break
        rest.remove(suspect)
    return _bisected(document, rest, ())


def _bisected(document: Document, edits: Sequence[Edit], safe: tuple[Edit, ...]) -> tuple[Edit, ...]:
    together = (*safe, *edits)
    if not edits or keeps_structure(document, edited(document, together), together):
        return tuple(edits)
    if len(edits) == 1:
        return ()
    middle = len(edits) // 2
    first = _bisected(document, edits[:middle], safe)
    return (*first, *_bisected(document, edits[middle:], (*safe, *first)))


def _suspect(document: Document, after: Document, edits: Sequence[Edit]) -> Edit | None:
    """Return the last edit at or before the first block that has changed."""
    kinds = ((block.kind, block.level) for block in document.blocks)
    changed = next((new for old, new in zip_longest(kinds, after.blocks) if new and old != (new.kind, new.level)), None)
    if changed is None:
        return None
    found, shift = None, 0
    for edit in edits:
        if edit.span.start + shift > changed.span.end:
            break
        found = edit
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return found
