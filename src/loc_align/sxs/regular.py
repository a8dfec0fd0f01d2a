"""The quick way through an undamaged document: its pairs are a row of equal shapes, read off at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import cast

from lxml import etree

from loc_align.model import Segment, Span, SxsPair

_SPAN_TAG = r"</?span(?=[\s>/])[^<>]*+>"
_CONTENT = rf"[^<]*+(?:(?!{_SPAN_TAG})<[^<]*+)*+"
_PAIR = re.compile(
    rf"""
    (<span(?=[\s/])[^<>]*+>) ({_CONTENT})
    (</span><span[ ]class="sxs-lookup"><span(?=[\s/])[^<>]*+>) ({_CONTENT})
    (</span></span>)
    """,
    re.VERBOSE,
)
_FOREIGN = re.compile(_SPAN_TAG)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False)
_TARGET_IDS = etree.XPath("/pairs/span/@data-ttu-id", smart_strings=False)
_SOURCE_IDS = etree.XPath("/pairs/span/span/@data-stu-id", smart_strings=False)
_PARTS = 6
"""So many parts stand for a pair: what is before it, its tags and its two texts in turn."""


def read_row(text: str, start: int) -> tuple[SxsPair, ...] | None:
    """The pairs of a text whose every span tag belongs to a well-formed pair, or ``None``.

    Args:
        text: the document.
        start: where its body starts, after the front matter.
    """
    parts = _PAIR.split(text[start:] if start else text)
    if _holds_tags(parts[::_PARTS]):
        return None
    ids = _ids(parts[1::2])
    if ids is None or text.count("tu-id", start) != 2 * len(ids[0]):
        return None
    ends = [*accumulate(map(len, parts), initial=start)]
    targets = map(Segment, map(Span, ends[2::_PARTS], ends[3::_PARTS]), parts[2::_PARTS])
    sources = map(Segment, map(Span, ends[4::_PARTS], ends[5::_PARTS]), parts[4::_PARTS])
    spans = map(Span, ends[1::_PARTS], ends[6::_PARTS])
    return tuple(map(SxsPair, spans, *ids, targets, sources))


def _holds_tags(gaps: Sequence[str]) -> bool:
    """Whether a span tag stands between the pairs."""
    return "span" in "".join(gaps) and any(map(_FOREIGN.search, gaps))


def _ids(tags: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """The targets' and the sources' ids if the tree of the tags is nothing but undamaged pairs in a row."""
    try:
        root = etree.fromstring(f"<pairs>{''.join(tags)}</pairs>", _PARSER)
    except etree.XMLSyntaxError:
        return None
    ids = cast("list[str]", _TARGET_IDS(root)), cast("list[str]", _SOURCE_IDS(root))
    return ids if len(ids[0]) == len(ids[1]) == len(root) // 2 == len(tags) // 3 else None
