"""What the blocks of a source and of its translation are compared by: their facts, and the lengths of their texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from loc_align.model.documents import References
from loc_align.updating.facts import block_facts, facts
from loc_align.updating.heading_names import Heading, read_headings
from loc_align.updating.outline import Outline, Piece


class Description(Struct, frozen=True):
    """What a block is compared by."""

    facts: frozenset[str]
    text: str


def describe(source: Outline, target: Outline) -> tuple[list[Description], list[Description]]:
    """Return what each block of a source and of its translation is compared by.

    A name that a heading was given counts if a heading of the other document has it, too, be it given or from its text,
    because translators give the names that followed from the source. If headings of both have given names, all of these
    count.

    Args:
        source: the blocks of the source.
        target: the blocks of the target.
    """
    sides = source, target
    headings = [read_headings(side.pieces, side.document.references) for side in sides]
    names = [{heading.name for heading in found.values()} for found in headings]
    given = [{heading.given for heading in found.values() if heading.given} for found in headings]
    common = (names[0] & given[1]) | (given[0] & names[1])
    first, second = (
        _described(side.pieces, side.document.references, found, common, given=all(given))
        for side, found in zip(sides, headings, strict=True)
    )
    return first, second


def _described(
    pieces: Sequence[Piece],
    references: References,
    headings: Mapping[int, Heading],
    common: Collection[str],
    *,
    given: bool,
) -> list[Description]:
    return [
        _heading(headings[at], references, common, given=given)
        if at in headings
        else Description(block_facts(piece, references), piece.key[1])
        for at, piece in enumerate(pieces)
    ]


def _heading(heading: Heading, references: References, common: Collection[str], *, given: bool) -> Description:
    if heading.name in common:
        return Description(frozenset({f"#{heading.name}"}), heading.text)
    own = {f"#{heading.given}"} if given and heading.given else set[str]()
    return Description(facts(heading.text, references) | own, heading.text)
