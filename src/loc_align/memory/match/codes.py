"""The codes of a memory's target, replaced by those of the new source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from loc_align.formats import DELETABLE, match_codes, place
from loc_align.markdown import inline
from loc_align.memory.match.keys import outer
from loc_align.model import BlockKind, Code, Inline

_LINE = re.compile(r"[ \t]*\r?\n[ \t]*")


class Mapped(Struct, frozen=True):
    """A memory's target with the codes of a new source."""

    text: str
    differing: int
    """How many codes of the new source have no place in it, or had to be left out of it because the source lacks them;
    codes that a translation can do without are not counted, nor are pairs around the whole."""


class _Source(Struct, frozen=True):
    """A code of the new source by its number: what stands in the place of both halves."""

    opening: Code
    closing: Code | None


def mapped(
    old_source: Inline, old_target: Inline, source: Inline, block: BlockKind, references: frozenset[str]
) -> Mapped | None:
    """Put the codes of a new source in the place of those of a memory's target.

    Codes of the memory's source and target are told to correspond by their markup, then by their type and order
    (:func:`~loc_align.formats.codes.match_codes`), and so are those of the memory's source and the new one. A code that
    the new source lacks is left out; an escaped character becomes the character. A pair around the whole of the new
    source comes around the target.

    Args:
        old_source: the memory's source.
        old_target: its target.
        source: the new source.
        block: the kind of the new source's block.
        references: the labels of its document's link reference definitions.

    Returns:
        The target; ``None`` where its text would become markup in the new place.
    """
    old_numbers, target_numbers = match_codes(old_source, old_target)
    _, numbers = match_codes(old_source, source)
    codes = _by_number(source, numbers)
    shared = {number: codes[number] for number in old_numbers if number in codes}
    pieces = list(_replaced(old_target, target_numbers, shared))
    unused = [code for number, code in codes.items() if number not in shared or number not in target_numbers]
    around = [pair for pair in outer(source) if any(code.opening is pair[0] for code in unused)]
    missing = sum(code.opening.type not in DELETABLE for code in unused) - len(around)
    text = _fitted(_wrapped(pieces, around), source, block, references)
    return None if text is None else Mapped(text, missing + _left_out(old_target, target_numbers, shared))


def _left_out(target: Inline, numbers: Sequence[int], codes: dict[int, _Source]) -> int:
    around = [opening for opening, _ in outer(target)]
    return sum(
        placed.code.type not in DELETABLE and placed.code.kind != "close" and placed.number not in codes
        for placed in place(target, numbers)
        if not isinstance(placed, str) and not any(placed.code is opening for opening in around)
    )


def _wrapped(pieces: list[str | Code], around: Sequence[tuple[Code, Code]]) -> list[str | Code]:
    return [*(first for first, _ in around), *pieces, *(last for _, last in reversed(around))]


def _by_number(parts: Inline, numbers: Sequence[int]) -> dict[int, _Source]:
    codes: dict[int, _Source] = {}
    for placed in place(parts, numbers):
        if isinstance(placed, str):
            continue
        opening = codes[placed.number].opening if placed.code.kind == "close" else placed.code
        codes[placed.number] = _Source(opening, placed.code if placed.code.kind == "close" else None)
    return codes


def _replaced(target: Inline, numbers: Sequence[int], codes: dict[int, _Source]) -> Iterator[str | Code]:
    for placed in place(target, numbers):
        if isinstance(placed, str):
            yield placed
            continue
        known = codes.get(placed.number)
        if known is None:
            yield _typed(placed.code)
        else:
            yield known.closing if placed.code.kind == "close" and known.closing else known.opening


def _typed(code: Code) -> str:
    """What is left of a code that has no place any more: the character that an escape or an entity stands for."""
    if code.type == "break":
        return " "
    return code.text if code.type in DELETABLE else ""


def _fitted(pieces: Sequence[str | Code], source: Inline, block: BlockKind, references: frozenset[str]) -> str | None:
    """The pieces joined, if they are read as the same codes again; on one line where the source is."""
    if not any("\n" in part for part in source if isinstance(part, str)):
        pieces = [_LINE.sub(" ", part) if isinstance(part, str) else part for part in pieces]
    text = inline.join(tuple(pieces))
    read = inline.parse_segment(text, block, references)
    return text if text.strip() and _data(read) == _data(pieces) else None


def _data(pieces: Sequence[str | Code]) -> list[str]:
    return [part.data for part in pieces if isinstance(part, Code)]
