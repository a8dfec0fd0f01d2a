"""Finds the span tags of a document, including damaged ones. Everything else is text.

The content between the tags is Markdown, not HTML. It can contain a bare ``<span>`` in a code span, ``gx_<type>_draw``,
or ``<https://…>``. So this module decides which tags are markup of a pair, and only those are given to the XML parser.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Literal

from msgspec import Struct

from loc_align.model import Span

TagKind = Literal["target", "lookup", "source", "close", "foreign"]

_KINDS: tuple[TagKind, ...] = ("target", "lookup", "source", "close", "foreign")
_OPENING = frozenset({"target", "lookup", "source"})
_QUOTE = r"""(?:\\?"|'|&quot;|&\#34;|&\#x22;|&apos;|&\#39;|[“”„«»])*"""
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
ID_ATTRIBUTE = re.compile(
    r"""
    data-[ts]tu-id
    (?: \s*=\s* (?:\\?"|'|&quot;|&\#34;|&\#x22;|&apos;|&\#39;|[“”„«»])*
        ((?:(?!data-[ts]tu-id)[\w.:-]){1,80})
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The attribute with the ID of a side, in any quotation marks; group 1 is the ID, if it can be read."""
_TRACE = re.compile(r"data-[ts]tu-id|class\s*=\s*(?:&quot;|\W)?sxs-lookup", re.IGNORECASE)


class Tag(Struct, frozen=True, gc=False):
    """A span tag in the text."""

    kind: TagKind
    start: int
    end: int
    id: str = ""
    damaged: bool = False
    """Whether the tag is readable, but not exactly as in the format."""


class Tags:
    """The span tags of a text, in document order.

    A damaged file can contain millions of tags. So each tag is stored in a few bytes, and a :class:`Tag` is created on
    access.
    """

    __slots__ = ("_damaged", "_ends", "_ids", "_kinds", "_starts")

    def __init__(self, tags: Iterable[Tag]) -> None:
        """Store the tags of a text, which must be in document order."""
        self._kinds = bytearray()
        self._damaged = bytearray()
        self._starts = array("I")
        self._ends = array("I")
        self._ids: dict[int, str] = {}
        for tag in tags:
            if tag.id:
                self._ids[len(self._kinds)] = tag.id
            self._kinds.append(_KINDS.index(tag.kind))
            self._damaged.append(tag.damaged)
            self._starts.append(tag.start)
            self._ends.append(tag.end)

    def __len__(self) -> int:
        """Return the number of tags."""
        return len(self._kinds)

    def __getitem__(self, at: int) -> Tag:
        """Return the tag at an index."""
        kind = _KINDS[self._kinds[at]]
        return Tag(kind, self._starts[at], self._ends[at], self._ids.get(at, ""), bool(self._damaged[at]))

    def between(self, first: int, last: int) -> Iterator[Tag]:
        """Yield the tags from one index up to, but not including, another."""
        return map(self.__getitem__, range(first, last))

    def openings(self) -> Iterator[int]:
        """Yield the indexes of the opening tags of pairs."""
        return (at for at, kind in enumerate(self._kinds) if _KINDS[kind] in _OPENING)

    def cover(self, offset: int) -> bool:
        """Return whether an offset of the text is inside a tag."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


def scan(text: str, quoted: Sequence[Span] = (), *, escaped: bool = False) -> Tags:
    """Return the span tags of a text.

    Args:
        text: the text of the document.
        quoted: sorted spans in which tags are text.
        escaped: whether a backslash before a quotation mark is no damage, as in YAML.
    """
    read = partial(_tag, escaped=escaped)
    found = (tag for tag in map(read, _TAG.finditer(text)) if tag is not None)
    if not quoted:
        return Tags(found)
    starts = [span.start for span in quoted]
    return Tags(tag for tag in found if not _inside(tag.start, starts, quoted))


def traces(text: str, tags: Tags, quoted: Sequence[Span] = ()) -> Iterator[Span]:
    """Yield spans that look like markup of a pair, but contain no readable tag."""
    quoted_starts = [span.start for span in quoted]
    for found in _TRACE.finditer(text):
        at = found.start()
        if not tags.cover(at) and not _inside(at, quoted_starts, quoted):
            start = text.rfind("<", max(0, at - 20), at)
            yield Span(start if start >= 0 else at, found.end())


def _tag(found: re.Match[str], *, escaped: bool) -> Tag | None:
    start, end = found.span()
    raw = found[0].replace('\\"', '"') if escaped else found[0]
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
