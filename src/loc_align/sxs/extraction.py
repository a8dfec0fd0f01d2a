"""Extracts the pairs of a side-by-side document with lxml, with exact offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from lxml import etree
from msgspec import Struct

from loc_align.model import Defect, Segment, Span, SxsPair
from loc_align.sxs.regular import read_row
from loc_align.sxs.repair import FARTHEST, Repair
from loc_align.sxs.tags import Tag, scan, traces

_PARSER = etree.XMLParser(
    recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
)
_SIDES_PER_TREE = 4096
"""The most sides in one tree, because a damaged file can contain millions of them."""


class Extraction(Struct, frozen=True):
    """The pairs of a document, and the defects of its markup."""

    pairs: tuple[SxsPair, ...]
    defects: tuple[Defect, ...]
    """In order of their spans."""


def extract(text: str, start: int = 0, quoted: Sequence[Span] = ()) -> Extraction:
    """Extract the pairs of a text.

    Only the tags are given to lxml, which builds their tree. An undamaged document is a row of well-formed pairs and is
    read in one step. Any other document is read tag by tag, with repairs.

    Args:
        text: the text of the document.
        start: the offset of the body, after the front matter.
        quoted: sorted spans of code in which markup is text.
    """
    pairs = None if quoted else read_row(text, start)
    if pairs is not None:
        return Extraction(pairs, ())
    return extract_tag_by_tag(text, (Span(0, start), *quoted))


def extract_tag_by_tag(text: str, quoted: Sequence[Span] = (), *, escaped: bool = False) -> Extraction:
    """Extract the pairs of a text that may be damaged, with repairs.

    Args:
        text: the text.
        quoted: sorted spans in which markup is text.
        escaped: whether a backslash before a quotation mark is no damage, as in YAML.
    """
    tags = scan(text, quoted, escaped=escaped)
    repair = Repair(text, tags)
    walk = _Walk(text)
    walk.read(_sides(repair.groups()))
    defects = repair.defects
    defects += walk.defects
    defects += (
        Defect(span, "tag-unreadable", "The markup of a pair is too damaged to read; it was left in the text.")
        for span in traces(text, tags, quoted)
    )
    # Three sorts, because tuples as keys would need much memory.
    defects.sort(key=lambda defect: defect.code)
    defects.sort(key=lambda defect: defect.span.end)
    defects.sort(key=lambda defect: defect.span.start)
    return Extraction(tuple(walk.pairs), tuple(defects))


def _xml(tag: Tag) -> str:
    offsets = f'from="{tag.start}" to="{tag.end}" damaged="{tag.damaged:d}"'
    if tag.kind == "close":
        return f"<close {offsets}/></span>"
    return f'<span kind="{tag.kind}" id="{tag.id}" {offsets}>'


class _Side(Struct, frozen=True, gc=False):
    """One side of a pair, or the wrapper of a source, from the tree."""

    kind: str
    id: str
    markup: Span
    content: Span
    damaged: bool
    supplied: bool
    """Whether a closing tag was missing."""
    source: _Side | None = None
    """The source in a wrapper."""


def _sides(groups: Iterator[tuple[Tag, ...]]) -> Iterator[_Side]:
    while batch := [*islice(groups, _SIDES_PER_TREE)]:
        root = etree.fromstring(f"<pairs>{''.join(map(_xml, chain.from_iterable(batch)))}</pairs>", _PARSER)
        yield from map(_side, root)


def _side(element: etree._Element) -> _Side:
    close = element[-1]
    start, end = (int(element.get(name, "0")) for name in ("from", "to"))
    close_start, close_end = (int(close.get(name, "0")) for name in ("from", "to"))
    source = _side(element[0]) if len(element) > 1 else None
    return _Side(
        element.get("kind", ""),
        element.get("id", ""),
        Span(start, close_end),
        Span(end, close_start),
        "1" in (element.get("damaged"), close.get("damaged")) or (source is not None and source.damaged),
        close_start == close_end or (source is not None and source.supplied),
        source,
    )


class _Walk:
    """Joins adjacent sides to pairs, and collects defects for repairs and for unpaired sides."""

    __slots__ = ("_text", "defects", "pairs")

    def __init__(self, text: str) -> None:
        self._text = text
        self.pairs: list[SxsPair] = []
        self.defects: list[Defect] = []

    def read(self, sides: Iterable[_Side]) -> None:
        """Read the sides of a document, in order."""
        rest = iter(sides)
        side = next(rest, None)
        while side is not None:
            following = next(rest, None)
            if following is not None and self._belong(side, following):
                self._pair(side, following)
                following = next(rest, None)
            else:
                self._leave(side)
            side = following

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
            self._add(span, "tag-damaged", f"A tag of the pair {target.id} is damaged; it was repaired.")
        if target.supplied or following.supplied:
            self._add(span, "close-missing", f"A closing tag of the pair {target.id} is missing; it was added.")
        if following.source is None:
            detail = f"The wrapper of the source of {target.id} is missing; the pair was joined by its equal IDs."
            self._add(span, "lookup-missing", detail)
        if target.markup.end != following.markup.start:
            self._add(span, "pair-apart", f"There is white space between the two sides of {target.id}.")

    def _segment(self, side: _Side) -> Segment:
        return Segment(side.content, side.content.of(self._text))

    def _leave(self, side: _Side) -> None:
        if side.kind == "target":
            self._add(side.markup, "target-unpaired", f"The target {side.id} has no source; it was left in the text.")
        else:
            name = (side.source or side).id or "without an ID"
            self._add(side.markup, "source-unpaired", f"The source {name} has no target; it was left in the text.")

    def _add(self, span: Span, code: str, detail: str) -> None:
        self.defects.append(Defect(span, code, detail))
