"""Sentence boundaries in a block."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from loc_align.model import Inline
from loc_align.segmentation.rules import Rules, finder
from loc_align.segmentation.srx import default_rules
from loc_align.segmentation.view import Piece, view

_SPACE = re.compile(r"\s*")


def cut(parts: Inline, lang: str, rules: Rules | None = None) -> tuple[int, ...]:
    """Return the offsets at which sentences start.

    There is no boundary inside an inline code or between an opening code and its closing code.

    Args:
        parts: the Markdown of a block as text and inline codes.
        lang: the language of the block, a BCP 47 tag.
        rules: the segmentation rules; by default, the rules of the package.

    Returns:
        Character offsets into the joined parts in ascending order, without 0 and the end. White space between two
        sentences belongs to the first one.
    """
    rules = rules or default_rules()
    if len(parts) == 1 and isinstance(parts[0], str):
        return tuple(_starts(parts[0], lang, rules))
    text, pieces = view(parts)
    return tuple(_mapped(_starts(text, lang, rules), pieces, rules))


def _starts(text: str, lang: str, rules: Rules) -> Iterator[int]:
    """Yield the sentence starts in the text that the rules see."""
    last = 0
    for offset in finder(rules, lang)(text):
        if offset <= last:
            continue
        last = _SPACE.match(text, offset).end()  # type: ignore[union-attr]
        if last < len(text):
            yield last


def _mapped(starts: Iterable[int], pieces: Sequence[Piece], rules: Rules) -> Iterator[int]:
    """Map offsets in the text that the rules see to offsets in the joined parts. Offsets inside codes are dropped."""
    ends = [piece.view_end for piece in pieces]
    for start in starts:
        index = bisect_left(ends, start)
        piece = pieces[index]
        if start < piece.view_end:
            if isinstance(piece.part, str) and not piece.depth:
                yield piece.end - (piece.view_end - start)
            continue
        while index and _opens(piece) and not rules.with_open:
            index -= 1
            piece = pieces[index]
        while index + 1 < len(pieces) and _belongs(pieces[index + 1], start, rules):
            index += 1
        if index + 1 < len(pieces) and not pieces[index].depth:
            yield pieces[index].end


def _opens(piece: Piece) -> bool:
    return not isinstance(piece.part, str) and piece.part.kind == "open"


def _belongs(piece: Piece, start: int, rules: Rules) -> bool:
    """Return whether a code without visible text belongs to the sentence before a boundary."""
    if isinstance(piece.part, str) or piece.view_end > start:
        return False
    return {"open": rules.with_open, "close": rules.with_close, "standalone": rules.with_standalone}[piece.part.kind]
