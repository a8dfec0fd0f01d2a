"""Proves that the new targets in a block keep its inline codes: each parses as if it stood alone.

Each block with edits is parsed as it was and as it will be, in the document and, for a side-by-side document, in its
target document, too. The time is linear in the text of these blocks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from loc_align.markdown.translatable.html import text_spans
from loc_align.merging.comparison import AROUND, Fault, Pieces, View, faults
from loc_align.merging.placing import escaped, with_free_codes
from loc_align.model import BlockKind, Document, Edit, Span

_MOST_ROUNDS = 8
"""How often to escape or refuse targets of one block before all that are left are refused."""


class Typed(Struct, frozen=True):
    """A new target: where it goes, and its text and codes as Markdown."""

    span: Span
    pieces: Pieces


def prove(document: Document, typed: Sequence[Typed], attributes: Sequence[Edit]) -> dict[Span, Pieces | str]:
    """Escape new targets until the inline codes of each block are those of its units, and of nothing else.

    Args:
        document: the document before the edits.
        typed: the new targets, in document order, without overlap.
        attributes: the edits of texts inside markup that no new target contains.

    Returns:
        For the span of each target, its text and codes. For a target or an attribute that changes the codes of another
        part of the document, in a way that no backslash prevents, what is wrong, and what to do.
    """
    proven: dict[Span, Pieces | str] = {item.span: item.pieces for item in typed}
    for views, spans, edits in _blocks(document, [item.span for item in typed], attributes):
        for _ in range(_MOST_ROUNDS):
            own = {span: pieces for span in spans if not isinstance(pieces := proven[span], str)}
            left = [edit for edit in edits if edit.span not in proven]
            wrong = _wrong(views, own, left, document.references)
            if not wrong:
                break
            for span, fault in wrong.items():
                proven[span] = _mended(own[span], fault) if span in own and fault.marks else fault.reason
        else:
            proven.update(dict.fromkeys((*own, *(edit.span for edit in left)), AROUND))
    return proven


def _mended(pieces: Pieces, fault: Fault) -> Pieces:
    return escaped(with_free_codes(pieces), fault.marks)


def _blocks(
    document: Document, spans: Sequence[Span], attributes: Sequence[Edit]
) -> Iterator[tuple[list[View], list[Span], list[Edit]]]:
    """Yield each stretch of running text with new targets, and the edits inside its markup."""
    stretches = list(_stretches(document, [*spans, *(edit.span for edit in attributes)]))
    starts = [span.start for span, _ in stretches]
    inside: dict[int, list[Span]] = defaultdict(list)
    edits: dict[int, list[Edit]] = defaultdict(list)
    for span in spans:
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and span.end <= stretches[at][0].end:
            inside[at].append(span)
    for edit in attributes:
        at = bisect_right(starts, edit.span.start) - 1
        if at >= 0 and edit.span.end <= stretches[at][0].end:
            edits[at].append(edit)
    for at in sorted({*inside, *edits}):
        stretch, kind = stretches[at]
        yield _views(document, stretch, inside[at], kind), inside[at], edits[at]


def _stretches(document: Document, spans: Iterable[Span]) -> Iterator[tuple[Span, BlockKind]]:
    starts = [block.span.start for block in document.blocks]
    for at in sorted({bisect_right(starts, span.start) - 1 for span in spans} - {-1}):
        block = document.blocks[at]
        if block.kind == "html":
            yield from ((span, block.kind) for span in text_spans(document.text, block.span.start, block.span.end))
        else:
            yield block.span, block.kind


def _views(document: Document, stretch: Span, spans: Sequence[Span], kind: BlockKind) -> list[View]:
    raw = View(
        stretch.of(document.text),
        {span: Span(span.start - stretch.start, span.end - stretch.start) for span in spans},
        stretch.start,
        is_markdown=kind != "html",
        is_strict=not document.pairs,
    )
    return [raw, _target_view(document, stretch, raw)] if document.pairs else [raw]


def _target_view(document: Document, stretch: Span, raw: View) -> View:
    """Return the block with each pair replaced by its target."""
    first = bisect_right(document.pairs, stretch.start - 1, key=lambda pair: pair.span.start)
    made: list[str] = []
    places: dict[Span, Span] = {}
    done, size = stretch.start, 0
    for pair in document.pairs[first:]:
        if pair.span.end > stretch.end:
            break
        made += (document.text[done : pair.span.start], pair.target.text)
        start = size + pair.span.start - done
        size = start + len(pair.target.text)
        if pair.target.span in raw.places:
            places[pair.target.span] = Span(start, size)
        done = pair.span.end
    made.append(document.text[done : stretch.end])
    return View("".join(made), places, stretch.start, raw.is_markdown)


def _wrong(
    views: Sequence[View], own: Mapping[Span, Pieces], edits: Sequence[Edit], references: frozenset[str]
) -> dict[Span, Fault]:
    wrong: dict[Span, Fault] = {}
    for view in views:
        for span, fault in faults(view, own, edits, references).items():
            known = wrong.get(span)
            wrong[span] = Fault(known.marks | fault.marks, known.reason) if known else fault
    return wrong
