"""The frozen values that flow from stage to stage; they import no stage.

``bytes → Document → Bitext → bytes``. All positions are half-open character offsets into
:attr:`Document.text`; lines and columns are 1-based and appear only on a :class:`TranslationUnit`.
"""

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct

BlockKind = Literal[
    "front_matter", "heading", "paragraph", "list_item", "quote", "table_cell", "html", "code", "directive",
    "thematic_break", "attribute",
]  # fmt: skip
"""What a leaf block is: a paragraph inside a list item is a ``list_item``, one inside a quote a ``quote``.

Only units are an ``attribute``: a text inside of markup, such as the title of a link."""

CodeKind = Literal["open", "close", "standalone"]
"""Whether an inline code starts a pair, ends one, or stands alone."""

CodeType = Literal[
    "code", "strong", "emphasis", "strikethrough", "link", "image", "autolink", "xref", "html", "escape",
    "entity", "math", "directive", "break",
]  # fmt: skip
"""What an inline code is, in the words of CommonMark where it has one."""

Origin = Literal["id", "content"]
"""How a unit's two sides were found to belong together."""

State = Literal["initial", "translated", "reviewed", "final"]
"""How far a target has come, in the words of XLIFF 2.1 (4.3.1.29)."""

MatchKind = Literal["in-context", "exact", "fuzzy"]
"""How a translation memory's source fits: with its neighbours, to the character, or nearly."""

Severity = Literal["error", "warning", "info", "off"]
"""How much a problem matters; ``off`` keeps a rule from running unless someone asks for it."""

TranslationType = Literal["HT", "MT"]
"""Human (``HT``) or machine (``MT``) translation, as ``ms.translationtype`` has it."""


class Span(Struct, frozen=True, gc=False):
    """A half-open range of character offsets."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""

    def of(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]


class Edit(Struct, frozen=True, gc=False):
    """Put ``text`` in the place of ``span``."""

    span: Span
    text: str


class Segment(Struct, frozen=True, gc=False):
    """A stretch of Markdown: one side of a translation unit.

    Invariant: ``segment.text == segment.span.of(document.text)`` for the document it was read from.
    A segment of a translation memory that carries no offsets spans ``0`` to ``len(text)``.
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
    """The number that an ``open`` and its ``close`` share, unique in the segment; ``None`` for ``standalone``."""
    text: str = ""
    """What a reader sees in the place of a ``standalone`` code: ``*`` for ``\\*``, ``ls`` for a code span."""


Inline = tuple[str | Code, ...]
"""A segment as text and inline codes; ``""`` never occurs and the parts join back to the segment."""


class Block(Struct, frozen=True, gc=False):
    """A leaf block of the document; blocks come in document order and do not overlap."""

    kind: BlockKind
    span: Span
    """From the first character after the prefixes of the containers to the end of the last line, without newline."""
    level: int = 0
    """A heading's level (1 to 6); for the other kinds the depth of lists and quotes around it."""


class SxsPair(Struct, frozen=True, gc=False):
    """Target and source side by side, as the markup of the document has them."""

    span: Span
    """The whole markup, from the target's opening tag to the last closing tag."""
    target_id: str
    source_id: str
    target: Segment
    source: Segment


class Defect(Struct, frozen=True, gc=False):
    """Damage in the input, as a value: what was repaired, or left as it is."""

    span: Span
    code: str
    """A stable name, one of the codes that :mod:`loc_align.documents.defects` explains."""
    detail: str
    """One plain sentence: what is wrong and what was made of it."""


class FrontMatter(Struct, frozen=True, gc=False):
    """The YAML head of a document."""

    span: Span
    """From the opening ``---`` to the end of the closing line, its newline included."""
    values: Mapping[str, Any]
    """The values as YAML reads them, read-only; empty where the YAML is broken."""


class Document(Struct, frozen=True):
    """A file, read: its exact text and what is known of it."""

    path: str
    text: str
    bom: bool
    front_matter: FrontMatter | None
    blocks: tuple[Block, ...]
    pairs: tuple[SxsPair, ...]
    pair_blocks: tuple[int, ...]
    """For each pair the index in :attr:`blocks` of the block in which it begins, -1 where it stands between two."""
    defects: tuple[Defect, ...]
    references: frozenset[str] = frozenset()
    """The labels of the link reference definitions, normalized as CommonMark says."""


