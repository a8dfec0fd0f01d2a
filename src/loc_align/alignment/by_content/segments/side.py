"""One side of a pair of documents as a row of items: its segments, and the marks of structure between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from loc_align.alignment.by_content.segments.blocks import readable_blocks, running_texts
from loc_align.alignment.by_content.tokens import INVARIANT, Tokens, code_words, tokens
from loc_align.markdown import inline
from loc_align.markdown.translatable import (
    Cut,
    definition_titles,
    directive_texts,
    label_span,
    markup_segments,
    opens_group,
    running_text,
    text_segments,
    value_spans,
)
from loc_align.model import Block, BlockKind, Document, Span

HEADING, TEXT, CELL, HTML, ATTRIBUTE, VALUE = range(6)
"""The groups of segments: one aligns only with another of its group."""

CODE, DIRECTIVE, ALERT, ROW = range(6, 10)
"""The groups of structural items, which hold their places among the segments and carry no words to translate."""
FIRST_STRUCTURAL: Final = CODE

SENTENCE_MARKS = frozenset((1, 3, 4))
"""The values of :attr:`Side.mark` for a full stop, a question mark and an exclamation mark."""
_GROUPS: dict[BlockKind, int] = {
    "heading": HEADING,
    "paragraph": TEXT,
    "list_item": TEXT,
    "quote": TEXT,
    "table_cell": CELL,
    "html": HTML,
    "attribute": ATTRIBUTE,
    "directive": ATTRIBUTE,
    "front_matter": VALUE,
}

_ALERT = re.compile(r"[ \t>]*\[![A-Za-z]+\]\s*\Z")
_ANCHOR = re.compile(r"<a\s[^<>]*?\b(?:name|id)=[\"']?([^\"'\s<>]+)|\{#([^{}\s]+)\}")
_NO_SLUG = re.compile(r"[^\w\s-]")
_NO_TOKENS = Tokens((), 0, 0, 0, 0, 0)
CutterOf = Callable[[Span], Cut | None]
"""For a stretch of running text, how it is cut."""


class Side(Struct, frozen=True):
    """A document's items in its order, as parallel rows."""

    spans: tuple[Span, ...]
    kinds: tuple[BlockKind, ...]
    words: tuple[tuple[str, ...], ...]
    """The tokens of each segment; of a structural item what it is compared by."""
    keys: tuple[str, ...]
    """The text of a structural item, the path of a front-matter value; empty for the other segments."""
    texts: tuple[str, ...]
    """What a reader sees of each segment."""
    group: NDArray[np.int64]
    form: NDArray[np.int64]
    """What a block is more exactly: a heading's level, the depth of a list item, the column of a cell."""
    block: NDArray[np.int64]
    """The number of the stretch of text: joins stay inside of one."""
    length: NDArray[np.float64]
    mark: NDArray[np.int64]
    markup: NDArray[np.float64]
    """Emphasis, links and code spans, counted: one row for each of the three."""

    above: NDArray[np.int64]
    """For each item the item of the heading above it, -1 without one; for a heading that of its parent."""

    def __len__(self) -> int:
        """How many items there are."""
        return len(self.spans)


@dataclass(slots=True)
class _Item:
    span: Span
    kind: BlockKind
    group: int
    form: int
    block: int
    tokens: Tokens
    key: str = ""


def read_side(document: Document, cutter: CutterOf, keys: Collection[str]) -> Side:
    """Read the items of a document.

    Args:
        document: a document that was read.
        cutter: how a stretch of running text is cut; ``None`` leaves it whole.
        keys: the front-matter keys whose values are aligned.
    """
    items = [*_values(document, keys), *_body(document, cutter)]
    read = [item.tokens for item in items]
    return Side(
        spans=tuple(item.span for item in items),
        kinds=tuple(item.kind for item in items),
        words=tuple(found.words for found in read),
        keys=tuple(item.key for item in items),
        texts=tuple(found.shown for found in read),
        group=_ints(item.group for item in items),
        form=_ints(item.form for item in items),
        block=_ints(item.block for item in items),
        length=np.array([found.length for found in read], float),
        mark=_ints(found.mark for found in read),
        markup=np.array([(found.strong, found.links, found.codes) for found in read], float).reshape(-1, 3).T,
        above=_ints(_above(items)),
    )


