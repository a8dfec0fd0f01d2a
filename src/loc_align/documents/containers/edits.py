"""Assigns the edits of a document to the texts of its container."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from loc_align.model import Container, Edit, EmbeddedText


def edits_by_text(container: Container, edits: Sequence[Edit]) -> Iterator[tuple[EmbeddedText, list[Edit]]]:
    """Yield each text that is edited, and its edits, in order.

    Args:
        container: the container of the document.
        edits: edits of the text of the document, each inside one text of the container.
    """
    starts = [embedded.span.start for embedded in container.texts]
    ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
    for at, own in groupby(ordered, key=lambda edit: bisect_right(starts, edit.span.start) - 1):
        yield container.texts[at], [*own]