class Provenance(Struct, frozen=True, gc=False):
    """What a unit's file tells about all its units; one value, shared by them."""

    path: str = ""
    source_lang: str = "en-US"
    """Canonical BCP 47."""
    target_lang: str = "und"
    """Canonical BCP 47; ``und`` where nothing says it."""
    translation_type: TranslationType | None = None
    """``ms.translationtype``."""
    handoff: date | None = None
    """``ms.lasthandoff``: the day the text went to translation."""
    commit: str | None = None
    """``ms.sourcegitcommit``: the commit of the source document."""
    file_hash: str | None = None
    """``ms.openlocfilehash``: the hash of the source document."""


class Match(Struct, frozen=True, gc=False):
    """What a translation memory offers for a source."""

    kind: MatchKind
    score: float
    """How alike the two sources are, from 0 to 1."""
    source: str
    """The memory's source, Markdown."""
    target: str
    """Its target, with the codes of the new source where they could be mapped."""
    origin: str = ""
    """Where the memory has it from: the path of its document and its id."""


class TranslationUnit(Struct, frozen=True, gc=False, eq=False):
    """A source segment and its target: what a translation memory stores."""

    id: str
    source: Segment | None
    target: Segment | None
    provenance: Provenance = Provenance()
    line: int = 1
    """1-based line on which the unit starts in its file."""
    column: int = 1
    """1-based column, in characters."""
    block: BlockKind = "paragraph"
    section: tuple[str, ...] = ()
    """The plain text of the headings above, outermost first."""
    previous: str | None = None
    """The source Markdown of the unit before it in the file."""
    next: str | None = None
    """The source Markdown of the unit after it in the file."""
    origin: Origin = "id"
    score: float = 1.0
    """How sure the alignment is, from 0 to 1."""
    defects: tuple[str, ...] = ()
    """Codes of the defects whose span touches the unit."""
    count: int = 1
    """How many equal pairs this unit stands for, where repetitions were folded."""
    bead: str = "1-1"
    """How many source and target segments were joined: ``1-1``, ``2-1``, ``1-0`` …"""
    reasons: tuple[str, ...] = ()
    """What an alignment by content rests on, the strongest first."""
    state: State | None = None
    """How far the target has come; ``None`` where it is what the file's translation type says."""
    matches: tuple[Match, ...] = ()
    """What translation memories offer, the best first."""
    memory_line: int = 0
    """1-based line on which the unit starts in the memory it was read from; 0 for one of a document. Equality leaves it
    out, so that a unit that was written and read again is the same unit."""

    def __eq__(self, other: object) -> bool:
        """Whether all but :attr:`memory_line` is the same."""
        return isinstance(other, TranslationUnit) and _all_but_memory_line(self) == _all_but_memory_line(other)

    def __hash__(self) -> int:
        """As equality has it."""
        return hash(_all_but_memory_line(self))


_all_but_memory_line = attrgetter(*(name for name in TranslationUnit.__struct_fields__ if name != "memory_line"))


class Bitext(Struct, frozen=True):
    """A document's translation units, in document order."""

    document: Document
    source_document: Document | None
    source_lang: str
    target_lang: str
    units: tuple[TranslationUnit, ...]
    provenance: Provenance


class Problem(Struct, frozen=True, gc=False):
    """A fault that a rule found, with its place."""

    path: str
    """The file, as the caller named it; forward slashes."""
    rule: str
    """The id of the rule."""
    severity: Severity
    message: str
    """One line: what is wrong, and what to do."""
    line: int
    """1-based line on which it begins."""
    column: int
    """1-based column, in characters."""
    end_line: int
    """1-based line on which it ends."""
    end_column: int
    """1-based column after its last character."""
    span: Span
    """Offsets into :attr:`Document.text`; for a unit of a memory into its target's text."""
    fix: tuple[Edit, ...] = ()
    """Edits that mend it safely, with offsets like those of :attr:`span`."""
    unit: str = ""
    """The id of the unit it is in, if it is in one."""
    text: str = ""
    """The target of that unit, or else the line, cut to what stands near the fault."""
    mark: Span = Span(0, 0)
    """Where in :attr:`text` the fault is."""
    source: str = ""
    """The source of the unit, cut like the target."""
    lang: str = "und"
    """The language of the targets, canonical BCP 47."""
    translation_type: TranslationType | None = None
    """Whether people or a machine translated the file."""
    fingerprint: str = ""
    """By which the problem is known again after lines moved: 32 hexadecimal digits, unique in its file."""


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


# Values travel between processes, and the read-only mappings that they hold with them.
copyreg.pickle(MappingProxyType, lambda values: (_read_only, (dict(values),)))
