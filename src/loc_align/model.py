"""The frozen values that pass between stages. This module imports no stage.

``bytes → Document → Bitext → bytes``. All positions are half-open character offsets into
:attr:`Document.text`. Lines and columns are 1-based and appear only on a :class:`TranslationUnit` or a
:class:`Problem`.
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterator, Mapping
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct

BlockKind = Literal[
    "front_matter", "heading", "paragraph", "list_item", "quote", "table_cell", "html", "code", "directive",
    "thematic_break", "attribute",
]  # fmt: skip
"""The kind of a leaf block. A paragraph in a list item is a ``list_item``; a paragraph in a quote is a ``quote``.

Only units have the kind ``attribute``: text inside markup, such as the title of a link."""

CodeKind = Literal["open", "close", "standalone"]
"""Whether an inline code opens a pair, closes a pair, or stands alone."""

CodeType = Literal[
    "code", "strong", "emphasis", "strikethrough", "link", "image", "autolink", "xref", "html", "escape",
    "entity", "math", "directive", "break",
]  # fmt: skip
"""What an inline code stands for, named as in CommonMark where CommonMark has a name for it."""

Origin = Literal["id", "content"]
"""What joined the two sides of a unit: the ids in the document, or an alignment by content."""

State = Literal["initial", "translated", "reviewed", "final"]
"""The translation state of a target, with the values of XLIFF 2.1 (4.3.1.29)."""

MatchKind = Literal["in-context", "exact", "fuzzy"]
"""How the source in a translation memory matches: in context (ICE), exactly, or approximately (fuzzy)."""

Severity = Literal["error", "warning", "info", "off"]
"""The severity of a problem. A rule with the severity ``off`` runs only if it is selected."""

TranslationType = Literal["HT", "MT"]
"""Human (``HT``) or machine (``MT``) translation, as in the front-matter key ``ms.translationtype``."""


class Span(Struct, frozen=True, gc=False):
    """A half-open range of character offsets."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]


class Edit(Struct, frozen=True, gc=False):
    """A replacement: ``text`` takes the place of ``span``."""

    span: Span
    text: str


class Segment(Struct, frozen=True, gc=False):
    """A piece of Markdown: one side of a translation unit.

    Invariant: ``segment.text == segment.span.of(document.text)`` for the document that the segment comes from.
    A segment from a translation memory without offsets spans ``0`` to ``len(text)``.
    """

    span: Span
    text: str


class Code(Struct, frozen=True, gc=False):
    """An inline code: markup inside a segment that a translator moves but does not edit."""

    kind: CodeKind
    type: CodeType
    data: str
    """The native markup, verbatim."""
    pair: int | None = None
    """The number that an ``open`` code and its ``close`` code share, unique in the segment; ``None`` for
    ``standalone``."""
    text: str = ""
    """What a reader sees in place of a ``standalone`` code: ``*`` for ``\\*``, ``ls`` for a code span."""


Inline = tuple[str | Code, ...]
"""A segment as text and inline codes. The parts join back to the segment, and none of them is ``""``."""


class Block(Struct, frozen=True, gc=False):
    """A leaf block of a document. Blocks are in document order and do not overlap."""

    kind: BlockKind
    span: Span
    """From the first character after the prefixes of the containers to the end of the last line, without its
    newline."""
    level: int = 0
    """The level of a heading (1 to 6). For other kinds, how many lists and quotes contain the block."""


class SxsPair(Struct, frozen=True, gc=False):
    """A target and a source, side by side in the markup of a document."""

    span: Span
    """The whole markup, from the opening tag of the target to the last closing tag."""
    target_id: str
    source_id: str
    target: Segment
    source: Segment


class Defect(Struct, frozen=True, gc=False):
    """Damage in the input: markup that was repaired, or left as it was."""

    span: Span
    code: str
    """A stable name from :mod:`loc_align.documents.defects`."""
    detail: str
    """One sentence: what is wrong, and how it was handled."""


class FrontMatter(Struct, frozen=True, gc=False):
    """The YAML front matter of a document."""

    span: Span
    """From the opening ``---`` to the end of the closing line, including its newline."""
    values: Mapping[str, Any]
    """The parsed values, read-only; empty if the YAML is invalid."""


class Document(Struct, frozen=True):
    """A file that was read: its exact text, and the structure that was found in it."""

    path: str
    text: str
    bom: bool
    front_matter: FrontMatter | None
    blocks: tuple[Block, ...]
    pairs: tuple[SxsPair, ...]
    pair_blocks: tuple[int, ...]
    """For each pair, the index in :attr:`blocks` of the block that it starts in; -1 for a pair outside all blocks."""
    defects: tuple[Defect, ...]
    references: frozenset[str] = frozenset()
    """The labels of the link reference definitions, normalized as in CommonMark (0.31.2, 6.3)."""


class Provenance(Struct, frozen=True, gc=False):
    """What a file says about all its units. The units of a file share one value."""

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
    """The path of the document that the memory entry comes from, and the id of the unit."""


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
        """The units, in order."""
        return iter(self.units)

    def __len__(self) -> int:
        """How many units there are; a bitext without units is false, as an empty tuple is."""
        return len(self.units)


class Problem(Struct, frozen=True, gc=False):
    """A problem that a rule found in a file."""

    path: str
    """The path of the file as the caller gave it, with forward slashes."""
    rule: str
    """The id of the rule."""
    severity: Severity
    message: str
    """One line: what is wrong, and what to do."""
    line: int
    """The 1-based line that the problem starts on."""
    column: int
    """The 1-based column that the problem starts at, in characters."""
    end_line: int
    """The 1-based line that the problem ends on."""
    end_column: int
    """The 1-based column after the last character."""
    span: Span
    """Offsets into :attr:`Document.text`; for a unit of a memory, into the text of its target."""
    fix: tuple[Edit, ...] = ()
    """Edits that fix the problem safely, with offsets like those of :attr:`span`."""
    unit: str = ""
    """The id of the unit that contains the problem; empty if no unit does."""
    text: str = ""
    """The target of that unit, or the line, shortened to the text near the problem."""
    mark: Span = Span(0, 0)
    """The position of the problem in :attr:`text`."""
    source: str = ""
    """The source of the unit, shortened like the target."""
    lang: str = "und"
    """The language of the targets, canonical BCP 47."""
    translation_type: TranslationType | None = None
    """Whether the file is a human or a machine translation."""
    fingerprint: str = ""
    """Identifies the problem after lines have moved: 32 hexadecimal digits, unique in its file."""


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


# Worker processes receive and return these values, so the read-only mappings in them must be picklable.
copyreg.pickle(MappingProxyType, lambda values: (_read_only, (dict(values),)))
