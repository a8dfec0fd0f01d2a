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
    pairs: dict[int, list[SxsPair]] = {}
    for index, pair in zip(document.pair_blocks, document.pairs, strict=True):
        if index >= 0 and document.blocks[index].kind == "heading":
            pairs.setdefault(index, []).append(pair)
    found: list[Section] = []
    headings: list[tuple[int, str]] = []
    section: Section = ()
    for at, block in enumerate(document.blocks):
        if block.kind == "heading" and TAB not in block.span.of(document.text):
            headings = [heading for heading in headings if heading[0] < block.level]
            found.append(tuple(title for _, title in headings))
            headings.append((block.level, _title(document, block, pairs.get(at, []))))
            section = tuple(title for _, title in headings)
        else:
            found.append(section)
    return found


def _title(document: Document, block: Block, pairs: Sequence[SxsPair]) -> str:
    """Return the text of a heading. If it has a pair, use the source, so that sections are equal in all locales."""
    own = block.span.of(document.text).strip("#= \t\r\n-")
    text = " ".join(pair.source.text for pair in pairs) if pairs else own
    return inline.plain(text, document.references).strip()
