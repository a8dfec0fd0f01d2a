"""Finds the segments of another aligner's result in the documents that it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loc_align.alignment.evaluation.scoring import FoundBead
from loc_align.alignment.evaluation.visible import visible_letters
from loc_align.model import Document, Span

_TELLING = 20
"""A text with fewer letters may occur in any document, so it counts only beside another one that was found."""


def place(beads: Sequence[tuple[str, str]], source: Document, target: Document) -> Iterator[FoundBead]:
    """Find beads in the bodies of two documents by their texts.

    Only letters and digits that a reader sees are compared, so it makes no difference whether the other aligner kept
    the markup. A text that occurs several times is found after the text before it, in the order of the beads.

    Args:
        beads: source and target texts in the order of the alignment; an empty text for a missing side.
        source: the source document.
        target: the target document.

    Yields:
        The beads whose texts occur in the documents, with a confidence of 1.
    """
    letters = [[visible_letters(text)[0] for text in side] for side in zip(*beads, strict=True)] or [[], []]
    sides = [_places(own, text) for own, text in zip(letters, (source, target), strict=True)]
    found = [
        all(bool(place) or not text for place, text in zip(places, texts, strict=True)) and any(places)
        for places, texts in zip(zip(*sides, strict=True), zip(*letters, strict=True), strict=True)
    ]
    for at, (own, other) in enumerate(zip(*sides, strict=True)):
        telling = max(len(side[at]) for side in letters) >= _TELLING
        if found[at] and (telling or any(found[max(0, at - 1) : at]) or any(found[at + 1 : at + 2])):
            yield (own,) if own else (), (other,) if other else (), 1.0


def _places(texts: Sequence[str], document: Document) -> list[Span | None]:
    """Where each text stands; texts that occur once are found first and tell where the others are."""
    body = document.front_matter.span.end if document.front_matter else 0
    letters, offsets = visible_letters(document.text[body:])
    places: list[int | None] = [None] * len(texts)
    for at, text in enumerate(texts):
        first = letters.find(text) if text else -1
        if first >= 0 and letters.find(text, first + 1) < 0:
            places[at] = first
    taken = {place for place in places if place is not None}
    end = 0
    for at, text in enumerate(texts):
        place = places[at]
        if place is None and text:
            place = _free(letters, text, end, taken)
            places[at] = place
        end = place + len(text) if place is not None else end
    return [
        None if place is None else Span(body + offsets[place], body + offsets[place + len(text) - 1] + 1)
        for place, text in zip(places, texts, strict=True)
    ]


def _free(letters: str, text: str, start: int, taken: set[int]) -> int | None:
    """The next place of a text that no other bead has, or else the first one."""
    for begin in (start, 0):
        place = letters.find(text, begin)
        while place in taken:
            place = letters.find(text, place + 1)
        if place >= 0:
            taken.add(place)
            return place
    return None
