"""The fast path for an undamaged document, which is a row of well-formed pairs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import cast

from lxml import etree

from loc_align.model import Segment, Span, SxsPair
from loc_align.text.patterns import possessive

_SPAN_TAG = r"</?span(?=[\s>/])[^<>]*+>"
_CONTENT = "[^<]*+" + possessive(rf"(?!{_SPAN_TAG})<[^<]*+")
_TAG = r"<span(?=[\s/])[^<>]*+>"
_LOOKUP = '</span><span class="sxs-lookup">'
_CLOSE = "</span></span>"
_PAIR = re.compile(f"({_TAG})({_CONTENT}){_LOOKUP}({_TAG})({_CONTENT}){_CLOSE}")
_PARTS = 5
"""The number of parts of a pair: the text before it, and then its opening tags and its two sides alternately."""

_FOREIGN = re.compile(_SPAN_TAG)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False)
_TARGET_IDS = etree.XPath("/tags/targets/span/@data-ttu-id", smart_strings=False)
_SOURCE_IDS = etree.XPath("/tags/sources/span/@data-stu-id", smart_strings=False)


def read_row(text: str, start: int) -> tuple[SxsPair, ...] | None:
    """Return the pairs of a text if every span tag belongs to a well-formed pair; otherwise ``None``.

    Args:
        text: the text of the document.
        start: the offset of the body, after the front matter.
    """
    parts = _PAIR.split(text[start:] if start else text)
    if _has_tags(parts[::_PARTS]):
        return None
    ids = _ids(parts[1::_PARTS], parts[3::_PARTS])
    if ids is None or text[start:].lower().count("tu-id") != 2 * len(ids[0]):
        return None
    lengths = [*map(len, parts)]
    lengths[3::_PARTS] = [length + len(_LOOKUP) for length in lengths[3::_PARTS]]
    lengths[5::_PARTS] = [length + len(_CLOSE) for length in lengths[5::_PARTS]]
    ends = [*accumulate(lengths, initial=start)]
    source_ends = ends[5::_PARTS]
    targets = map(Segment, map(Span, ends[2::_PARTS], ends[3::_PARTS]), parts[2::_PARTS])
    sources = map(Segment, map(Span, ends[4::_PARTS], source_ends), parts[4::_PARTS])
    spans = map(Span, ends[1::_PARTS], [end + len(_CLOSE) for end in source_ends])
    return tuple(map(SxsPair, spans, *ids, targets, sources))


def _has_tags(gaps: Sequence[str]) -> bool:
    """Return whether there is a span tag between the pairs."""
    return "span" in "".join(gaps) and any(map(_FOREIGN.search, gaps))


def _ids(targets: Sequence[str], sources: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Return the IDs that lxml reads in the opening tags of each side, if every tag is undamaged and has one."""
    close = "</span>"
    row, other = close.join([*targets, ""]), close.join([*sources, ""])
    try:
        root = etree.fromstring(f"<tags><targets>{row}</targets><sources>{other}</sources></tags>", _PARSER)
    except etree.XMLSyntaxError:
        return None
    ids = cast("list[str]", _TARGET_IDS(root)), cast("list[str]", _SOURCE_IDS(root))
    return ids if len(ids[0]) == len(ids[1]) == len(targets) else None
