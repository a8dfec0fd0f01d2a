"""The units of an updated target: what became of each sentence, and where its text is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from loc_align.model import Segment, Span
from loc_align.updating.block_text import Sides
from loc_align.updating.body import Body, Placed
from loc_align.updating.front_matter import NewFrontMatter, target_values
from loc_align.updating.updated import UpdatedUnit
from loc_align.updating.values import BlockChange, Change, Comparison


class _Place(Struct, frozen=True):
    target: Span | None
    pending: bool
    old_target: str | None = None
    unclear: bool = False


Located = Callable[[str], bool]
"""Returns whether to find the place of a kept sentence of the source, which takes longer than the update itself."""


def updated_units(  # noqa: PLR0913, PLR0917 - what an update consists of
    sides: Sides, body: Body, comparison: Comparison, front: NewFrontMatter, text: str, located: Located | None
) -> tuple[UpdatedUnit, ...]:
    """Return the units of an updated target.

    Args:
        sides: the two versions of the source, and the target.
        body: the body of the updated target.
        comparison: what changed in the source.
        front: its front matter.
        text: the text of the updated target.
        located: returns for which kept sentences to find the place in the target; ``None`` for all.
    """
    versions = sides.versions
    known = target_values(comparison.old, comparison.new, sides.target.document, versions.keys)
    units = [*_values(comparison, front, text, known)]
    places = _Places(sides, body, len(front.text), located)
    for block in comparison.blocks:
        units += places.units(block, text)
    return tuple(units)


def _values(
    comparison: Comparison, front: NewFrontMatter, text: str, known: Iterator[str | None]
) -> Iterator[UpdatedUnit]:
    """Yield the values of the front matter. A pending one is in the updated target as it is in the source."""
    done = 0
    for change, old in zip(comparison.values, known, strict=True):
        kept = change.kind == "kept"
        wanted = old if kept else change.new.text if change.new is not None and front.pending else None
        at = front.text.find(wanted, done) if wanted else -1
        if at < 0 or wanted is None:
            yield UpdatedUnit(change, None, pending=False)
            continue
        done = at + len(wanted)
        target = Segment(Span(at, done), text[at:done])
        yield UpdatedUnit(change, target, pending=not kept, old_target=None if kept else old)


class _Places:
    def __init__(self, sides: Sides, body: Body, start: int, located: Located | None) -> None:
        self._sides, self._start, self._located = sides, start, located
        self._by_block = {b: placed for placed in body.blocks for b in placed.block.new}

    def units(self, block: BlockChange, text: str) -> Iterator[UpdatedUnit]:
        placed = self._by_block.get(block.new) if block.new is not None else None
        news = [change for change in block.sentences if change.new is not None]
        known = self._known(placed, block, news) if placed else {}
        default = _Place(None, pending=placed is not None and placed.block.state == "unclear", unclear=True)
        for at, change in enumerate(news):
            place = known.get(at, default)
            span = place.target
            target = Segment(span, span.of(text)) if span is not None else None
            yield UpdatedUnit(change, target, place.pending, place.old_target, place.unclear and place.pending)
        yield from (UpdatedUnit(change, None, pending=False) for change in block.sentences if change.new is None)

    def _known(self, placed: Placed, block: BlockChange, news: Sequence[Change]) -> dict[int, _Place]:
        """Return the places of the sentences of a block, by their indexes."""
        start = self._start + placed.start
        if placed.block.pieces:
            return {
                at: _Place(Span(start + offset, start + offset + len(piece.text)), piece.pending, piece.old_target)
                for offset, piece in placed.block.pieces
                for at in piece.sentences
            }
        if placed.block.state == "kept" and block.old is not None:
            asked = self._located is None or any(change.new and self._located(change.new.text) for change in news)
            return self._kept(placed, block.old) if asked and news else {}
        if placed.block.state == "pending" and block.new is not None:
            return self._source(placed, block.new)
        return {}

    def _kept(self, placed: Placed, a: int) -> dict[int, _Place]:
        target = self._sides.target
        t = self._sides.pairs.get(a)
        groups = self._sides.groups(a, t) if t is not None else None
        if t is None or groups is None or placed.block.text != target.pieces[t].text:
            return {}
        sentences = target.sentences(t)
        shift = self._start + placed.start - target.pieces[t].block.span.start
        found: dict[int, _Place] = {}
        for sources, targets in groups:
            if targets:
                span = Span(sentences[targets[0]].span.start + shift, sentences[targets[-1]].span.end + shift)
                found.update((at, _Place(span, pending=False)) for at in sources)
        return found

    def _source(self, placed: Placed, b: int) -> dict[int, _Place]:
        """Return the places of the sentences of a block that is as in the new source."""
        new = self._sides.versions.new
        shift = self._start + placed.start - new.pieces[b].block.span.start
        spans = (Span(item.span.start + shift, item.span.end + shift) for item in new.sentences(b))
        return {at: _Place(span, pending=True) for at, span in enumerate(spans)}
