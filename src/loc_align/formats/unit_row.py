"""A unit as the JSON forms and the tables hold it: one flat row, whose fields are the documented keys in their order.

The JSON schema in ``schema/`` is made from these types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import asdict

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
_Share = Annotated[float, Meta(ge=0, le=1)]
_Offset = Annotated[int, Meta(ge=0)]
_Offsets = tuple[_Offset, _Offset]
_Strings = tuple[str, ...]


class MatchRow(Struct, frozen=True, gc=False, kw_only=True):
    """What a translation memory offers for a source."""

    kind: Annotated[MatchKind, Meta(description="How the memory's source fits.")] = "fuzzy"
    score: Annotated[_Share, Meta(description="How alike the two sources are.")] = 1.0
    source: Annotated[str, Meta(description="The memory's source, Markdown.")]
    target: Annotated[str, Meta(description="Its target, with the codes of the unit's source.")]
    origin: Annotated[str, Meta(description="Where the memory has it from.")] = ""


class UnitRow(Struct, frozen=True, gc=False):
    """A translation unit: an element of ``units``, or a line of JSON Lines."""

    id: Annotated[str, Meta(description="The id of the pair in its document.")]
    path: Annotated[str, Meta(description="The document's path, with forward slashes.")] = ""
    line: Annotated[_Positive, Meta(description="The line on which the pair starts.")] = 1
    column: Annotated[_Positive, Meta(description="The column, in characters.")] = 1
    source: Annotated[
        str | None, Meta(description="The source segment's Markdown, exactly; null where there is none.")
    ] = None
    target: Annotated[
        str | None, Meta(description="The target segment's Markdown, exactly; null where there is none.")
    ] = None
    source_text: Annotated[
        str | None, Meta(description="The source as a reader sees it, without markup; derived, not read back.")
    ] = None
    target_text: Annotated[
        str | None, Meta(description="The target as a reader sees it, without markup; derived, not read back.")
    ] = None
    source_lang: Annotated[str, Meta(description="BCP 47.")] = "en-US"
    target_lang: Annotated[str, Meta(description="BCP 47; und where nothing says it.")] = "und"
    block: Annotated[BlockKind, Meta(description="What the pair stands in.")] = "paragraph"
    section: Annotated[_Strings, Meta(description="The headings above, outermost first.")] = ()
    translation_type: Annotated[TranslationType | None, Meta(description="Human or machine translation.")] = None
    origin: Annotated[Origin, Meta(description="How the two sides were found to belong together.")] = "id"
    score: Annotated[_Share, Meta(description="How sure the alignment is.")] = 1.0
    defects: Annotated[_Strings, Meta(description="Codes of the defects that touch the pair.")] = ()
    source_span: Annotated[
        _Offsets | None,
        Meta(description="Start and end of the source segment in the document: half-open character offsets."),
    ] = None
    target_span: Annotated[
        _Offsets | None,
        Meta(description="Start and end of the target segment in the document: half-open character offsets."),
    ] = None
    previous: Annotated[str | None, Meta(description="The source Markdown of the unit before.")] = None
    next: Annotated[str | None, Meta(description="The source Markdown of the unit after.")] = None
    handoff: Annotated[date | None, Meta(description="The day of the hand-off to translation.")] = None
    commit: Annotated[str | None, Meta(description="The commit of the source document.")] = None
    file_hash: Annotated[str | None, Meta(description="The hash of the source document.")] = None
    count: Annotated[_Positive, Meta(description="How many equal pairs the unit stands for.")] = 1
    state: Annotated[
        State | None, Meta(description="How far the target has come; null where the translation type says it.")
    ] = None
    bead: Annotated[
        str,
        Meta(
            description="How many source and target segments were joined: 1-1, 2-1, 1-0 …",
            extra_json_schema={"pattern": "^[0-9]+-[0-9]+$"},
        ),
    ] = "1-1"
    reasons: Annotated[_Strings, Meta(description="What an alignment by content rests on, the strongest first.")] = ()
    matches: Annotated[
        tuple[MatchRow, ...] | UnsetType,
        Meta(description="What translation memories offer, the best first; absent where that is nothing."),
    ] = UNSET


def rows(units: Iterable[TranslationUnit]) -> Iterator[UnitRow]:
    """The rows of units, in their order."""
    for unit in units:
        origin = unit.provenance
        source, source_text, source_span = _side(unit.source)
        target, target_text, target_span = _side(unit.target)
        # By position: naming so many arguments takes msgspec longer than all the rest.
        yield UnitRow(
            unit.id, origin.path, unit.line, unit.column, source, target, source_text, target_text,
            origin.source_lang, origin.target_lang, unit.block, unit.section, origin.translation_type, unit.origin,
            unit.score, unit.defects, source_span, target_span, unit.previous, unit.next, origin.handoff,
            origin.commit, origin.file_hash, unit.count, unit.state, unit.bead, unit.reasons,
            _match_rows(unit.matches) if unit.matches else UNSET,
        )  # fmt: skip


def _side(segment: Segment | None) -> tuple[str | None, str | None, _Offsets | None]:
    """A side's Markdown, its plain text and its offsets."""
    if segment is None:
        return None, None, None
    return segment.text, inline.plain(segment.text), (segment.span.start, segment.span.end)


def _match_rows(matches: Iterable[Match]) -> tuple[MatchRow, ...]:
    return tuple(MatchRow(**asdict(match)) for match in matches)


def unit_of(row: UnitRow, line: int) -> TranslationUnit:
    """The unit of a row.

    Args:
        row: a row of any origin.
        line: the 1-based line of its file on which it starts.
    """
    origin = _provenance(
        row.path, row.source_lang, row.target_lang, row.translation_type, row.handoff, row.commit, row.file_hash
    )
    return TranslationUnit(
        row.id, _segment(row.source, row.source_span), _segment(row.target, row.target_span), origin, row.line,
        row.column, row.block, row.section, row.previous, row.next, row.origin, row.score, row.defects, row.count,
        row.bead or "1-1", row.reasons, row.state, _matches(row.matches) if row.matches else (), line,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _provenance(  # noqa: PLR0913, PLR0917 - the key of the cache, and no value has to be made to look it up
    path: str,
    source_lang: str,
    target_lang: str,
    translation_type: TranslationType | None,
    handoff: date | None,
    commit: str | None,
    file_hash: str | None,
) -> Provenance:
    """One value for all the units of a document."""
    default = Provenance()
    return Provenance(
        path,
        source_lang or default.source_lang,
        target_lang or default.target_lang,
        translation_type,
        handoff,
        commit,
        file_hash,
    )


def _segment(text: str | None, offsets: _Offsets | None) -> Segment | None:
    return None if text is None else Segment(Span(*offsets) if offsets else Span(0, len(text)), text)


def _matches(matches: Iterable[MatchRow]) -> tuple[Match, ...]:
    return tuple(Match(**asdict(match)) for match in matches)
