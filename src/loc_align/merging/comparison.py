"""Compares the inline codes of a block before and after its targets are replaced."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from loc_align.markdown import inline
from loc_align.merging.placing import Placed, differing, first_start, placed, typed_marks
from loc_align.model import Code, Edit, Span
from loc_align.text import apply_edits

AROUND = (
    "the target would change the markup around it; start and end it like the source, or put a space next to the markup"
)
"""The reason for a target that changes codes outside of its unit without a character that can be escaped."""

Pieces = Sequence[str | Code]
"""The text and the codes of a target, as Markdown."""

_Shape = tuple[str, str, tuple[int, ...]]
"""The type and the markup of codes that several targets share, and which targets these are."""


class View(Struct, frozen=True):
    """A stretch of running text in one of the forms that a reader sees it in."""

    text: str
    places: Mapping[Span, Span]
    """For the span of each target in the document, its span in :attr:`text`."""
    start: int
    """The offset of :attr:`text` in the document, for edits inside markup."""
    is_markdown: bool = True
    """Whether a backslash escapes."""
    is_strict: bool = True
    """Whether it counts even if the codes of several units depend on each other already."""


class Fault(Struct, frozen=True):
    """What is wrong with a target."""

    marks: frozenset[str]
    """The characters to escape in its text; none if that does not help."""
    reason: str
    """What is wrong, and what to do."""


def faults(
    view: View, own: Mapping[Span, Pieces], edits: Sequence[Edit], references: frozenset[str]
) -> dict[Span, Fault]:
    """Return what is wrong with the targets of a view, by their spans in the document.

    Args:
        view: a stretch of running text.
        own: the new targets in it, by the spans that they replace.
        edits: the edits inside its markup.
        references: the labels of the link reference definitions of the document.
    """
    return _Comparison(view, own, edits, references).faults()


class _Comparison:
    def __init__(
        self, view: View, own: Mapping[Span, Pieces], edits: Sequence[Edit], references: frozenset[str]
    ) -> None:
        self._view = view
        self._own = [(view.places[span], span, pieces) for span, pieces in own.items() if span in view.places]
        self._own.sort(key=lambda item: item[0].start)
        self._inside = [(Span(edit.span.start - view.start, edit.span.end - view.start), edit) for edit in edits]
        made = [Edit(place, inline.join(tuple(pieces))) for place, _, pieces in self._own]
        self._edits = sorted(
            [*made, *(Edit(place, edit.text) for place, edit in self._inside)], key=lambda edit: edit.span.start
        )
        self._shifts = [*_shifts(self._edits)]
        moved = {edit.span: edit.span.start + shift for edit, shift in zip(self._edits, self._shifts, strict=False)}
        self._new = [Span(moved[edit.span], moved[edit.span] + len(edit.text)) for edit in made]
        self._before = placed(inline.parse(view.text, references))
        self._after = placed(inline.parse(apply_edits(view.text, self._edits), references))

    def _shifted(self, at: int) -> int:
        """Return the new offset of an old one outside of the targets."""
        return at + self._shifts[bisect_right(self._edits, at, key=lambda edit: edit.span.end)]

    def faults(self) -> dict[Span, Fault]:
        old = [place for place, _, _ in self._own]
        shared = Counter(shape for item in self._before if (shape := _shape(item, old)))
        if shared and not self._view.is_strict:
            return {}
        expected = [*self._unchanged(old)]
        for place, (_, _, pieces) in zip(self._new, self._own, strict=True):
            expected += placed(pieces, place.start)
        added, lost = differing(self._after, expected)
        sharing = {item.start: shape for item in self._after if (shape := _shape(item, self._new))}
        more = Counter(sharing.values()) - shared
        wrong = [item for item in self._after if sharing.get(item.start) in more]
        wrong += [item for item in added if item.start not in sharing]
        missing = [*(shared - Counter(sharing.values()))]
        if not wrong and not missing and not lost:
            return {}
        return self._blamed(wrong, missing) or self._around(lost)

    def _unchanged(self, old: Sequence[Span]) -> Iterator[Placed]:
        """Yield the codes outside of the targets, at their new places."""
        for item in self._before:
            if _shape(item, old) is None and _target_at(item.start, old) < 0:
                partner = self._shifted(item.partner) if item.partner >= 0 else -1
                yield Placed(self._shifted(item.start), self._shifted(item.end - 1) + 1, item.code, partner)

    def _blamed(self, wrong: Sequence[Placed], missing: Iterable[_Shape]) -> dict[Span, Fault]:
        offsets: dict[int, set[int]] = {}
        for item in wrong:
            for at in (first_start(item), item.start, item.end - 1, item.partner):
                number = _target_at(at, self._new)
                if number >= 0:
                    offsets.setdefault(number, set()).add(at - self._new[number].start)
                    if typed_marks(self._own[number][2], {at - self._new[number].start}):
                        break
            for number in _inside(item, self._new):
                offsets.setdefault(number, set())
        found: dict[Span, Fault] = {}
        for number, places in offsets.items():
            _, span, pieces = self._own[number]
            marks = typed_marks(pieces, places) if self._view.is_markdown else frozenset()
            found[span] = Fault(marks, AROUND)
        if any(fault.marks for fault in found.values()):
            found = {span: fault for span, fault in found.items() if fault.marks}
        for _, data, numbers in missing:
            reason = f"the markup {data!r} that the unit shares with another one is missing; add it"
            sharing = [number for number in numbers if number >= 0]
            without = [number for number in sharing if self._has_fewer(data, number)]
            found |= {self._own[number][1]: Fault(frozenset(), reason) for number in without or sharing}
        return found

    def _has_fewer(self, data: str, number: int) -> bool:
        place, _, pieces = self._own[number]
        return inline.join(tuple(pieces)).count(data) < place.of(self._view.text).count(data)

    def _around(self, lost: Sequence[Placed]) -> dict[Span, Fault]:
        """Blame the targets next to lost codes, and without any, all targets and edits."""
        found: dict[Span, Fault] = {}
        for item in lost:
            at = bisect_right(self._new, item.start, key=lambda place: place.start)
            near = range(max(at - 1, 0), min(at + 1, len(self._new)))
            touching = [number for number in near if self._new[number].end >= item.start >= self._new[number].start]
            found |= {self._own[number][1]: Fault(frozenset(), AROUND) for number in touching or near}
        found |= {edit.span: Fault(frozenset(), AROUND) for _, edit in self._inside}
        return found or {span: Fault(frozenset(), AROUND) for _, span, _ in self._own}


def _shifts(edits: Sequence[Edit]) -> Iterator[int]:
    shift = 0
    yield shift
    for edit in edits:
        shift += len(edit.text) - (edit.span.end - edit.span.start)
        yield shift


def _target_at(at: int, places: Sequence[Span]) -> int:
    """Return the number of the target that contains an offset; -1 if none does."""
    number = bisect_right(places, at, key=lambda place: place.start) - 1
    return number if number >= 0 and at < places[number].end else -1


def _inside(item: Placed, places: Sequence[Span]) -> range:
    """Return the numbers of the targets inside a code."""
    first = bisect_left(places, item.start, key=lambda place: place.start)
    return range(first, bisect_left(places, item.end, lo=first, key=lambda place: place.start))


def _shape(item: Placed, places: Sequence[Span]) -> _Shape | None:
    """Return the shape of a code that more than one target, or a target and the text around it, has a part of."""
    own = _target_at(item.start, places)
    ends = {own, _target_at(item.end - 1, places)}
    if item.partner >= 0:
        ends.add(_target_at(item.partner, places))
    covered = [number for number in _inside(item, places) if number != own]
    if len(ends) == 1 and not covered:
        return None
    data = item.code.data if item.partner >= 0 else item.code.data[:1]
    return item.code.type, data, tuple(sorted({*ends, *covered}))
