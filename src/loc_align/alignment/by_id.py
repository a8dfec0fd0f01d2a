"""Alignment by id: turns the pairs of a side-by-side document into translation units."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from loc_align.documents.headings import Section, sections
from loc_align.documents.metadata import provenance
from loc_align.model import Bitext, BlockKind, Document, Segment, SxsPair, TranslationUnit


def align(document: Document, *, source_lang: str = "en-US", target_lang: str | None = None) -> Bitext:
    """Align a side-by-side document by the ids of its pairs.

    If the two sides of a pair have different ids, each target is joined to the source with its id, provided that
    exactly one source in the document has that id. Otherwise the pair makes no unit, and the document has a defect
    for it.

    Args:
        document: a document, as :func:`~loc_align.read` returns it.
        source_lang: the language of the sources, a BCP 47 tag.
        target_lang: the language of the targets, a BCP 47 tag. By default, the front-matter key ``ms.contentlocale``;
            if that is missing or invalid, ``und``.

    Returns:
        A bitext with the units in document order.

    Raises:
        UsageError: a language in the call is not a BCP 47 tag.
    """
    origin = provenance(document, source_lang, target_lang)
    above = zip(document.blocks, sections(document), strict=True)
    contexts: list[tuple[BlockKind, Section]] = [("paragraph", ()), *((block.kind, titles) for block, titles in above)]
    sources = _sources(document.pairs)
    rows = [
        (pair, source, *contexts[block + 1])
        for pair, source, block in zip(document.pairs, sources, document.pair_blocks, strict=True)
        if source is not None
    ]
    texts = [None, *(source.text for _, source, _, _ in rows), None]
    units = tuple(
        TranslationUnit(
            pair.target_id, source, pair.target, origin, line, column, kind, section, previous, following, "id", 1.0,
            _defects(document, pair) if document.defects else (),
        )
        for (pair, source, kind, section), (line, column), previous, following in zip(
            rows, _positions(document.text, rows), texts, texts[2:], strict=False
        )
    )  # fmt: skip
    return Bitext(document, None, origin.source_lang, origin.target_lang, units, origin)


def _sources(pairs: Sequence[SxsPair]) -> list[Segment | None]:
    """Return the source for the target of each pair: its own, or the only one with the same id, or ``None``."""
    if all(pair.target_id == pair.source_id for pair in pairs):
        return [pair.source for pair in pairs]
    targets = Counter(pair.target_id for pair in pairs)
    sources = Counter(pair.source_id for pair in pairs)
    by_id = {pair.source_id: pair.source for pair in pairs}
    return [
        pair.source
        if pair.target_id == pair.source_id
        else by_id.get(pair.target_id)
        if targets[pair.target_id] == sources[pair.target_id] == 1
        else None
        for pair in pairs
    ]


def _positions(text: str, rows: Sequence[tuple[SxsPair, Segment, BlockKind, Section]]) -> Iterator[tuple[int, int]]:
    """Yield the 1-based line and column of each pair."""
    line, line_start, done = 1, 0, 0
    for pair, *_ in rows:
        start = pair.span.start
        newlines = text.count("\n", done, start)
        if newlines:
            line += newlines
            line_start = text.rindex("\n", done, start) + 1
        done = start
        yield line, start - line_start + 1


def _defects(document: Document, pair: SxsPair) -> tuple[str, ...]:
    """Return the distinct codes of the defects that start inside a pair."""
    first = bisect_left(document.defects, pair.span.start, key=lambda defect: defect.span.start)
    last = bisect_left(document.defects, pair.span.end, key=lambda defect: defect.span.start)
    return tuple(dict.fromkeys(defect.code for defect in document.defects[first:last]))
