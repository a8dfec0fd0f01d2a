"""Returned targets into their document: what is safe is written, all else is reported."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from loc_align.formats import Returned, fingerprint, text_of
from loc_align.merging.content import pieces, problems, with_edits
from loc_align.merging.escape import attribute_text, first_line_problem, fitted, joined, structure_problem
from loc_align.merging.locating import Form, Ground, Place
from loc_align.merging.verification import accepted
from loc_align.merging.white_space import in_place, same_words, with_newlines_of
from loc_align.merging.yaml_value import value_edit
from loc_align.model import Code, Document, Edit, Span
from loc_align.text import apply_edits, encode


class Refusal(Struct, frozen=True):
    """A returned unit that was not written, or only by force."""

    unit: str
    """The unit's id."""
    line: int
    """1-based line in the document, as the export names it."""
    reason: str
    """What is wrong, in words."""
    written: bool = False
    """Whether it was written all the same, because the caller forced it."""


class Merged(Struct, frozen=True):
    """A document with returned targets in it."""

    data: bytes
    form: Form
    written: int
    """How many targets were written."""
    unchanged: int
    """How many came back as they are in the document."""
    drafts: int
    """How many have no target yet, or one that is not confirmed."""
    refusals: tuple[Refusal, ...]


class _Change(Struct, frozen=True):
    """A target that is to be written."""

    returned: Returned
    place: Place


def merge(document: Document, returned: Sequence[Returned], *, force: bool = False, fuzzy: bool = False) -> Merged:
    """Put returned targets into a document.

    In a side-by-side document and in one that holds the target alone, targets are replaced; in a source document the
    sources, which makes it the target document. Only the text of edited targets changes. A target whose codes are
    missing, added or broken, that would change the structure of the document, or whose source or target is not what
    it was at the export, is not written.

    Args:
        document: the document that the units were exported from, as it is now.
        returned: the units that came back for it.
        force: write what was refused, but for what has no place in the document or would change its structure.
        fuzzy: write targets that are not confirmed too.

    Returns:
        The bytes of the document, and what became of the units.
    """
    work = _Work(document, returned, force=force, fuzzy=fuzzy)
    return work.done()


class _Work:
    """One merge."""

    def __init__(self, document: Document, returned: Sequence[Returned], *, force: bool, fuzzy: bool) -> None:
        self._document = document
        self._ground = Ground(document, returned)
        self._force = force
        self._fuzzy = fuzzy
        self._refusals: list[Refusal] = []
        self._unchanged = self._drafts = 0
        self._folded: Counter[Span] = Counter()
        self._changes = [change for item in returned for change in self._change(item)]

    def _refuse(self, returned: Returned, reason: str, *, written: bool = False) -> None:
        self._refusals.append(Refusal(returned.unit.id, returned.unit.line, reason, written))

    def _forced(self, returned: Returned, reason: str | None) -> bool:
        """Report a reason; whether the unit is written all the same."""
        if reason is None:
            return True
        self._refuse(returned, reason, written=self._force)
        return self._force

    def _change(self, returned: Returned) -> Iterator[_Change]:
        target = returned.target
        if target is None:
            self._drafts += 1
            return
        if returned.target_hash == fingerprint(text_of(target)) and self._ground.form != "source":
            self._unchanged += 1
            return
        place = self._ground.find(returned)
        if isinstance(place, str):
            self._refuse(returned, place)
            return
        if place.target is not None and same_words(joined(pieces(target, place.codes)), place.target):
            self._unchanged += 1
        elif not (returned.confirmed or self._fuzzy):
            self._drafts += 1
        elif self._forced(returned, self._conflict(returned, place)) and self._forced(
            returned, next(iter(problems(target, place.codes)), None)
        ):
            yield _Change(returned, place)

    @staticmethod
    def _conflict(returned: Returned, place: Place) -> str | None:
        if place.target is None or returned.target_hash in {None, fingerprint(place.target)}:
            return None
        return "its target was edited in the document since the export"

    def done(self) -> Merged:
        """Write what can be written."""
        made = list(self._edits())
        kept = accepted(self._document, [edit for _, edit in made])
        places = {edit.span for edit in kept}
        for change, edit in made:
            if edit.span not in places:
                reason = first_line_problem(edit.text)
                self._refuse(change.returned, f"it would change the structure of the document: {reason}")
        return Merged(
            encode(apply_edits(self._document.text, kept), bom=self._document.bom),
            self._ground.form,
            len(kept) + sum(self._folded[edit.span] for edit in kept),
            self._unchanged,
            self._drafts,
            tuple(sorted(self._refusals, key=lambda refusal: refusal.line)),
        )

    def _edits(self) -> Iterator[tuple[_Change, Edit]]:
        """An edit for each change, that of a text inside of markup as a part of the edit around it."""
        changes = sorted(self._changes, key=lambda change: (change.place.span.start, -change.place.span.end))
        inner = {
            change.place.span: edit
            for change in changes
            if change.place.block == "attribute" and (edit := self._attribute(change)) is not None
        }
        texts = list(inner.values())
        starts = [item.span.start for item in texts]
        done = -1
        for change in changes:
            span = change.place.span
            if span.start < done:
                if change.place.block != "attribute":
                    self._refuse(change.returned, "another unit that came back has the same place")
                continue
            if change.place.block == "attribute":
                edit = inner.get(span)
            else:
                first = bisect_left(starts, span.start)
                inside = [item for item in texts[first : bisect_left(starts, span.end)] if item.span.end <= span.end]
                self._folded[span] = len(inside)
                edit = self._edit(change, inside)
            if edit is not None:
                done = span.end
                yield change, edit

    def _attribute(self, change: _Change) -> Edit | None:
        """The edit of a text between quotes inside of markup."""
        text, span = self._document.text, change.place.span
        quote = text[span.start - 1]
        title = text[span.start - 2] != "="
        made = "".join(
            piece.data if isinstance(piece, Code) else attribute_text(piece, quote, title=title)
            for piece in pieces(change.returned.target or (), change.place.codes)
        )
        problem = structure_problem(made, span.of(text), "attribute", side_by_side=False)
        if problem is not None:
            self._refuse(change.returned, f"it would change the structure of the document: {problem}")
            return None
        return Edit(span, made)

    def _edit(self, change: _Change, inner: Sequence[Edit]) -> Edit | None:
        returned, place = change.returned, change.place
        codes = with_edits(place.codes, place.span.start, inner)
        made = in_place(pieces(returned.target or (), codes), place.span.of(self._document.text))
        if place.block == "front_matter":
            edit = value_edit(self._document.text, place.span, made)
            if edit is None:
                self._refuse(returned, "the front-matter value cannot hold a new line")
            return edit
        text = fitted(made, place.block, self._document.references)
        if text is None and not self._forced(returned, "what was typed would become markup, or breaks some"):
            return None
        text = with_newlines_of(joined(made) if text is None else text, self._document.text)
        problem = self._problem(text, place)
        if problem is not None:
            self._refuse(returned, f"it would change the structure of the document: {problem}")
            return None
        return Edit(place.span, text)

    def _problem(self, text: str, place: Place) -> str | None:
        old = place.span.of(self._document.text)
        if not text.strip() and old.strip():
            return "it is empty"
        return structure_problem(text, old, place.block, side_by_side=self._ground.form == "side-by-side")
