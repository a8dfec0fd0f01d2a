"""Puts the current source into an alignment with the source that a target was made from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from loc_align.model import Bitext, Document, Segment, Span, TranslationUnit
from loc_align.text import Lines
from loc_align.updating.comparison import compare
from loc_align.updating.record import sentence_hash
from loc_align.updating.values import Change

_SAME = frozenset(("kept", "moved"))


def with_current_source(bitext: Bitext, new: Document, *, omit: bool = False) -> Bitext:
    """Return an alignment for the current source, in which no old translation stands for new text.

    Args:
        bitext: an alignment of the source that the target was made from.
        new: the current source.
        omit: whether to leave out the targets whose source has changed.

    Returns:
        The bitext. A target whose source has changed has its old source, the state ``initial``, and the reason
        ``stale``. Each new or changed sentence is a unit of its own, without a target.
    """
    changes = [*compare(bitext.source_document or new, new, source_lang=bitext.source_lang)]
    known = sorted((change for change in changes if change.old is not None), key=_old_start)
    fresh = [change for change in changes if change.new is not None and change.kind not in _SAME]
    units = [unit for own in bitext.units for unit in _current(own, known, new.text, omit=omit)]
    return replace(bitext, source_document=new, units=tuple(_merged(units, bitext, new, fresh)))


def _old_start(change: Change) -> int:
    return change.old.span.start if change.old is not None else -1


def _current(unit: TranslationUnit, known: Sequence[Change], new: str, *, omit: bool) -> Iterator[TranslationUnit]:
    """Yield a unit with its source, or with the old one if that has changed."""
    source = unit.source
    if source is None:
        yield unit
        return
    first = max(bisect_right(known, source.span.start, key=_old_start) - 1, 0)
    near = known[first : bisect_left(known, source.span.end, key=_old_start)]
    own = [change for change in near if change.old is not None and change.old.span.end > source.span.start]
    if all(change.kind in _SAME for change in own) if own else source.text in new:
        now = own[0].new if len(own) == 1 else None
        same = now is not None and now.text == source.text
        yield replace(unit, source=now if same else Segment(Span(0, len(source.text)), source.text))
    elif unit.target is not None and not omit:
        alike = min((change.likeness for change in own), default=0.0)
        yield replace(
            unit,
            source=Segment(Span(0, len(source.text)), source.text),
            score=min(unit.score, alike),
            state="initial",
            reasons=(*unit.reasons, "stale"),
        )


def _merged(
    units: Sequence[TranslationUnit], bitext: Bitext, new: Document, fresh: Sequence[Change]
) -> Iterator[TranslationUnit]:
    """Yield the units, and those of new text before the next unit of the current source."""
    lines, seen = Lines(new.text), Counter[str]()
    waiting = deque(sorted(fresh, key=_new_start))
    for unit in (*units, None):
        kept = unit is not None and "stale" not in unit.reasons and unit.source is not None and unit.source.span.start
        while waiting and (unit is None or (kept and _new_start(waiting[0]) < kept)):
            change = waiting.popleft()
            if change.new is not None:
                digest = sentence_hash(change.new.text)
                seen[digest] += 1
                line, column = lines.position(change.new.span.start)
                yield TranslationUnit(
                    f"{digest}-{seen[digest]}", change.new, None, bitext.provenance, line, column, change.block,
                    origin="content", bead="1-0",
                )  # fmt: skip
        if unit is not None:
            yield unit


def _new_start(change: Change) -> int:
    return change.new.span.start if change.new is not None else -1
