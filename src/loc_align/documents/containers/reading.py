"""Parses a container into a document: parses the Markdown of each text, and adjusts the offsets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TypeVar

from msgspec.structs import replace

from loc_align.documents.containers.pieces import Piece, join_pieces
from loc_align.documents.containers.table import ContainerFormat
from loc_align.model import Block, Container, Defect, Document, References, Span, SxsPair
from loc_align.sxs.ids import id_defects
from loc_align.sxs.tags import ID_ATTRIBUTE
from loc_align.text import decode

T = TypeVar("T")


def parse_container(
    data: bytes, path: str, container: ContainerFormat, parse: Callable[[bytes, str], Document]
) -> Document:
    """Parse a file in another format that contains side-by-side Markdown.

    Args:
        data: the bytes of the file, UTF-8.
        path: the path of the file.
        container: the format.
        parse: parses Markdown.

    Raises:
        DecodeError: the bytes are not UTF-8.
    """
    text, bom = decode(data, path)
    pieces, values = container.read(text)
    joined, texts = join_pieces(pieces)
    blocks: list[Block] = []
    pairs: list[SxsPair] = []
    pair_blocks: list[int] = []
    defects: list[Defect] = []
    references: set[str] = set()
    for piece, embedded in zip(pieces, texts, strict=True):
        by = embedded.span.start
        if piece.defect:
            defects += _unread(piece, by)
            continue
        part = parse(piece.text.encode("utf-8"), path)
        pair_blocks += [at + len(blocks) if at >= 0 else -1 for at in part.pair_blocks]
        blocks += [_moved(block, by) for block in part.blocks]
        pairs += [_moved_pair(pair, by) for pair in part.pairs]
        defects += [_moved(defect, by) for defect in part.defects if not defect.code.startswith("id-")]
        references |= part.references
    defects += id_defects(pairs)
    defects.sort(key=attrgetter("span.start", "span.end"))
    return Document(
        path, joined, bom, None, tuple(blocks), tuple(pairs), tuple(pair_blocks), tuple(defects),
        References(references), Container(text, texts, container.write, values),
    )  # fmt: skip


def _unread(piece: Piece, by: int) -> Iterator[Defect]:
    """Yield a defect for each ID in a text that is not read."""
    for found in ID_ATTRIBUTE.finditer(piece.text):
        name = found[1] or "unreadable"
        yield Defect(Span(found.start() + by, found.end() + by), "container-unread", f"{piece.defect} (ID {name})")


def _moved(item: T, by: int) -> T:
    span: Span = item.span  # type: ignore[attr-defined]
    return replace(item, span=Span(span.start + by, span.end + by))  # type: ignore[type-var]


def _moved_pair(pair: SxsPair, by: int) -> SxsPair:
    return replace(_moved(pair, by), target=_moved(pair.target, by), source=_moved(pair.source, by))
