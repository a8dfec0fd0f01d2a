"""Pieces of a container, and how their characters are decoded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec import Struct

from loc_align.model import EmbeddedText, Span

ID_MARK = re.compile("tu-id", re.IGNORECASE)
"""The common part of ``data-ttu-id`` and ``data-stu-id``, the attributes of the two sides of a pair."""


class Piece(Struct, frozen=True, gc=False):
    """A text in a container: a scalar, or the text of an element."""

    span: Span
    """The span in the file."""
    style: str
    runs: Sequence[tuple[str, int]]
    """The runs of the text: the decoded text of each run, and its number of characters in the file."""
    indent: int = 0
    """The indentation of a block scalar."""
    defect: str = ""
    """The reason why the piece is not read; empty if it is read. IDs in an unread piece belong to no pair."""

    @property
    def text(self) -> str:
        """The decoded text."""
        return "".join([text for text, _ in self.runs])


def verbatim(text: str, span: Span, style: str) -> Piece:
    """Return a piece without escapes."""
    return Piece(span, style, [(span.of(text), span.end - span.start)])


def unread(text: str, span: Span, defect: str) -> Piece:
    """Return a piece that is not read, with the reason."""
    return Piece(span, "unread", [(span.of(text), span.end - span.start)], defect=defect)


def join_pieces(pieces: Iterable[Piece]) -> tuple[str, tuple[EmbeddedText, ...]]:
    """Join the texts of pieces, each followed by a newline. Return the joined text, and the position of each text."""
    texts: list[str] = []
    embedded: list[EmbeddedText] = []
    start = 0
    for piece in pieces:
        starts = [*accumulate((len(text) for text, _ in piece.runs), initial=start)]
        file_starts = [*accumulate((length for _, length in piece.runs), initial=piece.span.start)]
        span = Span(start, starts[-1])
        embedded.append(
            EmbeddedText(span, piece.span, piece.style, tuple(starts[:-1]), tuple(file_starts), piece.indent)
        )
        texts.append(f"{piece.text}\n")
        start = span.end + 1
    return "".join(texts), tuple(embedded)
