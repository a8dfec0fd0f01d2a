"""Locates returned units in their document."""

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
from loc_align.merging.content import Codes, document_codes, restore_codes
from loc_align.merging.escape import unescaped
from loc_align.merging.white_space import equal_but_for_breaks
from loc_align.model import BlockKind, Document, Span, TranslationUnit

DUPLICATE = "another returned unit has replaced this text already; return each unit once"
SOURCE_CHANGED = "the source has changed since the export; export the document again"

Form = Literal["side-by-side", "target", "source"]
"""What the document contains: both languages, only the target, or only the source, which the targets replace."""


class Location(Struct, frozen=True):
    """The part of a document that a returned target replaces."""

    span: Span
    """The span of the text to replace."""
    source: str
    """The source in the document; if the document contains only the target, the source of the unit."""
    target: str | None
    """The target in the document; ``None`` in a source document."""
    codes: Codes
    """The codes that the returned target can contain."""
    block: BlockKind
    """The kind of the block in the document, because a translation tool can drop the kind from the file."""


class Locator:
    """Finds the locations of returned units in a document."""

    def __init__(self, document: Document, returned: Sequence[Returned]) -> None:
        """Index a document for the units that were returned for it."""
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

    def find(self, returned: Returned) -> Location | str:
        """Return the location of a unit, or a message that says why it has none.

        Args:
            returned: a returned unit.
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

    def _pair(self, returned: Returned) -> Location | str:
        """Find a pair by ID and source. Of several, prefer the one at the exported offset, then the first free one."""
        name = returned.unit.id
        if name not in self._ids:
            return "the document no longer contains a pair with this ID; export it again"
        exported = self._at.get((name, returned.unit.target.span.start)) if returned.unit.target else None
        if exported is not None and self._fits(exported, returned):
            return self._use(exported)
        waiting = self._by_source.get((name, returned.unit.source.text if returned.unit.source else ""), deque())
        while waiting:
            unit = waiting.popleft()
            if self._fits(unit, returned):
                return self._use(unit)
        if (name, returned.unit.source.text if returned.unit.source else "") in self._used:
            return DUPLICATE
        return SOURCE_CHANGED

    def _fits(self, unit: TranslationUnit, returned: Returned) -> bool:
        free = unit.target is not None and unit.target.span.start not in self._taken
        return free and unit.source is not None and self._is_source(unit.source.text, returned)

    def _use(self, unit: TranslationUnit) -> Location | str:
        if unit.source is None or unit.target is None:
            return SOURCE_CHANGED
        self._taken.add(unit.target.span.start)
        self._used.add((unit.id, unit.source.text))
        return self._location(unit.target.span, unit.source.text, unit.target.text, unit.block)

    def _source(self, returned: Returned) -> Location | str:
        span = self._source_span(returned)
        if span is None:
            return SOURCE_CHANGED
        self._taken.add(span.start)
        return self._location(span, span.of(self._document.text), None, self._block(span, returned))

    def _source_span(self, returned: Returned) -> Span | None:
        """Return the exported span if it still contains the source, or the only other occurrence of the source."""
        text, exported = self._document.text, returned.unit.source
        if exported is None:
            return None
        if exported.span.of(text) and self._is_source(exported.span.of(text), returned):
            return exported.span
        if not exported.text:
            return None
        found = [start for start in occurrences(exported.text, text) if start not in self._taken]
        return Span(found[0], found[0] + len(exported.text)) if len(found) == 1 else None

    def _is_source(self, source: str, returned: Returned) -> bool:
        """Compare a source with that of a unit. A tool can rewrap lines and drop the markup of codes."""
        if returned.unit.source is not None and equal_but_for_breaks(returned.unit.source.text, source):
            return True
        codes = document_codes(inline.parse_segment(source, returned.unit.block, self._document.references), None)
        return equal_but_for_breaks(unescaped(restore_codes(returned.source, codes)), source)

    def _target(self, returned: Returned) -> Location | str:
        text = self._document.text
        source = returned.unit.source.text if returned.unit.source else ""
        exported = returned.unit.target.span if returned.unit.target else None
        if exported is not None and fingerprint(exported.of(text)) == returned.target_hash:
            return self._location(exported, source, exported.of(text), self._block(exported, returned))
        if self._hashes is None:
            self._hashes = _segments_by_hash(self._document)
        found = self._hashes.get(returned.target_hash or "", [])
        if not found:
            return "the document no longer contains the target; export it again"
        if len(found) > 1:
            return "the document contains the target more than once; edit it by hand"
        return self._location(found[0], source, found[0].of(text), self._block(found[0], returned))

    def _block(self, span: Span, returned: Returned) -> BlockKind:
        """Return the kind of the block around a span. Only the export knows that a text is inside markup."""
        if returned.unit.block == "attribute":
            return "attribute"
        front_matter = self._document.front_matter
        if front_matter is not None and span.start < front_matter.span.end:
            return "front_matter"
        at = bisect_right(self._starts, span.start) - 1
        return self._document.blocks[at].kind if at >= 0 else returned.unit.block

    def _location(self, span: Span, source: str, target: str | None, block: BlockKind) -> Location:
        references = self._document.references
        return Location(
            span,
            source,
            target,
            document_codes(
                inline.parse_segment(source, block, references),
                None if target is None else inline.parse_segment(target, block, references),
            ),
            block,
        )


def _form(document: Document, returned: Sequence[Returned]) -> Form:
    if document.pairs:
        return "side-by-side"
    return "source" if all(item.target_hash in {None, "none"} for item in returned) else "target"


def is_among_elements(document: Document, span: Span) -> bool:
    """Return whether a text is among the elements of an XML file."""
    embedded = document.embedded_text(span.start)
    return embedded is not None and embedded.style == "markup"


def occurrences(wanted: str, text: str) -> Iterator[int]:
    """Yield the offsets of a text in another one."""
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _segments_by_hash(document: Document) -> dict[str, list[Span]]:
    """Return the sentences and the blocks of a document in one language, by the fingerprint of their text."""
    found: dict[str, list[Span]] = defaultdict(list)
    for segment in ("sentence", "paragraph"):
        for unit in extract(document, segment=segment).units:
            if unit.source is not None and unit.source.span not in (spans := found[fingerprint(unit.source.text)]):
                spans.append(unit.source.span)
    return found
