"""Rows: flat forms of translation units, as in JSON, JSON Lines, and tables.

The fields of a row are the documented keys in order. The JSON schema in ``schema/`` is generated from these types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import asdict

from loc_align.formats.lang import canonical
from loc_align.markdown import inline
from loc_align.model import (
    BlockKind,
    Match,
    MatchKind,
    Origin,
    Provenance,
    Segment,
    Span,
    State,
    TranslationType,
    TranslationUnit,
)

_Positive = Annotated[int, Meta(ge=1)]
_Score = Annotated[float, Meta(ge=0, le=1)]
_Offset = Annotated[int, Meta(ge=0)]
_Offsets = tuple[_Offset, _Offset]
_Strings = tuple[str, ...]


class MatchRow(Struct, frozen=True, gc=False, kw_only=True):
    """A match from a translation memory."""

    kind: Annotated[MatchKind, Meta(description="The kind of match.")] = "fuzzy"
    score: Annotated[_Score, Meta(description="The similarity of the two sources.")] = 1.0
    source: Annotated[str, Meta(description="The source in the memory, in Markdown.")]
    target: Annotated[
        str, Meta(description="The target in the memory, in Markdown, with the inline codes of the unit's source.")
    ]
    origin: Annotated[str, Meta(description="The origin of the match in the memory.")] = ""


class UnitRow(Struct, frozen=True, gc=False):
    """A translation unit: an element of ``units``, or a line of JSON Lines."""

    id: Annotated[str, Meta(description="The ID of the pair in its document.")]
    path: Annotated[str, Meta(description="The path of the document, with forward slashes.")] = ""
    line: Annotated[_Positive, Meta(description="The 1-based line where the pair starts.")] = 1
    column: Annotated[_Positive, Meta(description="The 1-based column where the pair starts, in characters.")] = 1
    source: Annotated[
        str | None, Meta(description="The exact Markdown of the source segment; null if there is none.")
    ] = None
    target: Annotated[
        str | None, Meta(description="The exact Markdown of the target segment; null if there is none.")
    ] = None
    source_text: Annotated[
        str | None, Meta(description="The source without markup, as a reader sees it; ignored when a file is read.")
    ] = None
    target_text: Annotated[
        str | None, Meta(description="The target without markup, as a reader sees it; ignored when a file is read.")
    ] = None
    source_lang: Annotated[str, Meta(description="The language of the source, BCP 47.")] = "en-US"
    target_lang: Annotated[str, Meta(description="The language of the target, BCP 47; und if unknown.")] = "und"
    block: Annotated[BlockKind, Meta(description="The kind of block that contains the pair.")] = "paragraph"
    section: Annotated[_Strings, Meta(description="The headings above, outermost first.")] = ()
    translation_type: Annotated[
        TranslationType | None, Meta(description="HT for human translation, MT for machine translation.")
    ] = None
    origin: Annotated[Origin, Meta(description="How source and target were aligned: by ID or by content.")] = "id"
    score: Annotated[_Score, Meta(description="The confidence of the alignment.")] = 1.0
    defects: Annotated[_Strings, Meta(description="The codes of the defects that overlap the pair.")] = ()
    source_span: Annotated[
        _Offsets | None,
        Meta(description="The span of the source segment in the document: half-open character offsets."),
    ] = None
    target_span: Annotated[
        _Offsets | None,
        Meta(description="The span of the target segment in the document: half-open character offsets."),
    ] = None
    previous: Annotated[str | None, Meta(description="The source of the previous unit, in Markdown.")] = None
    next: Annotated[str | None, Meta(description="The source of the next unit, in Markdown.")] = None
    handoff: Annotated[date | None, Meta(description="The date of the handoff to translation.")] = None
    commit: Annotated[str | None, Meta(description="The commit of the source document.")] = None
    file_hash: Annotated[str | None, Meta(description="The hash of the source document.")] = None
    count: Annotated[_Positive, Meta(description="The number of equal pairs that the unit represents.")] = 1
    state: Annotated[
        State | None, Meta(description="The state of the target; null if it follows from the translation type.")
    ] = None
    bead: Annotated[
        str,
        Meta(
            description="The number of aligned source and target segments, such as 1-1, 2-1, or 1-0.",
            extra_json_schema={"pattern": "^[0-9]+-[0-9]+$"},
        ),
    ] = "1-1"
    reasons: Annotated[_Strings, Meta(description="The reasons for an alignment by content, strongest first.")] = ()
    matches: Annotated[
        tuple[MatchRow, ...] | UnsetType,
        Meta(description="The matches from translation memories, best first; absent if there are none."),
    ] = UNSET


def rows(units: Iterable[TranslationUnit]) -> Iterator[UnitRow]:
    """Yield the rows of units, in order."""
    for unit in units:
        origin = unit.provenance
        source, source_text, source_span = _side(unit.source)
        target, target_text, target_span = _side(unit.target)
        # Positional, because keyword arguments would take msgspec more time than everything else here.
        yield UnitRow(
            unit.id, origin.path, unit.line, unit.column, source, target, source_text, target_text,
            origin.source_lang, origin.target_lang, unit.block, unit.section, origin.translation_type, unit.origin,
            unit.score, unit.defects, source_span, target_span, unit.previous, unit.next, origin.handoff,
            origin.commit, origin.file_hash, unit.count, unit.state, unit.bead, unit.reasons,
            _match_rows(unit.matches) if unit.matches else UNSET,
        )  # fmt: skip


def _side(segment: Segment | None) -> tuple[str | None, str | None, _Offsets | None]:
    """Return the Markdown, the plain text, and the offsets of a segment."""
    if segment is None:
        return None, None, None
    return segment.text, inline.plain(segment.text), (segment.span.start, segment.span.end)


def _match_rows(matches: Iterable[Match]) -> tuple[MatchRow, ...]:
    return tuple(MatchRow(**asdict(match)) for match in matches)


def unit_of(row: UnitRow, line: int) -> TranslationUnit:
    """Return the unit of a row.

    Args:
        row: the row.
        line: the 1-based line in the memory file where the row starts.
    """
    origin = provenance_of(
        row.path, row.source_lang, row.target_lang, row.translation_type, row.handoff, row.commit, row.file_hash
    )
    return TranslationUnit(
        row.id, _segment(row.source, row.source_span), _segment(row.target, row.target_span), origin, row.line,
        row.column, row.block, row.section, row.previous, row.next, row.origin, row.score, row.defects, row.count,
        row.bead or "1-1", row.reasons, row.state, _matches(row.matches) if row.matches else (), line,
    )  # fmt: skip


@lru_cache(maxsize=64)
def provenance_of(  # noqa: PLR0913, PLR0917 - a cache key of plain values, so that a lookup does not create an object
    path: str,
    source_lang: str,
    target_lang: str,
    translation_type: TranslationType | None,
    handoff: date | None,
    commit: str | None,
    file_hash: str | None,
) -> Provenance:
    """Return the provenance, the same object for all units of a document."""
    default = Provenance()
    return Provenance(
        path,
        canonical(source_lang) or default.source_lang,
        canonical(target_lang) or default.target_lang,
        translation_type,
        handoff,
        commit,
        file_hash,
    )


def _segment(text: str | None, offsets: _Offsets | None) -> Segment | None:
    return None if text is None else Segment(Span(*offsets) if offsets else Span(0, len(text)), text)


def _matches(matches: Iterable[MatchRow]) -> tuple[Match, ...]:
    return tuple(Match(**asdict(match)) for match in matches)
