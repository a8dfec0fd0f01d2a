"""Merges the units of an update into a side-by-side document: the new source stands beside each new target.

Until it is translated, a pair has its old source, and new text has no pair. The document is prepared as if everything
had been translated, and the targets are merged into it. Then the same is done with only those that could be written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from loc_align.documents import parse_again
from loc_align.formats import Returned, fingerprint
from loc_align.merging.locating import DUPLICATE, SOURCE_CHANGED, occurrences
from loc_align.merging.results import Merged, Refusal
from loc_align.merging.side_by_side.ids import number_all
from loc_align.merging.side_by_side.wrapping import BlockIndex, fit_source
from loc_align.merging.side_by_side.writing import pair_markup
from loc_align.merging.targets import merge_targets
from loc_align.merging.white_space import equal_but_for_breaks
from loc_align.model import Document, Edit, Segment, Span, SxsPair
from loc_align.text import edited_bytes

_MOST_ROUNDS = 4
"""How often to prepare the document again without the units that can't be written, before it is prepared without all
units. A unit that isn't written leaves its old source, and that can be in the way of another one."""
_TOO_MANY = "too many other targets of the document can't be written; correct them first"


class _Place(Struct, frozen=True):
    """A unit, and what it replaces."""

    returned: Returned
    source: str
    """The new source, as it stands in the document."""
    span: Span
    pair: SxsPair | None
    """The pair with the old source; ``None`` for text without a pair."""


def merge_renewed(document: Document, returned: Sequence[Returned], *, force: bool, fuzzy: bool) -> Merged:
    """Write returned targets into a side-by-side document, with the sources that they were translated from.

    Args:
        document: the document that an update has written.
        returned: the units that were returned for it.
        force: whether to write refused targets, too, unless they have no location or would change the structure.
        fuzzy: whether to write unconfirmed targets, too.
    """
    fresh = [item for item in returned if item.old_source is not None and not item.locked]
    others = [item for item in returned if item.old_source is None or item.locked]
    ready = [item for item in fresh if item.target is not None and (item.confirmed or fuzzy)]
    refusals: list[Refusal] = []
    places: list[_Place] = []
    for found in _Places(document).all(ready):
        (refusals if isinstance(found, Refusal) else places).append(found)  # type: ignore[arg-type]
    for attempt in range(_MOST_ROUNDS + 1):
        prepared, items = _prepared(document, places)
        merged = merge_targets(prepared, [*others, *items], force=force, fuzzy=fuzzy)
        bad = {refusal.unit: refusal for refusal in merged.refusals if not refusal.written}
        names = [item.unit.id for item in items]
        if not bad.keys() & {*names}:
            break
        left = {*names} - bad.keys() if attempt + 1 < _MOST_ROUNDS else set[str]()
        refusals += (
            replace(bad.get(name, Refusal("", place.returned.unit.line, _TOO_MANY)), unit=place.returned.unit.id)
            for place, name in zip(places, names, strict=True)
            if name not in left
        )
        places = [place for place, name in zip(places, names, strict=True) if name in left]
    waiting = len(fresh) - len(ready)
    return replace(
        merged,
        drafts=merged.drafts + waiting,
        empty=merged.empty + sum(item.target is None for item in fresh),
        refusals=tuple(sorted((*merged.refusals, *refusals), key=_line)),
    )


def _line(refusal: Refusal) -> int:
    return refusal.line


class _Places:
    """Finds the pairs with an old source, and the text without a pair."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = BlockIndex(document)
        self._by_id: dict[str, list[SxsPair]] = defaultdict(list)
        for pair in document.pairs:
            self._by_id[pair.target_id].append(pair)
        self._taken: set[int] = set()

    def all(self, items: Sequence[Returned]) -> Iterator[_Place | Refusal]:
        """Yield where each unit belongs, or why it belongs nowhere."""
        for item in items:
            place = self._pair(item) if item.old_source != "none" else self._text(item)
            if isinstance(place, str):
                yield Refusal(item.unit.id, item.unit.line, place)
            elif place.span.start in self._taken:
                yield Refusal(item.unit.id, item.unit.line, DUPLICATE)
            else:
                self._taken.add(place.span.start)
                yield place

    def _pair(self, item: Returned) -> _Place | str:
        pairs = self._by_id.get(item.unit.id)
        if not pairs:
            return "the document no longer contains a pair with this ID; export it again"
        source = item.unit.source.text if item.unit.source else ""
        for pair in pairs:
            old = fingerprint(pair.source.text) == item.old_source
            if (old or equal_but_for_breaks(pair.source.text, source)) and pair.span.start not in self._taken:
                block = self._blocks.block(pair.span)
                return _Place(item, fit_source(source, block) if block else source, pair.span, pair)
        return SOURCE_CHANGED

    def _text(self, item: Returned) -> _Place | str:
        exported, text = item.unit.source, self._document.text
        if exported is None or not exported.text:
            return SOURCE_CHANGED
        span = exported.span
        if span.start in self._taken or not equal_but_for_breaks(span.of(text), exported.text):
            done = next((pair for pair in self._document.pairs if pair.source.text == exported.text), None)
            if done is not None and done.span.start not in self._taken:
                return _Place(item, exported.text, done.span, done)
            found = [at for at in occurrences(exported.text, text) if at not in self._taken]
            if len(found) != 1:
                return SOURCE_CHANGED
            span = Span(found[0], found[0] + len(exported.text))
        block = self._blocks.wrappable(span)
        if isinstance(block, str):
            return f"the text can't stand beside its target, because it is {block}; translate it in the document"
        return _Place(item, fit_source(span.of(text), block), span, None)


def _prepared(document: Document, places: Sequence[_Place]) -> tuple[Document, list[Returned]]:
    """Return the document with the new sources, and with a pair for each text, and the units for its pairs."""
    names = _names(document, [place for place in places if place.pair is None])
    edits: list[Edit] = []
    items: list[Returned] = []
    for place in places:
        if place.pair is not None:
            name = place.pair.target_id
            edits.append(Edit(place.pair.source.span, place.source))
        else:
            name = names[place.span.start]
            edits.append(Edit(place.span, pair_markup(name, place.span.of(document.text), place.source)))
        source = Segment(Span(0, len(place.source)), place.source)
        unit = replace(place.returned.unit, id=name, source=source)
        items.append(replace(place.returned, unit=unit, target_hash=None, old_source=None, confirmed=True))
    return parse_again(edited_bytes(document, edits), document), items


def _names(document: Document, places: Sequence[_Place]) -> dict[int, str]:
    """Return an ID for each text without a pair, by its offset."""
    rows: list[tuple[int, str | None]] = [(pair.span.start, pair.target_id) for pair in document.pairs]
    rows = sorted([*rows, *((place.span.start, None) for place in places)], key=lambda row: row[0])
    used = {pair.target_id for pair in document.pairs}
    found: dict[int, str] = {}
    for (start, own), name in zip(rows, number_all([own for _, own in rows], document, document.path), strict=True):
        if own is None:
            found[start] = _unused(name, used)
            used.add(found[start])
    return found


def _unused(name: str, used: set[str]) -> str:
    """Return an ID, with leading zeros of its number if a pair has it, because pairs out of order keep their IDs."""
    while name in used:
        prefix, _, number = name.rpartition("-")
        name = f"{prefix}-0{number}"
    return name
