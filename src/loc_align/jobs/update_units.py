"""The units of a work file: what awaits translation in updated documents."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from loc_align.documents import provenance
from loc_align.formats import fingerprint
from loc_align.model import Bitext, Document, Match, Segment, Span, SxsPair, TranslationUnit
from loc_align.text import Lines
from loc_align.updating.block_text import MARK
from loc_align.updating.likeness import likeness
from loc_align.updating.outline import one_line
from loc_align.updating.record import sentence_hash
from loc_align.updating.updated import Updated, UpdatedUnit


class Work(Struct, frozen=True):
    """The units of a document in a work file."""

    bitext: Bitext
    locked: frozenset[str] = frozenset()
    """The IDs of the units that are up to date, and that translators must leave as they are."""
    old_sources: Mapping[str, str] = MappingProxyType({})
    """What a side-by-side document has instead of the source of a unit, as :class:`~loc_align.formats.WriteOptions`."""
    left_out: tuple[int, ...] = ()
    """The lines in the source of pairs that aren't in the work file, because the markup around them has changed."""


class _Item(Struct, frozen=True):
    """What a unit is made from."""

    source: Segment
    target: Segment | None
    matches: tuple[Match, ...] = ()
    id: str | None = None
    old_source: str | None = None


def work_units(
    updated: Updated, document: Document, source_lang: str, target_lang: str, *, everything: bool = False
) -> Work:
    """Return the pending units of an updated document, each with the old source and its translation as a match.

    A merge finds a unit by its source, which is the text in the updated document, or by the ID of its pair, which has
    the old source there.

    Args:
        updated: the updated document, in which the new source stands for pending sentences.
        document: the same, parsed, with renewed notes.
        source_lang: the language of the source.
        target_lang: the language of the target.
        everything: whether to add the units that are up to date, with their translations.
    """
    origin = provenance(document, source_lang, target_lang)
    lines, seen = Lines(document.text), Counter[str]()
    pairs = document.pairs
    units: list[TranslationUnit] = []
    locked, old_sources, left = set[str](), dict[str, str](), list[int]()
    rows = _joined(updated)
    for at, (row, source) in enumerate(rows):
        item = _item(row, source, document, pairs, everything=everything)
        if item is None or row.target is None:
            left += [row.change.line] if row.pending and row.target is not None else []
            continue
        digest = sentence_hash(source.text)
        seen[digest] += 1
        line, column = lines.position(row.target.span.start)
        unit = TranslationUnit(
            id=item.id or f"{digest}-{seen[digest]}",
            source=item.source,
            target=item.target,
            provenance=origin,
            line=line,
            column=column,
            block=row.change.block,
            previous=rows[at - 1][1].text if at else None,
            next=rows[at + 1][1].text if at + 1 < len(rows) else None,
            state="initial" if item.target is None else None,
            matches=item.matches,
        )
        units.append(unit)
        if item.target is not None:
            locked.add(unit.id)
        elif item.old_source is not None:
            old_sources[unit.id] = item.old_source
    bitext = Bitext(document, None, origin.source_lang, origin.target_lang, tuple(units), origin)
    return Work(bitext, frozenset(locked), MappingProxyType(old_sources), tuple(left))


def _item(
    row: UpdatedUnit, source: Segment, document: Document, pairs: Sequence[SxsPair], *, everything: bool
) -> _Item | None:
    """Return what the unit of a sentence is made from; ``None`` if the work file doesn't have it."""
    if row.target is None or (not row.pending and not everything):
        return None
    pair = _first_pair(pairs, row.target.span)
    if pair is None:
        if not row.pending:
            return _Item(source, row.target)
        waits = row.target.text in {source.text, source.text + MARK}
        own = Segment(Span(row.target.span.start, row.target.span.start + len(source.text)), source.text)
        return _Item(own, None, _matches(row, document.path), None, "none" if pairs else None) if waits else None
    if not row.pending:
        return _Item(pair.source, pair.target, id=pair.target_id)
    text = _without_frame(row.change.old, pair.source.text, source.text)
    if text is None:
        return None
    alike = likeness(one_line(pair.source.text), one_line(text))
    match = Match("fuzzy", alike, pair.source.text, pair.target.text, document.path)
    return _Item(Segment(pair.source.span, text), None, (match,), pair.target_id, fingerprint(pair.source.text))


def _first_pair(pairs: Sequence[SxsPair], span: Span) -> SxsPair | None:
    """Return the first of the pairs of a sentence; ``None`` if it has none."""
    at = bisect_left(pairs, span.start, key=lambda pair: pair.span.start)
    return pairs[at] if at < len(pairs) and pairs[at].span.end <= span.end else None


def _without_frame(old: Segment | None, own: str, new: str) -> str | None:
    """Return the new source of a pair without the markup around the pair; ``None`` if that isn't in the new source.

    Args:
        old: the old sentence with the markup around it.
        own: the source of the pair.
        new: the new sentence, or several.
    """
    before, found, after = old.text.partition(own) if old is not None else ("", "", "")
    if not found:
        return new
    if not new.startswith(before) or not new.endswith(after) or len(new) <= len(before) + len(after):
        return None
    return new[len(before) : len(new) - len(after)]


def _joined(updated: Updated) -> list[tuple[UpdatedUnit, Segment]]:
    """Return the units of the new source with their text in it, those that have one translation together as one."""
    rows: list[tuple[UpdatedUnit, Segment]] = []
    for unit in updated.units:
        own = unit.change.new
        if own is None:
            continue
        if rows and unit.target is not None and rows[-1][0].target == unit.target:
            first, before = rows.pop()
            span = Span(before.span.start, own.span.end)
            rows.append((first, Segment(span, span.of(updated.comparison.new.text))))
        else:
            rows.append((unit, own))
    return rows


def _matches(unit: UpdatedUnit, path: str) -> tuple[Match, ...]:
    old: Segment | None = unit.change.old
    if old is None or unit.old_target is None:
        return ()
    return (Match("fuzzy", unit.change.likeness, old.text, unit.old_target, path),)
