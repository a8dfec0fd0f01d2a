"""Parses the bytes of a file into a :class:`~loc_align.model.Document`."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from loc_align import text as exact
from loc_align.documents.accounting import account
from loc_align.documents.pair_blocks import blocks_of_pairs
from loc_align.documents.quoted import quoted_spans
from loc_align.markdown.blocks import read_blocks
from loc_align.markdown.flavours import FLAVOURS
from loc_align.markdown.flavours.detection import detect
from loc_align.markdown.front_matter import read_front_matter
from loc_align.model import NO_CONVENTIONS, Block, Conventions, Defect, Document, References, Span
from loc_align.sxs.extraction import Extraction, extract
from loc_align.sxs.ids import content_defects, id_defects
from loc_align.sxs.projection import project
from loc_align.sxs.values import extract_values, with_target_values


def parse(
    data: bytes, path: str = "", flavour: str | None = None, conventions: Conventions = NO_CONVENTIONS
) -> Document:
    """Parse a Markdown document, side by side or in one language.

    Damage in the document becomes :attr:`Document.defects`. The text never changes.

    Args:
        data: the bytes of the file: UTF-8, with or without a byte order mark, with any line endings.
        path: the path of the document.
        flavour: the name of the flavour; by default, it is detected from the content.
        conventions: what a team has added to the flavour.

    Raises:
        DecodeError: the bytes are not UTF-8.
    """
    text, bom = exact.decode(data, path)
    del data  # so that the bytes of a large file do not stay in memory
    flavour = flavour or detect(text, path)
    front_matter, defects = read_front_matter(text, FLAVOURS[flavour].front_matter)
    start = front_matter.span.end if front_matter else 0
    body = _body(text, start, flavour)
    pairs, pair_blocks = body.extraction.pairs, body.pair_blocks
    if front_matter is not None and _has_markup(text[:start]):
        values = extract_values(text, front_matter)
        front_matter = with_target_values(text, front_matter, values.pairs)
        pairs, pair_blocks = (*values.pairs, *pairs), (*[-1] * len(values.pairs), *pair_blocks)
        defects += values.defects
    defects += (*id_defects(pairs), *content_defects(pairs, body.blocks, pair_blocks))
    every = _in_order(body.extraction.defects, defects)
    references = References(body.references, flavour, conventions)
    document = Document(path, text, bom, front_matter, body.blocks, pairs, pair_blocks, every, references)
    return _with_lost_ids(document) if body.quotes else document


def parse_head(data: bytes, path: str, flavour: str | None, conventions: Conventions) -> Document:
    """Parse only the front matter of a Markdown document in one language, which takes a fraction of the time.

    Args:
        data: the bytes of the file.
        path: the path of the document.
        flavour: the name of the flavour; ``None`` to detect it from all of the content.
        conventions: what a team has added to the flavour.

    Returns:
        The document, without the blocks and the references below the front matter.

    Raises:
        DecodeError: the bytes are not UTF-8.
    """
    text, bom = exact.decode(data, path)
    flavour = flavour or detect(text, path)
    front_matter, defects = read_front_matter(text, FLAVOURS[flavour].front_matter)
    return Document(path, text, bom, front_matter, (), (), (), tuple(defects), References((), flavour, conventions))


def _with_lost_ids(document: Document) -> Document:
    """Report the IDs that code seemed to quote, before other pairs took the end of that code."""
    detail = "The markup of a pair is too damaged to read; it was left in the text."
    lost = [Defect(item.span, "tag-unreadable", detail) for item in account(document).unread]
    return replace(document, defects=_in_order(document.defects, lost)) if lost else document


def is_side_by_side(data: bytes) -> bool:
    """Return whether the bytes of a document contain markup of pairs."""
    return b"tu-id" in data or b"sxs-lookup" in data


def _has_markup(front_matter: str) -> bool:
    head = front_matter.lower()
    return "tu-id" in head or "sxs-lookup" in head


def _in_order(defects: tuple[Defect, ...], others: Sequence[Defect]) -> tuple[Defect, ...]:
    """Merge the defects of the markup, which are in order and can be millions, with others."""
    if not others:
        return defects
    return tuple(sorted([*defects, *others], key=lambda defect: (defect.span.start, defect.span.end)))


_MOST_ROUNDS = 4
"""How often to parse a document in which code quotes markup of pairs. Real documents need two rounds."""


class _Body(Struct, frozen=True):
    """The document below the front matter."""

    extraction: Extraction
    blocks: tuple[Block, ...]
    references: frozenset[str]
    pair_blocks: tuple[int, ...]
    quotes: bool
    """Whether code quotes markup."""


def _body(text: str, start: int, flavour: str) -> _Body:
    """Extract pairs and parse blocks. Repeat if code quotes markup, which changes both."""
    quoted: tuple[Span, ...] = ()
    for _ in range(_MOST_ROUNDS):
        extraction = extract(text, start, quoted)
        projection = project(text, extraction.pairs, start)
        blocks, references = read_blocks(projection, FLAVOURS[flavour])
        pair_blocks = blocks_of_pairs(extraction.pairs, blocks)
        found = quoted_spans(text, extraction.pairs, extraction.defects, blocks, pair_blocks)
        if not found:
            break
        quoted = _merged([*quoted, *found])
    return _Body(extraction, blocks, references, pair_blocks, bool(quoted))


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
