"""Documents: the exact text of a file, and its blocks, pairs, and defects."""

from __future__ import annotations

import copyreg
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self

from msgspec import Struct

from loc_align.model.vocabulary import BlockKind, CodeKind, CodeType, FrontMatterForm


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
    """An edit that replaces the text in ``span`` with ``text``."""

    span: Span
    text: str


class Segment(Struct, frozen=True, gc=False):
    """A piece of Markdown: one side of a translation unit.

    Invariant: ``segment.text == segment.span.of(document.text)`` for the document that the segment comes from.
    A segment from a translation memory without offsets spans ``0`` to ``len(text)``.
    """

    span: Span
    text: str

    def __str__(self) -> str:
        """Return the text of the segment."""
        return self.text


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
    """The visible text of a ``standalone`` code: ``*`` for ``\\*``, the content of a code span."""


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
    """The front matter of a document."""

    span: Span
    """From the opening ``---`` to the end of the closing line, including its newline."""
    values: Mapping[str, Any]
    """The parsed values, read-only. If the YAML is invalid, only those of the unambiguous lines."""
    form: FrontMatterForm = "yaml"
    """The language it is written in."""


class EmbeddedText(Struct, frozen=True, gc=False):
    """A text in a container, such as a YAML scalar, and how its offsets correspond to those of the file.

    Runs divide the decoded text and the text in the file without gaps. A run has either the same characters in both, or
    it is a unit: an escape, a line break with indentation, or markup of the container.
    """

    span: Span
    """The decoded text, in :attr:`Document.text`."""
    file_span: Span
    """The text with its escapes, in :attr:`Container.text`."""
    style: str
    """How the text is written in the container, such as ``plain``, ``single``, or ``cdata``."""
    starts: tuple[int, ...]
    """The offset in :attr:`Document.text` where each run starts."""
    file_starts: tuple[int, ...]
    """The offset in :attr:`Container.text` where each run starts, and the end of the last run."""
    indent: int = 0
    """The indentation of the lines of a YAML block scalar, in spaces."""

    def file_range(self, start: int, end: int) -> Span:
        """Return the span in the file that encodes a span of :attr:`Document.text`.

        Args:
            start: the start of the span, a character offset.
            end: the end of the span.
        """
        first = bisect_right(self.starts, start) - 1
        file_start = min(self.file_starts[first] + start - self.starts[first], self.file_starts[first + 1])
        if end <= start:
            return Span(file_start, file_start)
        last = bisect_left(self.starts, end) - 1
        length = (self.starts[last + 1] if last + 1 < len(self.starts) else self.span.end) - self.starts[last]
        verbatim = length == self.file_starts[last + 1] - self.file_starts[last]
        file_end = self.file_starts[last] + end - self.starts[last] if verbatim else self.file_starts[last + 1]
        return Span(file_start, file_end)


class Conventions(Struct, frozen=True):
    """What a team has added to the flavour of its documents."""

    protect: tuple[str, ...] = ()
    """Regular expressions for markup that translators must not change."""
    attributes: tuple[str, ...] = ()
    """The attributes and parameters whose values are text, beside those of the flavour: ``NAME``, ``ELEMENT.NAME``, or
    ``ELEMENT.1`` for a parameter without a name. After an exclamation mark, one whose value is not text."""
    keys: tuple[str, ...] | None = None
    """The front-matter keys whose values are text; ``None`` for those of the flavour."""


NO_CONVENTIONS = Conventions()


class References(frozenset[str]):
    """The labels of link reference definitions, normalized as in CommonMark (0.31.2, 6.3).

    They say how a segment of their document is read, so they also have the flavour of the document.
    """

    __slots__ = ("conventions", "flavour")

    flavour: str
    """The name of the flavour, a key of ``loc_align.markdown.flavours.FLAVOURS``."""
    conventions: Conventions
    """What the team has added to the flavour."""

    def __new__(
        cls, labels: Iterable[str] = (), flavour: str = "docfx", conventions: Conventions = NO_CONVENTIONS
    ) -> Self:
        """Return labels with a flavour."""
        made = super().__new__(cls, labels)
        made.flavour, made.conventions = flavour, conventions
        return made

    def __reduce__(self) -> tuple[type[References], tuple[tuple[str, ...], str, Conventions]]:
        """Return how to make an equal value, for worker processes."""
        return References, (tuple(sorted(self)), self.flavour, self.conventions)


_NO_VALUES: Mapping[str, Any] = MappingProxyType({})


class Container(Struct, frozen=True):
    """A file in another format that contains Markdown, such as YAML or XML."""

    text: str
    """The exact text of the file."""
    texts: tuple[EmbeddedText, ...]
    """The texts with pairs, and the lines with other markup of pairs, in the order of the file."""
    write: Callable[[Document, Sequence[Edit]], str]
    """Returns the text of the file after edits of :attr:`Document.text`, with the escapes that each text needs."""
    values: Mapping[str, Any] = _NO_VALUES
    """The metadata of the file, read-only."""


class Document(Struct, frozen=True):
    """A file that was read: its exact text, and the structure that was found in it."""

    path: str
    text: str
    """The text of the file. For a container, it is the decoded texts with pairs, each followed by a newline, and
    :attr:`container` has the text of the file."""
    bom: bool
    front_matter: FrontMatter | None
    blocks: tuple[Block, ...]
    pairs: tuple[SxsPair, ...]
    pair_blocks: tuple[int, ...]
    """For each pair, the index in :attr:`blocks` of the block where it starts; -1 for a pair outside all blocks, such
    as one in the front matter."""
    defects: tuple[Defect, ...]
    references: References = References()
    """The labels of the link reference definitions, with the flavour in which segments are read."""
    container: Container | None = None
    """The file that contains the Markdown; ``None`` if the file itself is Markdown."""

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The values of the front matter, read-only; empty if there is none."""
        if self.container is not None:
            return self.container.values
        return self.front_matter.values if self.front_matter else _NO_VALUES

    @property
    def flavour(self) -> str:
        """The name of the flavour in which the document was read."""
        return self.references.flavour

    @property
    def file_text(self) -> str:
        """The exact text of the file, which differs from :attr:`text` only in a container."""
        return self.text if self.container is None else self.container.text

    def file_span(self, span: Span) -> Span:
        """Return the span in :attr:`file_text` of a span in :attr:`text`."""
        if self.container is None:
            return span
        embedded = self.embedded_text(span.start)
        return embedded.file_range(span.start, min(span.end, embedded.span.end)) if embedded else Span(0, 0)

    def embedded_text(self, offset: int) -> EmbeddedText | None:
        """Return the text of the container at an offset in :attr:`text`; ``None`` if the document is no container."""
        texts = self.container.texts if self.container else ()
        return texts[max(bisect_right(texts, offset, key=_start) - 1, 0)] if texts else None

    def __repr__(self) -> str:
        """Return a short description, regardless of the length of the text."""
        counts = f"characters={len(self.text)} pairs={len(self.pairs)} defects={len(self.defects)}"
        return f"<Document {self.path!r} {counts}>"


def _start(embedded: EmbeddedText) -> int:
    return embedded.span.start


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


# Worker processes receive and return these values, so the read-only mappings in them must be picklable.
copyreg.pickle(MappingProxyType, lambda values: (_read_only, (dict(values),)))
