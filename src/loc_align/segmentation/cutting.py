"""Where the sentences of a block start."""

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
    """The offsets at which a new sentence starts.

    Nothing is cut inside a code, nor between an opening code and its closing one.

    Args:
        parts: a block's Markdown as text and inline codes.
        lang: its language, BCP 47.
        rules: how to cut; without them, as the rules that come with the package say.

    Returns:
        Offsets into the joined parts, rising, without 0 and the end; white space between two sentences belongs to
        the first one.
    """
    rules = rules or default_rules()
    if len(parts) == 1 and isinstance(parts[0], str):
        return tuple(_starts(parts[0], lang, rules))
    text, pieces = view(parts)
    return tuple(_carried(_starts(text, lang, rules), pieces, rules))


def _starts(text: str, lang: str, rules: Rules) -> Iterator[int]:
    """Where sentences start in what the rules see."""
    last = 0
    for place in finder(rules, lang)(text):
        if place <= last:
            continue
        last = _SPACE.match(text, place).end()  # type: ignore[union-attr]
        if last < len(text):
            yield last


def _carried(starts: Iterable[int], pieces: Sequence[Piece], rules: Rules) -> Iterator[int]:
    """The offsets in the joined parts of places in what the rules see; those inside of codes are passed over."""
    ends = [piece.seen_end for piece in pieces]
    for start in starts:
        index = bisect_left(ends, start)
        piece = pieces[index]
        if start < piece.seen_end:
            if isinstance(piece.part, str) and not piece.depth:
                yield piece.end - (piece.seen_end - start)
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
    """Whether a code of which nothing is seen goes with the sentence before a cut."""
    if isinstance(piece.part, str) or piece.seen_end > start:
        return False
    return {"open": rules.with_open, "close": rules.with_close, "standalone": rules.with_standalone}[piece.part.kind]
