"""Says why the text and the codes of a target do not read back, and what helps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loc_align.merging.placing import joined, misread
from loc_align.model import BlockKind, Code

_MARKUP = "the target contains a character that would become markup; put a backslash before it"
_FLANKED = frozenset(("strong", "emphasis", "strikethrough"))
_OPENING = re.compile(r"\A[^\w\s]+")
_CLOSING = re.compile(r"[^\w\s]+\Z")

Pieces = Sequence[str | Code]


def markup_problem(pieces: Pieces, block: BlockKind, references: frozenset[str]) -> str:
    """Return why text and codes do not read back as the same codes, and what to do.

    The advice is tried before it is given: emphasis next to punctuation reads as text (CommonMark 0.31.2, 6.2) until a
    space separates it from the word around it, or the punctuation stands outside of it.

    Args:
        pieces: the text and the codes of a target.
        block: the kind of its block.
        references: the labels of the link reference definitions of the document.
    """
    added, lost = misread(pieces, block, references)
    entity = next((item.code.data for item in added if item.code.type == "entity"), None)
    if entity is not None:
        return f"{entity!r} would become the character that it stands for; type that character"
    flanked = next((item.code.data for item in lost if item.code.type in _FLANKED), None)
    if flanked is None or any(item.code.type not in _FLANKED for item in added):
        return _MARKUP
    cures = [
        cure
        for cure, changed in (
            ("put a space before the opening and after the closing one", _spaced(pieces)),
            ("put the punctuation marks outside of them", [*_outside(joined(pieces))]),
        )
        if not any(misread(joined(changed), block, references))
    ]
    if not cures:
        return _MARKUP
    return f"the codes {flanked!r} next to a punctuation mark would not be read as markup; {', or '.join(cures)}"


def _spaced(pieces: Pieces) -> list[str | Code]:
    """Return a target with spaces around its emphasis."""
    made: list[str | Code] = []
    for piece in pieces:
        outside = isinstance(piece, Code) and piece.type in _FLANKED
        if isinstance(piece, Code) and outside and piece.kind == "open":
            made += (" ", piece)
        elif isinstance(piece, Code) and outside:
            made += (piece, " ")
        else:
            made.append(piece)
    return made


def _outside(pieces: Pieces) -> Iterator[str | Code]:
    """Yield a target with the punctuation at the ends of its emphasis moved outside."""
    for at, piece in enumerate(pieces):
        after = isinstance(before := pieces[at - 1] if at else "", Code) and before.type in _FLANKED
        following = pieces[at + 1] if at + 1 < len(pieces) else ""
        if isinstance(piece, str):
            text = _OPENING.sub("", piece) if after and isinstance(before, Code) and before.kind == "open" else piece
            until = isinstance(following, Code) and following.type in _FLANKED and following.kind == "close"
            yield _CLOSING.sub("", text) if until else text
        elif piece.type in _FLANKED and piece.kind == "open" and isinstance(following, str):
            yield from (_found(_OPENING, following), piece)
        elif piece.type in _FLANKED and piece.kind == "close" and isinstance(before, str):
            yield from (piece, _found(_CLOSING, before))
        else:
            yield piece


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
