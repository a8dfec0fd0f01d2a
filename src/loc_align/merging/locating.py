"""Where in its document a returned unit belongs."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from loc_align.alignment.by_id import align
from loc_align.alignment.source_only import extract
from loc_align.formats import Returned, fingerprint
from loc_align.markdown import inline
from loc_align.merging.content import Codes, known_codes, pieces
from loc_align.merging.escape import joined
from loc_align.merging.white_space import same_words
from loc_align.model import BlockKind, Document, Span, TranslationUnit

Form = Literal["side-by-side", "target", "source"]
"""What a document is to the units that come back: both languages, the target alone, or the source to be replaced."""


class Place(Struct, frozen=True):
    """What a unit replaces."""

    span: Span
    """The text that gives way."""
    source: str
    """The source in the document; that of the unit where the document holds the target alone."""
    target: str | None
    """The target in the document, ``None`` where there is none yet."""
    codes: Codes
    block: BlockKind
    """What it stands in: as the document has it now, for the export's word may have been lost on the way."""


class Ground:
    """A document, made ready to find the places of returned units."""

    def __init__(self, document: Document, returned: Sequence[Returned]) -> None:
        """Look at what the document is, and how the units were exported from it."""
        self._document = document
        self.form: Form = _form(document, returned)
        self._at: dict[tuple[str, int], TranslationUnit] = {}
        self._by_source: dict[tuple[str, str], deque[TranslationUnit]] = defaultdict(deque)
        self._ids: set[str] = set()
        if self.form == "side-by-side":
            self._index(align(document).units)
        self._hashes: dict[str, list[Span]] | None = None
        self._starts = [block.span.start for block in document.blocks]
        self._taken: set[int] = set()
        self._used: set[tuple[str, str]] = set()

    def find(self, returned: Returned) -> Place | str:
        """The place of a unit, or why it has none.

        Args:
            returned: a unit that came back.
        """
        if self.form == "side-by-side":
            return self._pair(returned)
        return self._source(returned) if self.form == "source" else self._target(returned)

    def _index(self, units: Sequence[TranslationUnit]) -> None:
        for unit in units:
            if unit.source is not None and unit.target is not None:
                self._ids.add(unit.id)
                self._at[unit.id, unit.target.span.start] = unit
                self._by_source[unit.id, unit.source.text].append(unit)

    def _pair(self, returned: Returned) -> Place | str:
        """By id and source; of several that are alike, the one at the place that the export names, or the next one."""
        name = returned.unit.id
        if name not in self._ids:
            return "the document has no pair of this id any more"
        said = self._at.get((name, returned.unit.target.span.start)) if returned.unit.target else None
        if said is not None and self._fits(said, returned):
            return self._use(said)
        waiting = self._by_source.get((name, returned.unit.source.text if returned.unit.source else ""), deque())
        while waiting:
            unit = waiting.popleft()
            if self._fits(unit, returned):
                return self._use(unit)
        if (name, returned.unit.source.text if returned.unit.source else "") in self._used:
            return "another unit that came back has the same place"
        return "its source has changed since the export"

    def _fits(self, unit: TranslationUnit, returned: Returned) -> bool:
        free = unit.target is not None and unit.target.span.start not in self._taken
        return free and unit.source is not None and self._is_source(unit.source.text, returned)

    def _use(self, unit: TranslationUnit) -> Place | str:
        if unit.source is None or unit.target is None:
            return "one of its sides is gone"
        self._taken.add(unit.target.span.start)
        self._used.add((unit.id, unit.source.text))
        return self._place(unit.target.span, unit.source.text, unit.target.text, unit.block)

    def _source(self, returned: Returned) -> Place | str:
        span = self._source_span(returned)
        if span is None:
            return "its source has changed since the export"
        self._taken.add(span.start)
        return self._place(span, span.of(self._document.text), None, self._block(span, returned))

    def _source_span(self, returned: Returned) -> Span | None:
        """The place that the export names, or the one place where the same text stands now."""
        text, said = self._document.text, returned.unit.source
        if said is None:
            return None
        if said.span.of(text) and self._is_source(said.span.of(text), returned):
            return said.span
        found = [start for start in _occurrences(said.text, text) if start not in self._taken] if said.text else []
        return Span(found[0], found[0] + len(said.text)) if len(found) == 1 else None

    def _is_source(self, source: str, returned: Returned) -> bool:
        """Whether a source is that of a unit; a tool may have broken lines anew, or dropped the codes' markup."""
        if returned.unit.source is not None and same_words(returned.unit.source.text, source):
            return True
        codes = known_codes(inline.parse_segment(source, returned.unit.block, self._document.references), None)
        return same_words(joined(pieces(returned.source, codes)), source)

    def _target(self, returned: Returned) -> Place | str:
        source = returned.unit.source.text if returned.unit.source else ""
        said = returned.unit.target.span if returned.unit.target else None
        if said is not None and fingerprint(said.of(self._document.text)) == returned.target_hash:
            return self._place(said, source, said.of(self._document.text), self._block(said, returned))
        if self._hashes is None:
            self._hashes = _segments_by_hash(self._document)
        found = self._hashes.get(returned.target_hash or "", [])
        if len(found) != 1:
            return "its target is not in the document any more" if not found else "its target is there more than once"
        return self._place(found[0], source, found[0].of(self._document.text), self._block(found[0], returned))

    def _block(self, span: Span, returned: Returned) -> BlockKind:
        """The kind of the block around a span; a text inside of markup is known by the export alone."""
        if returned.unit.block == "attribute":
            return "attribute"
        front_matter = self._document.front_matter
        if front_matter is not None and span.start < front_matter.span.end:
            return "front_matter"
        at = bisect_right(self._starts, span.start) - 1
        return self._document.blocks[at].kind if at >= 0 else returned.unit.block

    def _place(self, span: Span, source: str, target: str | None, block: BlockKind) -> Place:
        references = self._document.references
        return Place(
            span,
            source,
            target,
            known_codes(
                inline.parse_segment(source, block, references),
                None if target is None else inline.parse_segment(target, block, references),
            ),
            block,
        )


def _form(document: Document, returned: Sequence[Returned]) -> Form:
    if document.pairs:
        return "side-by-side"
    return "source" if all(item.target_hash in {None, "none"} for item in returned) else "target"


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _segments_by_hash(document: Document) -> dict[str, list[Span]]:
    """The sentences and the blocks of a document in one language, by the fingerprint of their text."""
    found: dict[str, list[Span]] = defaultdict(list)
    for segment in ("sentence", "paragraph"):
        for unit in extract(document, segment=segment).units:
            if unit.source is not None and unit.source.span not in (spans := found[fingerprint(unit.source.text)]):
                spans.append(unit.source.span)
    return found
