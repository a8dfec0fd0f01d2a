"""A document as a sequence of blocks with keys to compare, and with sentences for the blocks that differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from loc_align.markdown.translatable import directive_texts, markup_segments, running_text, text_segments
from loc_align.model import Block, BlockKind, Document, Span
from loc_align.segmentation import Rules, cut

_BREAK = re.compile(r"\n[ \t>]*")
_SPACE = re.compile(r"\s+")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_WML = "#use wml::"
"""How an instruction to Website META Language starts, which is a line of its own."""
_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")

IN_MARKUP = frozenset(("attribute", "directive"))
"""The kinds of texts inside markup, such as a title, where no other markup can stand."""


class Sentence(Struct, frozen=True):
    """A sentence of a block."""

    span: Span
    text: str
    key: str
    """The text on one line. Sentences with the same key are equal but for line breaks."""
    kind: BlockKind
    """The kind of the block, or ``attribute`` for a text inside markup."""


class Piece(Struct, frozen=True):
    """A block of a document, with a key to compare."""

    block: Block
    text: str
    """The exact text of the block."""
    key: tuple[str, str]
    """The group of the block and its content on one line. The level isn't part of it."""

    @property
    def group(self) -> str:
        """Return ``code``, ``html``, ``directive``, ``thematic_break``, or ``text``."""
        return self.key[0]


Segmented = dict[tuple[str, str], tuple[int, tuple[Sentence, ...]]]
"""For the kind and the text of a block, the offset where it was read and its sentences there."""


class Outline:
    """The blocks of a document, and the sentences in them, which are found when they are needed."""

    def __init__(
        self,
        document: Document,
        lang: str,
        rules: Rules | None = None,
        compared: Callable[[str], str] = str,
        known: Segmented | None = None,
    ) -> None:
        """Read the blocks of a document in one language.

        Args:
            document: a document without pairs.
            lang: its language, a BCP 47 tag.
            rules: the segmentation rules; by default, those of the package.
            compared: returns what to compare of a text; by default, all of it.
            known: the sentences of blocks that were read alike, in the same language by the same rules. Those of the
                others are added, so that blocks which two versions share are segmented once.
        """
        self.document = document
        self._compared = compared
        self.pieces = tuple(_piece(block, document.text, compared) for block in document.blocks)
        self._cut = partial(cut, lang=lang, rules=rules)
        self._sentences: dict[int, tuple[Sentence, ...]] = {}
        self._known: Segmented = {} if known is None else known

    def __len__(self) -> int:
        """Return the number of blocks."""
        return len(self.pieces)

    def sentences(self, at: int) -> tuple[Sentence, ...]:
        """Return the sentences of a block. Those of code and directives are the texts in their opening lines."""
        found = self._sentences.get(at)
        if found is None:
            block, content = self.document.blocks[at], (self.document.blocks[at].kind, self.pieces[at].text)
            if content not in self._known:
                self._known[content] = block.span.start, tuple(self._read(block))
            start, sentences = self._known[content]
            found = self._sentences[at] = _moved(sentences, block.span.start - start)
        return found

    def _read(self, block: Block) -> list[Sentence]:
        text = self.document.text
        found: list[Sentence] = []
        for span, kind in sorted(self._segments(block), key=_place):
            if not found or span.start >= found[-1].span.end:
                found.append(Sentence(span, span.of(text), one_line(self._compared(span.of(text))), kind))
        return found

    def _segments(self, block: Block) -> Iterator[tuple[Span, BlockKind]]:
        if block.kind == "directive":
            yield from directive_texts(self.document, block)
        for running in running_text(self.document, block):
            yield from text_segments(self.document, block, running, self._cut)
        yield from markup_segments(self.document, block)

    def gap(self, at: int) -> str:
        """Return the text between the block before an index and the block at it: white space and markers."""
        return self.gap_span(at).of(self.document.text)

    def gap_span(self, at: int) -> Span:
        """Return the span of :meth:`gap`; at the number of blocks, the span of the text after the last block."""
        blocks = self.document.blocks
        start = blocks[at - 1].span.end if at else self.body
        return Span(start, blocks[at].span.start if at < len(blocks) else len(self.document.text))

    def continuation(self, at: int) -> str:
        """Return what lines of a block after the first one start with, because of the lists and quotes around it."""
        return continuation(self.document, at)

    @property
    def body(self) -> int:
        """Return the offset after the front matter."""
        return self.document.front_matter.span.end if self.document.front_matter else 0


def read_alike(document: Document, other: Document) -> bool:
    """Return whether a block with the same text has the same sentences in two documents.

    Args:
        document: a document.
        other: another one.
    """
    one, two = document.references, other.references
    return one == two and (one.flavour, one.conventions) == (two.flavour, two.conventions)


def _moved(sentences: tuple[Sentence, ...], by: int) -> tuple[Sentence, ...]:
    if not by:
        return sentences
    return tuple(replace(item, span=Span(item.span.start + by, item.span.end + by)) for item in sentences)


def continuation(document: Document, at: int) -> str:
    """Return what lines of a block after the first one start with, because of the lists and quotes around it."""
    start = document.blocks[at].span.start
    text = document.text
    return _MARKER.sub(_spaces, text[text.rfind("\n", 0, start) + 1 : start])


def one_line(text: str) -> str:
    """Return a text on one line, without the markers of a quote at the starts of its lines."""
    return _SPACE.sub(" ", _BREAK.sub(" ", text)).strip()


def is_comment(document: Document, at: int) -> bool:
    """Return whether a block is one HTML comment, which readers don't see, or a note for Debian's WML."""
    block = document.blocks[at]
    text = block.span.of(document.text).strip()
    if text.startswith(_WML):
        return "\n" not in text
    return block.kind == "html" and text.startswith("<!--") and text.find("-->", 4) == len(text) - 3


def _place(found: tuple[Span, BlockKind]) -> tuple[int, int]:
    return found[0].start, -found[0].end


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _piece(block: Block, text: str, compared: Callable[[str], str]) -> Piece:
    own = block.span.of(text)
    if block.kind == "code":
        return Piece(block, own, ("code", "\n".join(line.strip() for line in own.split("\n"))))
    content = compared(own)
    if block.kind in {"html", "directive", "thematic_break"}:
        return Piece(block, own, (block.kind, one_line(content)))
    if block.kind == "heading":
        content = _HEADING.sub("", content, count=1)
    return Piece(block, own, ("text", one_line(content)))
