"""The span extractor: the side-by-side pairs of a document, by lxml, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import cast

from lxml import etree
from msgspec import Struct

from loc_align.model import Defect, Segment, Span, SxsPair
from loc_align.sxs.repair import FARTHEST, Repair
from loc_align.sxs.tags import Tag, scan, traces

_SPLIT = re.compile(r"(</?span(?=[\s>/])[^<>]*>)")
_PARSER = etree.XMLParser(
    recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
)
_STRICT_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
)
_CLOSING = frozenset({"</span>"})
_LOOKUP = frozenset({'<span class="sxs-lookup">'})
_TARGET_IDS = etree.XPath("/pairs/span/@data-ttu-id", smart_strings=False)
_SOURCE_IDS = etree.XPath("/pairs/span/span/@data-stu-id", smart_strings=False)
_TAGS_A_PAIR = 6
_PARTS_A_PAIR = 2 * _TAGS_A_PAIR


class Extraction(Struct, frozen=True):
    """What the extractor found."""

    pairs: tuple[SxsPair, ...]
    defects: tuple[Defect, ...]


def extract(text: str, start: int = 0, quoted: Sequence[Span] = ()) -> Extraction:
    """Find the side-by-side pairs of a text.

    The tags alone go to lxml, which builds their tree; an undamaged document is a flat row of equal shapes and is
    read off at once, any other one tag by tag, with repairs.

    Args:
        text: the document.
        start: where its body starts, after the front matter.
        quoted: sorted spans (code) in which markup is quoted and forms no pair.
    """
    pairs = None if quoted else _regular(text, start)
    if pairs is not None:
        return Extraction(pairs, ())
    return _irregular(text, (Span(0, start), *quoted))


def _regular(text: str, start: int) -> tuple[SxsPair, ...] | None:
    """The pairs of a text whose every span tag belongs to a well-formed pair, or ``None``."""
    parts = _SPLIT.split(text[start:])
    ids = _row_of_pairs(parts[1::2])
    if ids is None or text.count("tu-id", start) != 2 * len(ids[0]):
        return None
    if any(parts[4::_PARTS_A_PAIR]) or any(parts[6::_PARTS_A_PAIR]) or any(parts[10::_PARTS_A_PAIR]):
        return None  # text between the tags of one pair
    ends = list(accumulate(map(len, parts), initial=start))
    target_ids, source_ids = ids
    every = _PARTS_A_PAIR
    targets = map(Segment, map(Span, ends[2::every], ends[3::every]), parts[2::every])
    sources = map(Segment, map(Span, ends[8::every], ends[9::every]), parts[8::every])
    spans = map(Span, ends[1::every], ends[12::every])
    return tuple(map(SxsPair, spans, target_ids, source_ids, targets, sources))


def _row_of_pairs(tags: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """The targets' and the sources' ids if the tags are nothing but undamaged pairs in a row."""
    closing = {*tags[1::_TAGS_A_PAIR], *tags[4::_TAGS_A_PAIR], *tags[5::_TAGS_A_PAIR]}
    if len(tags) % _TAGS_A_PAIR or not closing <= _CLOSING or not {*tags[2::_TAGS_A_PAIR]} <= _LOOKUP:
        return None
    try:
        root = etree.fromstring(f"<pairs>{''.join(tags)}</pairs>", _STRICT_PARSER)
    except etree.XMLSyntaxError:
        return None
    ids = cast("list[str]", _TARGET_IDS(root)), cast("list[str]", _SOURCE_IDS(root))
    return ids if len(ids[0]) == len(ids[1]) == len(tags) // _TAGS_A_PAIR == len(root) // 2 else None


def _irregular(text: str, quoted: Sequence[Span]) -> Extraction:
    tags = scan(text, quoted)
    repair = Repair(text, tags)
    root = etree.fromstring(f"<pairs>{''.join(map(_xml, repair.row))}</pairs>", _PARSER)
    walk = _Walk(text)
    walk.read([_side(element) for element in root])
    unreadable = [
        Defect(span, "tag-unreadable", "This looks like markup of a pair but cannot be read; it was left in the text.")
        for span in traces(text, tags, quoted)
    ]
    defects = sorted([*repair.defects, *walk.defects, *unreadable], key=lambda item: (item.span.start, item.code))
    return Extraction(tuple(walk.pairs), tuple(defects))


def _xml(tag: Tag) -> str:
    offsets = f'from="{tag.start}" to="{tag.end}" damaged="{tag.damaged:d}"'
    if tag.kind == "close":
        return f"<close {offsets}/></span>"
    return f'<span kind="{tag.kind}" id="{tag.id}" {offsets}>'


class _Side(Struct, frozen=True):
    """An element of the tree, with its offsets back as numbers."""

    kind: str
    id: str
    markup: Span
    content: Span
    damaged: bool
    supplied: bool
    """Whether a closing tag was missing."""
    source: _Side | None = None
    """What a wrapper holds."""


def _side(element: etree._Element) -> _Side:
    close = element[-1]
    start, end = (int(element.get(name, "0")) for name in ("from", "to"))
    close_start, close_end = (int(close.get(name, "0")) for name in ("from", "to"))
    held = _side(element[0]) if len(element) > 1 else None
    return _Side(
        element.get("kind", ""),
        element.get("id", ""),
        Span(start, close_end),
        Span(end, close_start),
        "1" in (element.get("damaged"), close.get("damaged")) or (held is not None and held.damaged),
        close_start == close_end or (held is not None and held.supplied),
        held,
    )


class _Walk:
    """Joins neighbouring sides to pairs; says what was repaired and what has no partner."""

    __slots__ = ("_text", "defects", "pairs")

    def __init__(self, text: str) -> None:
        self._text = text
        self.pairs: list[SxsPair] = []
        self.defects: list[Defect] = []

    def read(self, sides: Sequence[_Side]) -> None:
        """Read the sides of a document, in order."""
        at = 0
        while at < len(sides):
            if at + 1 < len(sides) and self._belong(sides[at], sides[at + 1]):
                self._pair(sides[at], sides[at + 1])
                at += 2
            else:
                self._leave(sides[at])
                at += 1

    def _belong(self, target: _Side, following: _Side) -> bool:
        if target.kind != "target" or following.kind == "target":
            return False
        gap = self._text[target.markup.end : following.markup.start]
        if gap.strip(" \t\r\n>") or len(gap) > FARTHEST:
            return False
        return following.source is not None or (following.kind == "source" and following.id == target.id)

    def _pair(self, target: _Side, following: _Side) -> None:
        source = following.source or following
        span = Span(target.markup.start, following.markup.end)
        self.pairs.append(SxsPair(span, target.id, source.id, self._segment(target), self._segment(source)))
        if target.damaged or following.damaged:
            self._add(span, "tag-damaged", f"A tag of the pair {target.id} is damaged; the pair was read all the same.")
        if target.supplied or following.supplied:
            self._add(span, "close-missing", f"A closing tag of the pair {target.id} is missing; it was supplied.")
        if following.source is None:
            self._add(
                span, "lookup-missing", f"The wrapper of the source side of {target.id} is missing; the ids agree."
            )
        if target.markup.end != following.markup.start:
            self._add(span, "pair-apart", f"White space stands between the two sides of {target.id}.")

    def _segment(self, side: _Side) -> Segment:
        return Segment(side.content, side.content.of(self._text))

    def _leave(self, side: _Side) -> None:
        if side.kind == "target":
            detail = f"The target side {side.id} has no source side; it was left in the text."
            self._add(side.markup, "target-unpaired", detail)
        else:
            name = (side.source or side).id or "(without an id)"
            self._add(
                side.markup, "source-unpaired", f"The source side {name} has no target side; it was left in the text."
            )

    def _add(self, span: Span, code: str, detail: str) -> None:
        self.defects.append(Defect(span, code, detail))
