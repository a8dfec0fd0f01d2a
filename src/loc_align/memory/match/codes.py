"""Replaces the inline codes in the target of a memory entry with those of the new source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from loc_align.formats import DELETABLE, match_codes, number_codes
from loc_align.markdown import inline
from loc_align.markdown.inline.labels import SHORT, labels_of
from loc_align.memory.match.keys import outer
from loc_align.model import BlockKind, Code, Inline

_LINE = re.compile(r"[ \t]*\r?\n[ \t]*")


class MappedTarget(Struct, frozen=True):
    """The target of a memory entry with the codes of a new source."""

    text: str
    differing: int
    """How many codes of the new source are missing from the target, plus how many codes were removed from it because
    the new source does not have them. Optional codes and pairs around the whole segment do not count."""


class _SourceCode(Struct, frozen=True):
    """A code of the new source: a standalone code, or an opening and a closing code."""

    opening: Code
    closing: Code | None


def map_codes(
    old_source: Inline, old_target: Inline, source: Inline, block: BlockKind, references: frozenset[str]
) -> MappedTarget | None:
    """Replace the codes in the target of a memory entry with those of a new source.

    Codes correspond if their markup is equal, otherwise by their type and order
    (:func:`~loc_align.formats.codes.match_codes`). The function matches the codes of the entry's source to those of
    its target and to those of the new source. It removes a code that the new source does not have, and replaces an
    escape with its character. A pair of codes around the whole new source is put around the target.

    Args:
        old_source: the source of the entry.
        old_target: the target of the entry.
        source: the new source.
        block: the kind of its block.
        references: the labels of the link reference definitions in its document.

    Returns:
        The target; ``None`` if its text would become markup in the new block.
    """
    old_numbers, target_numbers = match_codes(old_source, old_target)
    _, numbers = match_codes(old_source, source)
    codes = _by_number(source, numbers)
    shared = {number: codes[number] for number in old_numbers if number in codes}
    pieces = _labeled(list(_replaced(old_target, target_numbers, shared)), source)
    unused = [code for number, code in codes.items() if number not in shared or number not in target_numbers]
    around = [pair for pair in outer(source) if any(code.opening is pair[0] for code in unused)]
    missing = sum(code.opening.type not in DELETABLE for code in unused) - len(around)
    text = _joined(_wrapped(pieces, around), source, block, references)
    return None if text is None else MappedTarget(text, missing + _removed(old_target, target_numbers, shared))


def _removed(target: Inline, numbers: Sequence[int], codes: dict[int, _SourceCode]) -> int:
    around = [opening for opening, _ in outer(target)]
    return sum(
        numbered.code.type not in DELETABLE and numbered.code.kind != "close" and numbered.number not in codes
        for numbered in number_codes(target, numbers)
        if not isinstance(numbered, str) and not any(numbered.code is opening for opening in around)
    )


def _wrapped(pieces: list[str | Code], around: Sequence[tuple[Code, Code]]) -> list[str | Code]:
    return [*(first for first, _ in around), *pieces, *(last for _, last in reversed(around))]


def _by_number(parts: Inline, numbers: Sequence[int]) -> dict[int, _SourceCode]:
    codes: dict[int, _SourceCode] = {}
    for numbered in number_codes(parts, numbers):
        if isinstance(numbered, str):
            continue
        opening = codes[numbered.number].opening if numbered.code.kind == "close" else numbered.code
        codes[numbered.number] = _SourceCode(opening, numbered.code if numbered.code.kind == "close" else None)
    return codes


def _replaced(target: Inline, numbers: Sequence[int], codes: dict[int, _SourceCode]) -> Iterator[str | Code]:
    for numbered in number_codes(target, numbers):
        if isinstance(numbered, str):
            yield numbered
            continue
        known = codes.get(numbered.number)
        if known is None:
            yield _as_text(numbered.code)
        else:
            yield known.closing if numbered.code.kind == "close" and known.closing else known.opening


def _labeled(pieces: list[str | Code], source: Inline) -> list[str | Code]:
    """Write the label of a reference link whose text was its label in the source, and is another text now."""
    closings = [part for part in source if isinstance(part, Code) and part.kind == "close" and part.data in SHORT]
    labels = dict(zip(map(id, closings), labels_of(source), strict=True))
    opened: list[int] = []
    made: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, Code) and piece.kind == "open":
            opened.append(len(made))
        elif isinstance(piece, Code) and piece.kind == "close":
            first = opened.pop() + 1 if opened else 0
            label = labels.get(id(piece))
            if label is not None and inline.join(tuple(made[first:])) != label:
                made.append(replace(piece, data=f"][{label}]"))
                continue
        made.append(piece)
    return made


def _as_text(code: Code) -> str:
    """Return the text that remains of a removed code: the character of an escape or an entity."""
    if code.type == "break":
        return " "
    return code.text if code.type in DELETABLE else ""


def _joined(pieces: Sequence[str | Code], source: Inline, block: BlockKind, references: frozenset[str]) -> str | None:
    """Join the pieces, on one line if the source is on one line. Return ``None`` if they read back as other codes."""
    if not any("\n" in part for part in source if isinstance(part, str)):
        pieces = [_LINE.sub(" ", part) if isinstance(part, str) else part for part in pieces]
    text = inline.join(tuple(pieces))
    read = inline.parse_segment(text, block, references)
    return text if text.strip() and _data(read) == _data(pieces) else None


def _data(pieces: Sequence[str | Code]) -> list[str]:
    return [part.data for part in pieces if isinstance(part, Code)]
