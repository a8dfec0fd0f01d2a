"""Writes returned targets into their document if that is safe, and reports the others."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from loc_align.errors import expect
from loc_align.formats import Returned, fingerprint, text_of
from loc_align.merging.content import edit_codes, problems, restore_codes
from loc_align.merging.escape import attribute_text, first_line_problem, structure_problem, to_markdown, unescaped
from loc_align.merging.locating import DUPLICATE, Form, Location, Locator
from loc_align.merging.verification import safe_edits
from loc_align.merging.white_space import equal_but_for_breaks, with_line_endings_of, with_white_space_of
from loc_align.merging.yaml_value import side_edit, value_edit, with_quotes
from loc_align.model import Code, Document, Edit, Span
from loc_align.text import edited_bytes

_STRUCTURE = "the target would change the structure of the document"
_MARKUP = "the target contains a character that would become markup; put a backslash before it"


class Refusal(Struct, frozen=True):
    """A returned target that was not written, or only because the caller forced it."""

    unit: str
    """The ID of the unit."""
    line: int
    """The 1-based line of the unit in the document at the time of the export."""
    reason: str
    """What is wrong, and what to do."""
    written: bool = False
    """Whether the target was written because the caller forced it."""


class Merged(Struct, frozen=True):
    """The result of a merge."""

    data: bytes
    """The bytes of the document with the returned targets."""
    form: Form
    """What the document contains: both languages, only targets, or only sources."""
    written: int
    """The number of targets that were written."""
    unchanged: int
    """The number of targets that equal those in the document."""
    drafts: int
    """The number of units without a target or with an unconfirmed one."""
    refusals: tuple[Refusal, ...]


class _Change(Struct, frozen=True):
    """A target to write."""

    returned: Returned
    location: Location


def merge(document: Document, returned: Iterable[Returned], *, force: bool = False, fuzzy: bool = False) -> Merged:
    """Write returned targets into a document.

    In a side-by-side document or a target document, the returned targets replace the targets. In a source document,
    they replace the sources, which turns it into the target document. Only the text of edited targets changes.

    The function refuses a target if its inline codes are missing, added, or broken, if it would change the structure
    of the document, or if its source or target in the document has changed since the export.

    Args:
        document: the current version of the document that the units were exported from.
        returned: the units that were returned for the document.
        force: whether to write refused targets, unless they have no location or would change the structure.
        fuzzy: whether to write unconfirmed targets, too.

    Returns:
        The bytes of the document, the number of units by outcome, and the refusals.
    """
    expect(document, Document)
    items = tuple(returned)
    for item in items:
        expect(item, Returned)
    return _Merge(document, items, force=force, fuzzy=fuzzy).result()


class _Merge:
    def __init__(self, document: Document, returned: Sequence[Returned], *, force: bool, fuzzy: bool) -> None:
        self._document = document
        self._locator = Locator(document, returned)
        self._force = force
        self._fuzzy = fuzzy
        self._refusals: list[Refusal] = []
        self._unchanged = self._drafts = 0
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
        if target is None:
            self._drafts += 1
            return
        if returned.target_hash == fingerprint(text_of(target)) and self._locator.form != "source":
            self._unchanged += 1
            return
        location = self._locator.find(returned)
        if isinstance(location, str):
            self._refuse(returned, location)
            return
        new = unescaped(restore_codes(target, location.codes))
        if location.target is not None and equal_but_for_breaks(new, location.target):
            self._unchanged += 1
        elif not (returned.confirmed or self._fuzzy):
            self._drafts += 1
        elif self._forced(returned, self._conflict(returned, location)) and self._forced(
            returned, next(iter(problems(target, location.codes)), None)
        ):
            yield _Change(returned, location)

    @staticmethod
    def _conflict(returned: Returned, location: Location) -> str | None:
        if location.target is None or returned.target_hash in {None, fingerprint(location.target)}:
            return None
        return "the target in the document has changed since the export; force the merge to overwrite it"

    def result(self) -> Merged:
        made = list(self._edits())
        kept = safe_edits(self._document, [edit for _, edit in made])
        spans = {edit.span for edit in kept}
        for change, edit in made:
            if edit.span not in spans:
                self._refuse(change.returned, f"{_STRUCTURE}: {first_line_problem(edit.text)}")
        return Merged(
            edited_bytes(self._document, with_quotes(self._document, kept)),
            self._locator.form,
            len(kept) + sum(self._folded[edit.span] for edit in kept),
            self._unchanged,
            self._drafts,
            tuple(sorted(self._refusals, key=lambda refusal: refusal.line)),
        )

    def _edits(self) -> Iterator[tuple[_Change, Edit]]:
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
        """Return the edit of a text between quotes inside markup."""
        text, span = self._document.text, change.location.span
        quote = text[span.start - 1]
        title = text[span.start - 2] != "="
        made = "".join(
            piece.data if isinstance(piece, Code) else attribute_text(piece, quote, title=title)
            for piece in restore_codes(change.returned.target or (), change.location.codes)
        )
        problem = structure_problem(made, span.of(text), "attribute", side_by_side=False)
        if problem is not None:
            self._refuse(change.returned, f"{_STRUCTURE}: {problem}")
            return None
        return Edit(span, made)

    def _edit(self, change: _Change, inner: Sequence[Edit]) -> Edit | None:
        returned, location = change.returned, change.location
        codes = edit_codes(location.codes, location.span.start, inner)
        made = with_white_space_of(restore_codes(returned.target or (), codes), location.span.of(self._document.text))
        if location.block == "front_matter":
            edit = self._value_edit(location.span, made)
            if edit is None:
                self._refuse(returned, "the front-matter value must be on one line; remove the line break")
            return edit
        text = to_markdown(made, location.block, self._document.references)
        if text is None and not self._forced(returned, _MARKUP):
            return None
        text = with_line_endings_of(unescaped(made) if text is None else text, self._document.text)
        problem = self._problem(text, location)
        if problem is not None:
            self._refuse(returned, f"{_STRUCTURE}: {problem}")
            return None
        return Edit(location.span, text)

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
