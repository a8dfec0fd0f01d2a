"""Assigns edits of a document to the places of its container."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from loc_align.model import Container, Edit, Place


def edits_by_place(container: Container, edits: Sequence[Edit]) -> Iterator[tuple[Place, list[Edit]]]:
    """Yield each place that edits change, and its edits, in order.

    Args:
        container: the container of the document.
        edits: edits of the text of the document, each inside one place.
    """
    starts = [place.span.start for place in container.places]
    ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
    for at, own in groupby(ordered, key=lambda edit: bisect_right(starts, edit.span.start) - 1):
        yield container.places[at], [*own]
