"""Where the codes of a text stand, and which of them are not where they should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from msgspec import Struct

from loc_align.markdown import inline
from loc_align.model import BlockKind, Code

MARKS: Mapping[str, str] = MappingProxyType(
    {"`": "`", "*": "*", "_": "_", "~": "~", "$": "$", "<": "<", "[": "[", "!": "[", "]": "]"}
)
"""The first character of markup that a backslash makes text (CommonMark 0.31.2, 2.4), and what to escape for it."""


_ADDRESS = re.compile(r"\b(?:https?|ftp|file)://\S+|\bwww\.\S+", re.IGNORECASE)
"""A bare address, in which a backslash is a backslash."""


class Placed(Struct, frozen=True):
    """An inline code and its place in a text."""

    start: int
    end: int
    code: Code
    partner: int = -1
    """The start of the other code of its pair; -1 if there is none."""


def first_start(item: Placed) -> int:
    """Return where a code, or the code that opens its pair, starts. Without that, the rest is text."""
    return item.start if item.partner < 0 else min(item.start, item.partner)


def placed(pieces: Iterable[str | Code], start: int = 0) -> list[Placed]:
    """Return the codes among text and codes, in order. Escapes count as text.

    Args:
        pieces: the text and the codes. A pair has a number of its own.
        start: the offset of the first piece.
    """
    found: list[Placed] = []
    opened: dict[int, int] = {}
    for piece in pieces:
        if isinstance(piece, str):
            start += len(piece)
            continue
        if piece.type != "escape":
            found.append(Placed(start, start + len(piece.data), piece))
            if piece.kind == "open" and piece.pair is not None:
                opened[piece.pair] = len(found) - 1
            elif piece.kind == "close" and piece.pair in opened:
                at = opened[piece.pair]
                found[-1] = Placed(start, start + len(piece.data), piece, found[at].start)
                found[at] = Placed(found[at].start, found[at].end, found[at].code, start)
        start += len(piece.data)
    return found


def differing(found: Sequence[Placed], expected: Sequence[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return the codes that are found but not expected, and those that are expected but not found.

    A code with another partner is both. An expected code without a partner can have one, because its pair can be
    divided between two units.
    """
    wanted = {(item.start, item.end): item for item in expected}
    had = {(item.start, item.end): item for item in found}
    added = [item for place, item in had.items() if place not in wanted or _is_other(item, wanted[place])]
    lost = [item for place, item in wanted.items() if place not in had or _is_other(had[place], item)]
    return added, lost


def _is_other(found: Placed, expected: Placed) -> bool:
    return expected.partner >= 0 and found.partner != expected.partner


def misread(
    pieces: Sequence[str | Code], block: BlockKind, references: frozenset[str]
) -> tuple[list[Placed], list[Placed]]:
    """Return the codes that text and codes would read back as besides their own, and their own that would be lost.

    Args:
        pieces: the text and the codes of a target.
        block: the kind of its block.
        references: the labels of the link reference definitions of the document.
    """
    text = "".join(piece if isinstance(piece, str) else piece.data for piece in pieces)
    return differing(placed(inline.parse_segment(text, block, references)), placed(pieces))


def joined(pieces: Iterable[str | Code]) -> list[str | Code]:
    """Return text and codes without empty texts, and with a code between any two texts."""
    made: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, str) and made and isinstance(made[-1], str):
            made[-1] += piece
        elif piece != "":
            made.append(piece)
    return made


def escaped(pieces: Sequence[str | Code], marks: AbstractSet[str]) -> list[str | Code]:
    """Put a backslash before each of some characters in the text, unless there is one.

    Args:
        pieces: the text and the codes.
        marks: the first characters of markup that the text must not contain.
    """
    wanted = "".join(sorted({character for mark in marks for character in MARKS[mark]}))
    if not wanted:
        return [*pieces]
    pattern = re.compile(rf"\\.|[{re.escape(wanted)}]", re.DOTALL)
    return [pattern.sub(_backslash, piece) if isinstance(piece, str) else piece for piece in pieces]


def with_free_codes(pieces: Sequence[str | Code]) -> list[str | Code]:
    """Escape a backslash at the end of a text, which would escape the code after it."""
    made = [*pieces]
    for at, piece in enumerate(made[:-1]):
        if isinstance(piece, str) and isinstance(made[at + 1], Code) and ends_with_backslash(piece):
            made[at] = f"{piece}\\"
    return made


def ends_with_backslash(text: str) -> bool:
    """Return whether the last character of a text is a backslash that nothing escapes."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _backslash(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("\\") else f"\\{found[0]}"


def typed_marks(pieces: Sequence[str | Code], offsets: AbstractSet[int]) -> frozenset[str]:
    """Return the characters at some offsets that are text, and that a backslash keeps from being markup."""
    found, start = set(), 0
    for piece in pieces:
        size = len(piece if isinstance(piece, str) else piece.data)
        if isinstance(piece, str):
            addresses = {at for address in _ADDRESS.finditer(piece) for at in range(*address.span())}
            inside = {at - start for at in offsets if start <= at < start + size}
            found |= {piece[at] for at in inside - addresses}
        start += size
    return frozenset(found & MARKS.keys())
