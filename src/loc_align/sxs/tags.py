"""The scan over a document's span tags, damaged ones included; what is not our markup is left as text.

The content between the tags is Markdown, not HTML: it may hold a bare ``<span>`` in a code span, ``gx_<type>_draw`` or
``<https://…>``. So the scan decides which tags are markup of a pair, and only those reach the XML parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from loc_align.model import Span

TagKind = Literal["target", "lookup", "source", "close", "foreign"]

_QUOTE = r"""(?:"|'|&quot;|&\#34;|&\#x22;|&apos;|&\#39;|[“”„«»])*"""
_TAG = re.compile(
    rf"""
    <[ ]?/[ ]?span[ ]?>
  | <[ ]?span(?=[\s/>])\s*
    (?: data-(?P<side>[ts])tu-id\s*=\s*{_QUOTE}(?P<id>[\w.:-]{{1,80}}){_QUOTE}\s*>
      | (?P<lookup>class\s*=\s*{_QUOTE}sxs-lookup{_QUOTE}\s*>)
      | (?P<foreign>[^<>]*>)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRACE = re.compile(r"data-[ts]tu-id|class\s*=\s*(?:&quot;|\W)?sxs-lookup", re.IGNORECASE)


class Tag(Struct, frozen=True, gc=False):
    """A span tag in the text."""

    kind: TagKind
    start: int
    end: int
    id: str = ""
    damaged: bool = False
    """Whether the tag is not written as the form has it, though it could be read."""


def scan(text: str, quoted: Sequence[Span] = ()) -> list[Tag]:
    """All span tags of a text, in order.

    Args:
        text: the document.
        quoted: sorted spans in which no tag counts.
    """
    starts = [span.start for span in quoted]
    return [tag for tag in map(_tag, _TAG.finditer(text)) if tag is not None and not _inside(tag.start, starts, quoted)]


def traces(text: str, tags: Sequence[Tag], quoted: Sequence[Span] = ()) -> Iterator[Span]:
    """Places that look like markup of a pair though no readable tag stands there."""
    known = [Span(tag.start, tag.end) for tag in tags]
    known_starts = [span.start for span in known]
    quoted_starts = [span.start for span in quoted]
    for found in _TRACE.finditer(text):
        at = found.start()
        if not _inside(at, known_starts, known) and not _inside(at, quoted_starts, quoted):
            start = text.rfind("<", max(0, at - 20), at)
            yield Span(start if start >= 0 else at, found.end())


def _tag(found: re.Match[str]) -> Tag | None:
    start, end = found.span()
    raw = found[0]
    if found["side"]:
        side = found["side"].lower()
        exact = raw == f'<span data-{side}tu-id="{found["id"]}">'
        return Tag("target" if side == "t" else "source", start, end, found["id"], not exact)
    if found["lookup"]:
        return Tag("lookup", start, end, damaged=raw != '<span class="sxs-lookup">')
    if found["foreign"]:
        return None if found["foreign"].endswith("/>") or _TRACE.search(raw) else Tag("foreign", start, end)
    return Tag("close", start, end, damaged=raw != "</span>")


def _inside(offset: int, starts: Sequence[int], spans: Sequence[Span]) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < spans[index].end
