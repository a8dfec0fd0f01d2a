"""Alignment by id: turns the pairs of a side-by-side document into translation units."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat

from loc_align.documents.headings import sections
from loc_align.documents.metadata import provenance
from loc_align.model import Bitext, BlockKind, Document, Provenance, Segment, SxsPair, TranslationUnit


def align(document: Document, *, source_lang: str = "en-US", target_lang: str | None = None) -> Bitext:
    """Align a side-by-side document by the IDs of its pairs.

    If the two sides of a pair have different IDs, each target is joined to the source with its ID, provided that
    exactly one source in the document has that ID. Otherwise the pair makes no unit, and the document has a defect
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
    matched = [*zip(document.pairs, _sources(document.pairs), document.pair_blocks, strict=True)]
    rows = [(pair, source, block) for pair, source, block in matched if source is not None]
    return Bitext(document, None, origin.source_lang, origin.target_lang, tuple(_units(document, origin, rows)), origin)


def _units(
    document: Document, origin: Provenance, rows: Sequence[tuple[SxsPair, Segment, int]]
) -> Iterator[TranslationUnit]:
    """Return the units of pairs, each with its source and the index of its block."""
    kinds: list[BlockKind] = [*[block.kind for block in document.blocks], "paragraph"]  # the last one for the index -1
    titles = [*sections(document), ()]
    body = document.front_matter.span.end if document.front_matter else 0
    pairs = [pair for pair, _, _ in rows]
    texts = [None, *[source.text for _, source, _ in rows], None]
    return map(
        TranslationUnit,
        [pair.target_id for pair in pairs],
        [source for _, source, _ in rows],
        [pair.target for pair in pairs],
        repeat(origin),
        *_positions(document.file_text, [document.file_span(pair.span).start for pair in pairs]),
        ["front_matter" if block < 0 and pair.span.start < body else kinds[block] for pair, _, block in rows],
        [titles[block] for _, _, block in rows],
        texts,
        texts[2:],
        repeat("id"),
        repeat(1.0),
        [_defects(document, pair) for pair in pairs] if document.defects else repeat(()),
    )


def _sources(pairs: Sequence[SxsPair]) -> list[Segment | None]:
    """Return the source for the target of each pair: its own, or the only one with the same ID, or ``None``."""
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


def _positions(text: str, offsets: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the 1-based lines and columns of offsets, which come in order."""
    lines: list[int] = []
    columns: list[int] = []
    line, line_start, done = 1, 0, 0
    for offset in offsets:
        newlines = text.count("\n", done, offset)
        if newlines:
            line += newlines
            line_start = text.rindex("\n", done, offset) + 1
        done = offset
        lines.append(line)
        columns.append(offset - line_start + 1)
    return lines, columns


def _defects(document: Document, pair: SxsPair) -> tuple[str, ...]:
    """Return the distinct codes of the defects that start inside a pair."""
    first = bisect_left(document.defects, pair.span.start, key=lambda defect: defect.span.start)
    last = bisect_left(document.defects, pair.span.end, key=lambda defect: defect.span.start)
    return tuple(dict.fromkeys(defect.code for defect in document.defects[first:last]))
