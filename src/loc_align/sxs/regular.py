"""The fast path for an undamaged document, which is a row of well-formed pairs."""

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
"""The number of parts of a pair: the text before it, and then its tags and its two sides alternately."""


def read_row(text: str, start: int) -> tuple[SxsPair, ...] | None:
    """Return the pairs of a text if every span tag belongs to a well-formed pair; otherwise ``None``.

    Args:
        text: the text of the document.
        start: the offset of the body, after the front matter.
    """
    parts = _PAIR.split(text[start:] if start else text)
    if _has_tags(parts[::_PARTS]):
        return None
    ids = _ids(parts[1::2])
    if ids is None or text.count("tu-id", start) != 2 * len(ids[0]):
        return None
    ends = [*accumulate(map(len, parts), initial=start)]
    targets = map(Segment, map(Span, ends[2::_PARTS], ends[3::_PARTS]), parts[2::_PARTS])
    sources = map(Segment, map(Span, ends[4::_PARTS], ends[5::_PARTS]), parts[4::_PARTS])
    spans = map(Span, ends[1::_PARTS], ends[6::_PARTS])
    return tuple(map(SxsPair, spans, *ids, targets, sources))


def _has_tags(gaps: Sequence[str]) -> bool:
    """Return whether there is a span tag between the pairs."""
    return "span" in "".join(gaps) and any(map(_FOREIGN.search, gaps))


def _ids(tags: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Return the IDs of the targets and the sources if the tree of the tags is a row of undamaged pairs."""
    try:
        root = etree.fromstring(f"<pairs>{''.join(tags)}</pairs>", _PARSER)
    except etree.XMLSyntaxError:
        return None
    ids = cast("list[str]", _TARGET_IDS(root)), cast("list[str]", _SOURCE_IDS(root))
    return ids if len(ids[0]) == len(ids[1]) == len(root) // 2 == len(tags) // 3 else None