def _above(items: Iterable[_Item]) -> Iterator[int]:
    headings: list[tuple[int, int]] = []
    for number, item in enumerate(items):
        if item.group == HEADING:
            headings = [heading for heading in headings if heading[0] < item.form]
        yield headings[-1][1] if headings else -1
        if item.group == HEADING:
            headings.append((item.form, number))


def _ints(numbers: Iterable[int]) -> NDArray[np.int64]:
    return np.array(list(numbers), np.int64)


def _values(document: Document, keys: Collection[str]) -> Iterator[_Item]:
    blocks = count(-1, -1)
    for number, key in enumerate(keys):
        for span in value_spans(document, (key,)):
            yield _Item(span, "front_matter", VALUE, number, next(blocks), tokens(span.of(document.text), ()), key)


def _body(document: Document, cutter: CutterOf) -> Iterator[_Item]:
    numbers = count()
    end, column, in_group = 0, 0, False
    for block in readable_blocks(document):
        start = block.span.start
        if block.kind == "table_cell":
            before = document.text[end:start]
            if not column or "\n" in before:
                yield _Item(Span(start, start), "table_cell", ROW, 0, next(numbers), _NO_TOKENS, "row")
                column, before = 0, before.rpartition("\n")[2]
            column += max(1, before.count("|"))
        else:
            column = 0
        end = block.span.end
        yield from _block(document, block, cutter, column or block.level, numbers)
        in_group = opens_group(document, block) if block.kind == "directive" else in_group
        label = label_span(document, block) if in_group and block.kind == "code" else None
        if label:
            yield _segment(document, label, "attribute", 0, next(numbers))
    for title in definition_titles(document):
        yield _segment(document, title, "attribute", 0, next(numbers))


def _block(document: Document, block: Block, cutter: CutterOf, form: int, numbers: Iterator[int]) -> Iterator[_Item]:
    text = block.span.of(document.text)
    if block.kind in {"code", "directive", "thematic_break"}:
        group = CODE if block.kind == "code" else ALERT if _ALERT.match(text) else DIRECTIVE
        key = " ".join(text.split())
        yield _Item(block.span, block.kind, group, 0, next(numbers), Tokens(code_words(text), 0, 0, 0, 0, 0), key)
        texts = dict([*directive_texts(document, block), *markup_segments(document, block)])
        yield from (_segment(document, span, kind, 0, next(numbers)) for span, kind in texts.items())
        return
    others = dict(markup_segments(document, block))
    anchors = _anchors(document, block, text)
    for stretch in running_texts(document, block):
        number = next(numbers)
        for whole, kind in text_segments(document, block, stretch, cutter(stretch), letterless=True):
            others.pop(whole, None)
            span = _unwrapped(whole, document)
            own = number if kind == block.kind else next(numbers)
            item = _segment(document, span, kind, form, own)
            if anchors:
                item.tokens = replace(item.tokens, words=tuple(dict.fromkeys([*anchors, *item.tokens.words])))
                anchors = []
            yield item
    yield from (_segment(document, span, kind, form, next(numbers)) for span, kind in others.items())


def _unwrapped(span: Span, document: Document) -> Span:
    """A segment without the HTML element that holds all of it."""
    if document.text[span.start] != "<":
        return span
    parts = inline.parse(span.of(document.text), document.references)
    first, last = parts[0], parts[-1]
    if isinstance(first, str) or isinstance(last, str) or len(parts) < 3:  # noqa: PLR2004 - there is something inside
        return span
    if first.pair is None or (first.type, first.pair) != (last.type, last.pair) or first.type != "html":
        return span
    return Span(span.start + len(first.data), span.end - len(last.data))


def _segment(document: Document, span: Span, kind: BlockKind, form: int, block: int) -> _Item:
    return _Item(span, kind, _GROUPS[kind], form, block, tokens(span.of(document.text), document.references))


def _anchors(document: Document, block: Block, text: str) -> list[str]:
    """The names by which links reach a block: written ones, and those that follow from a heading's text."""
    names = [found[found.lastindex or 0] for found in _ANCHOR.finditer(text)]
    if block.kind == "heading":
        for stretch in running_text(document, block):
            shown = inline.plain(stretch.of(document.text), document.references)
            names.append("-".join(_NO_SLUG.sub("", shown.lower()).split()))
    return [f"{INVARIANT}#{name.lower()}" for name in names]
