"""Writes returned targets into their document if that is safe, and reports the others."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from loc_align.formats import Content, Returned, fingerprint, text_of
from loc_align.markdown import inline
from loc_align.markdown.inline.labels import with_labels
from loc_align.merging.advice import markup_problem
from loc_align.merging.content import edit_codes, from_markdown, problems, restore_codes
from loc_align.merging.escape import (
    attribute_text,
    escape_at,
    first_line_problem,
    fitted,
    structure_problem,
    unescaped,
    with_entities,
)
from loc_align.merging.line_starts import with_free_lines
from loc_align.merging.locating import DUPLICATE, Location, Locator, is_among_elements
from loc_align.merging.markers import marker_problems, with_definition
from loc_align.merging.placing import joined
from loc_align.merging.proof import Typed, prove
from loc_align.merging.results import Merged, Refusal
from loc_align.merging.verification import safe_edits
from loc_align.merging.white_space import equal_but_for_breaks, with_line_endings_of, with_white_space_of
from loc_align.merging.yaml_value import side_edit, value_edit, with_quotes
from loc_align.model import Code, Document, Edit, Span
from loc_align.text import edited_bytes
from loc_align.updating.block_text import MARK

_LOCKED = "the unit is locked, because its translation is up to date; edit it in the document"
_STRUCTURE = "the target would change the structure of the document"


class _Change(Struct, frozen=True):
    """A target to write."""

    returned: Returned
    location: Location


class _Made(Struct, frozen=True):
    """The edit that writes a target."""

    change: _Change
    edit: Edit
    pieces: tuple[str | Code, ...] | None = None
    """The text and the codes of the edit; ``None`` for a text that is not running text."""


def merge_targets(document: Document, returned: Sequence[Returned], *, force: bool, fuzzy: bool) -> Merged:
    """Write returned targets beside or in place of their sources, which are in the document or in the units.

    Args:
        document: the current version of the document that the units were exported from.
        returned: the units that were returned for the document.
        force: whether to write refused targets, unless they have no location or would change the structure.
        fuzzy: whether to write unconfirmed targets, too.
    """
    return _Merge(document, returned, force=force, fuzzy=fuzzy).result()


class _Merge:
    def __init__(self, document: Document, returned: Sequence[Returned], *, force: bool, fuzzy: bool) -> None:
        self._document = document
        self._locator = Locator(document, [item for item in returned if not item.locked])
        self._force = force
        self._fuzzy = fuzzy
        self._refusals: list[Refusal] = []
        self._unchanged = self._drafts = self._copied = self._empty = 0
        self._folded: Counter[Span] = Counter()
        self._changes = [change for item in returned for change in self._change(item)]

    def _refuse(self, returned: Returned, reason: str, *, written: bool = False) -> None:
        self._refusals.append(Refusal(returned.unit.id, returned.unit.line, reason, written))

    def _forced(self, returned: Returned, reason: str | None) -> bool:
        """Record a refusal, if there is a reason. Return whether to write the target."""
        if reason is None:
            return True
        self._refuse(returned, reason, written=self._force)
        return self._force

    def _change(self, returned: Returned) -> Iterator[_Change]:
        target = returned.target
        if returned.locked or target is None:
            self._skip(returned)
            return
        self._copied += target == returned.source
        self._empty += not any(not isinstance(part, str) or part.strip() for part in target)
        if returned.target_hash == fingerprint(text_of(target)) and self._locator.form != "source":
            self._unchanged += 1
            return
        location = self._locator.find(returned)
        if isinstance(location, str):
            self._refuse(returned, location)
            return
        if returned.is_markdown:
            target = self._from_markdown(target, location)
            returned = replace(returned, target=target)
        new = unescaped(with_definition(restore_codes(target, location.codes), location.source))
        if location.target is not None and equal_but_for_breaks(new, location.target):
            self._unchanged += 1
        elif not (returned.confirmed or self._fuzzy):
            self._drafts += 1
        elif self._forced(returned, self._conflict(returned, location)) and self._forced(
            returned, next(chain(problems(target, location.codes), self._markers(new, location)), None)
        ):
            yield _Change(returned, location)

    def _skip(self, returned: Returned) -> None:
        """Count a unit without a target or a locked one, whose target must be as it was."""
        if not returned.locked:
            self._drafts += 1
            self._empty += 1
        elif returned.target is None or returned.target_hash == fingerprint(text_of(returned.target)):
            self._unchanged += 1
        else:
            self._refuse(returned, _LOCKED)

    def _from_markdown(self, content: Content, location: Location) -> Content:
        old = location.target
        labels = (code.label for code in location.codes.values() if code.label)
        text = with_labels(text_of(content), labels, self._document.references)
        new, source, target = (
            inline.parse_segment(side, location.block, self._document.references)
            for side in (text, location.source, old or "")
        )
        return from_markdown(source, target if old is not None else None, new)

    @staticmethod
    def _markers(new: str, location: Location) -> Iterator[str]:
        return marker_problems(new, location.source, location.target)

    @staticmethod
    def _conflict(returned: Returned, location: Location) -> str | None:
        if location.target is None or returned.target_hash in {None, fingerprint(location.target)}:
            return None
        return "the target in the document has changed since the export; force the merge to overwrite it"

    def result(self) -> Merged:
        made = list(self._proven(list(self._edits())))
        kept = safe_edits(self._document, [item.edit for item in made])
        spans = {edit.span for edit in kept}
        for item in made:
            if item.edit.span not in spans:
                self._refuse(item.change.returned, f"{_STRUCTURE}: {first_line_problem(item.edit.text)}")
        return Merged(
            edited_bytes(self._document, with_quotes(self._document, kept)),
            self._locator.form,
            len(kept) + sum(self._folded[edit.span] for edit in kept),
            self._unchanged,
            self._drafts,
            tuple(sorted(self._refusals, key=lambda refusal: refusal.line)),
            self._copied,
            self._empty,
        )

    def _proven(self, made: Sequence[_Made]) -> Iterator[_Made]:
        """Yield the edits that leave the inline codes of their block as they are, escaped where necessary."""
        typed = [Typed(item.edit.span, item.pieces) for item in made if item.pieces is not None]
        inner = [item.edit for item in made if item.change.location.block == "attribute"]
        proven = prove(self._document, typed, inner)
        for item in made:
            pieces = proven.get(item.edit.span, item.edit.text if item.pieces is None else item.pieces)
            if item.edit.span not in proven or pieces == item.pieces:
                yield item
            elif isinstance(pieces, str):
                self._refuse(item.change.returned, pieces)
            else:
                yield replace(item, edit=Edit(item.edit.span, unescaped(pieces)))

    def _edits(self) -> Iterator[_Made]:
        """Yield an edit for each change. The edit of a text inside markup is part of the edit around it."""
        changes = sorted(self._changes, key=lambda change: (change.location.span.start, -change.location.span.end))
        inner = {
            change.location.span: edit
            for change in changes
            if change.location.block == "attribute" and (edit := self._attribute(change)) is not None
        }
        texts = list(inner.values())
        starts = [item.span.start for item in texts]
        done = -1
        for change in changes:
            span = change.location.span
            if span.start < done:
                if change.location.block != "attribute":
                    self._refuse(change.returned, DUPLICATE)
                continue
            if change.location.block == "attribute":
                made = _Made(change, inner[span]) if span in inner else None
            else:
                first = bisect_left(starts, span.start)
                inside = [item for item in texts[first : bisect_left(starts, span.end)] if item.span.end <= span.end]
                self._folded[span] = len(inside)
                made = self._made(change, inside)
            if made is not None:
                done = span.end
                yield made

    def _attribute(self, change: _Change) -> Edit | None:
        """Return the edit of a text between quotes inside markup."""
        text, span = self._document.text, change.location.span
        quote = text[span.start - 1]
        escape = escape_at(text, span.start)
        made = "".join(
            piece.data if isinstance(piece, Code) else attribute_text(piece, quote, escape)
            for piece in restore_codes(change.returned.target or (), change.location.codes)
        )
        problem = structure_problem(made, span.of(text), "attribute", side_by_side=False)
        if problem is not None:
            self._refuse(change.returned, f"{_STRUCTURE}: {problem}")
            return None
        return Edit(span, made)

    def _made(self, change: _Change, inner: Sequence[Edit]) -> _Made | None:
        returned, location, text = change.returned, change.location, self._document.text
        codes = edit_codes(location.codes, location.span.start, inner)
        restored = with_definition(restore_codes(returned.target or (), codes), location.source)
        typed = with_white_space_of(restored, location.span.of(text))
        if location.block == "front_matter":
            edit = self._value_edit(location.span, typed)
            if edit is None:
                self._refuse(returned, "the front-matter value must be on one line; remove the line break")
            return None if edit is None else _Made(change, edit)
        in_xml = is_among_elements(self._document, location.span)
        typed = with_entities(typed, xml=in_xml) if in_xml or location.block == "html" else typed
        lines = with_free_lines(typed, text, location.span, location.block)
        pieces = fitted(lines, location.block, self._document.references)
        if pieces is None:
            if not self._forced(returned, markup_problem(lines, location.block, self._document.references)):
                return None
            pieces = list(inline.parse_segment(unescaped(lines), location.block, self._document.references))
        pieces = [with_line_endings_of(piece, text) if isinstance(piece, str) else piece for piece in pieces]
        end = location.span.end + len(MARK) * text.startswith(MARK, location.span.end)
        edit = Edit(Span(location.span.start, end), unescaped(pieces))
        problem = self._problem(edit.text, location)
        if problem is not None:
            self._refuse(returned, f"{_STRUCTURE}: {problem}")
            return None
        return _Made(change, edit, tuple(joined(pieces)))

    def _value_edit(self, span: Span, made: Sequence[str | Code]) -> Edit | None:
        front_matter = self._document.front_matter
        if self._locator.form != "side-by-side" or front_matter is None:
            return value_edit(self._document.text, span, made)
        return side_edit(self._document.text, front_matter.span, span, made)

    def _problem(self, text: str, location: Location) -> str | None:
        old = location.span.of(self._document.text)
        if not text.strip() and old.strip():
            return "it is empty"
        return structure_problem(text, old, location.block, side_by_side=self._locator.form == "side-by-side")
