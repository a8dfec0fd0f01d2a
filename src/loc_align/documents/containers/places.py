"""Pieces of a file, decoded: how the characters of a container become the characters of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec import Struct

from loc_align.model import Place, Span

ID_MARK = "tu-id"
"""What the attributes of both sides of a pair have in common: ``data-ttu-id`` and ``data-stu-id``."""


class Piece(Struct, frozen=True, gc=False):
    """A text of a container: a scalar, or the text of an element."""

    span: Span
    """The characters in the file."""
    style: str
    runs: Sequence[tuple[str, int]]
    """The runs of the text: what each one decodes to, and how many characters of the file it takes."""
    indent: int = 0
    """The indentation of a block scalar."""
    defect: str = ""
    """Why the piece is not read; its IDs belong to no pair."""

    @property
    def text(self) -> str:
        """The decoded text."""
        return "".join([text for text, _ in self.runs])


def verbatim(text: str, span: Span, style: str) -> Piece:
    """Return a piece whose characters stand for themselves."""
    return Piece(span, style, [(span.of(text), span.end - span.start)])


def unread(text: str, span: Span, defect: str) -> Piece:
    """Return a piece that is not read, with the reason."""
    return Piece(span, "unread", [(span.of(text), span.end - span.start)], defect=defect)


def placed(pieces: Iterable[Piece]) -> tuple[str, tuple[Place, ...]]:
    """Join the texts of pieces, one below the other, and say where each one comes from."""
    texts: list[str] = []
    places: list[Place] = []
    start = 0
    for piece in pieces:
        starts = [*accumulate((len(text) for text, _ in piece.runs), initial=start)]
        file_starts = [*accumulate((length for _, length in piece.runs), initial=piece.span.start)]
        span = Span(start, starts[-1])
        places.append(Place(span, piece.span, piece.style, tuple(starts[:-1]), tuple(file_starts), piece.indent))
        texts.append(f"{piece.text}\n")
        start = span.end + 1
    return "".join(texts), tuple(places)
