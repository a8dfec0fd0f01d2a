"""Alignments: translation units, and the bitext of a document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import SupportsIndex, overload

from msgspec import Struct

from loc_align.model.documents import Document, Segment
from loc_align.model.vocabulary import BlockKind, MatchKind, Origin, State, TranslationType


class Provenance(Struct, frozen=True, gc=False):
    """The origin of units: metadata of their file. All units of a file share one object."""

    path: str = ""
    source_lang: str = "en-US"
    """Canonical BCP 47."""
    target_lang: str = "und"
    """Canonical BCP 47; ``und`` if the language is unknown."""
    translation_type: TranslationType | None = None
    """``ms.translationtype``."""
    handoff: date | None = None
    """``ms.lasthandoff``: the day on which the text was sent for translation."""
    commit: str | None = None
    """``ms.sourcegitcommit``: the commit of the source document."""
    file_hash: str | None = None
    """``ms.openlocfilehash``: the hash of the source document."""


class Match(Struct, frozen=True, gc=False):
    """A match from a translation memory for a source."""

    kind: MatchKind
    score: float
    """The similarity of the two sources, from 0 to 1."""
    source: str
    """The source in the memory, as Markdown."""
    target: str
    """The target in the memory, as Markdown, with the inline codes of the new source where they could be mapped."""
    origin: str = ""
    """The path of the document that the memory entry comes from, and the ID of the unit."""


class TranslationUnit(Struct, frozen=True, gc=False, eq=False):
    """A source segment and its target, as a translation memory stores them."""

    id: str
    source: Segment | None
    target: Segment | None
    provenance: Provenance = Provenance()
    line: int = 1
    """The 1-based line that the unit starts on in its document."""
    column: int = 1
    """The 1-based column that the unit starts at, in characters."""
    block: BlockKind = "paragraph"
    section: tuple[str, ...] = ()
    """The plain text of the headings above the unit, outermost first."""
    previous: str | None = None
    """The source Markdown of the previous unit in the document."""
    next: str | None = None
    """The source Markdown of the next unit in the document."""
    origin: Origin = "id"
    score: float = 1.0
    """The confidence of the alignment, from 0 to 1."""
    defects: tuple[str, ...] = ()
    """The codes of the defects in the unit."""
    count: int = 1
    """The number of equal pairs that this unit represents after deduplication."""
    bead: str = "1-1"
    """The numbers of source and target segments that were joined: ``1-1``, ``2-1``, ``1-0`` …"""
    reasons: tuple[str, ...] = ()
    """The evidence for an alignment by content, strongest first."""
    state: State | None = None
    """The translation state of the target; ``None`` if it follows from the translation type of the file."""
    matches: tuple[Match, ...] = ()
    """The matches from translation memories, best first."""
    memory_line: int = 0
    """The 1-based line that the unit starts on in the memory that it was read from; 0 for a unit of a document.
    Equality ignores it, so that a unit that is written and read again is equal to the original."""

    def __eq__(self, other: object) -> bool:
        """Compare all fields except :attr:`memory_line`."""
        return isinstance(other, TranslationUnit) and _all_but_memory_line(self) == _all_but_memory_line(other)

    def __hash__(self) -> int:
        """Hash all fields except :attr:`memory_line`."""
        return hash(_all_but_memory_line(self))


_all_but_memory_line = attrgetter(*(name for name in TranslationUnit.__struct_fields__ if name != "memory_line"))


class Bitext(Struct, frozen=True):
    """The translation units of a document, in document order."""

    document: Document
    source_document: Document | None
    source_lang: str
    target_lang: str
    units: tuple[TranslationUnit, ...]
    provenance: Provenance

    def __iter__(self) -> Iterator[TranslationUnit]:
        """Iterate over the units."""
        return iter(self.units)

    def __len__(self) -> int:
        """Return the number of units. A bitext without units is false."""
        return len(self.units)

    @overload
    def __getitem__(self, at: SupportsIndex, /) -> TranslationUnit: ...

    @overload
    def __getitem__(self, at: slice, /) -> tuple[TranslationUnit, ...]: ...

    def __getitem__(self, at: SupportsIndex | slice, /) -> TranslationUnit | tuple[TranslationUnit, ...]:
        """Return the unit at an index, or the units of a slice."""
        return self.units[at]

    def __repr__(self) -> str:
        """Return a short description, regardless of the number of units."""
        return f"<Bitext {self.document.path!r} {self.source_lang} to {self.target_lang} units={len(self.units)}>"
