"""The headings above each block of a document."""

from __future__ import annotations

from collections.abc import Sequence

from loc_align.markdown import inline
from loc_align.model import Block, Document, SxsPair

Section = tuple[str, ...]

TAB = "](#tab/"
"""Marks a heading as the label of a tab, which starts no section (Docs-flavored Markdown)."""


def sections(document: Document) -> list[Section]:
    """Return for each block of a document the plain text of the headings above it, outermost first."""
    pairs = _pairs_of_headings(document)
    found: list[Section] = []
    above: list[tuple[int, str]] = []
    section: Section = ()
    for at, own in pairs.items():
        block = document.blocks[at]
        if TAB in block.span.of(document.text):
            continue
        found += [section] * (at - len(found))
        above = [heading for heading in above if heading[0] < block.level]
        found.append(tuple([title for _, title in above]))
        above.append((block.level, _title(document, block, own)))
        section = tuple([title for _, title in above])
    return found + [section] * (len(document.blocks) - len(found))


def _pairs_of_headings(document: Document) -> dict[int, list[SxsPair]]:
    """Return the pairs of each heading, by the index of its block."""
    pairs: dict[int, list[SxsPair]] = {at: [] for at, block in enumerate(document.blocks) if block.kind == "heading"}
    for pair, index in zip(document.pairs, document.pair_blocks, strict=True):
        if index in pairs:
            pairs[index].append(pair)
    return pairs


def _title(document: Document, block: Block, pairs: Sequence[SxsPair]) -> str:
    """Return the text of a heading. If it has a pair, use the source, so that sections are equal in all locales."""
    own = block.span.of(document.text).strip("#= \t\r\n-")
    text = " ".join(pair.source.text for pair in pairs) if pairs else own
    return inline.plain(text, document.references).strip()
