r"""Pairs in the front matter.

In files from mid-2017, the values of ``title``, ``description``, and ``keywords`` contain pairs. In plain scalars, the
markup is the same as in Markdown. In quoted scalars, quotation marks are escaped as ``\"``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from loc_align.markdown.front_matter import read_front_matter
from loc_align.markdown.scalars import value_edits
from loc_align.model import Defect, Document, Edit, FrontMatter, Segment, Span, SxsPair
from loc_align.sxs.extraction import Extraction, extract_tag_by_tag
from loc_align.text import apply_edits

_MARKUP = re.compile(r"span|tu-id", re.IGNORECASE)
_ENTRY = re.compile(r"^[ \t]*(?:-[ \t]|\#|(?:[\w.-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*:(?:[ \t]|$))", re.MULTILINE)


def extract_values(text: str, front_matter: FrontMatter) -> Extraction:
    """Extract the pairs in the front matter. A pair is never in more than one entry.

    Args:
        text: the text of the document.
        front_matter: its front matter.
    """
    pairs: list[SxsPair] = []
    defects: list[Defect] = []
    for entry in _entries(text, front_matter.span):
        raw = entry.of(text)
        if _MARKUP.search(raw):
            found = extract_tag_by_tag(raw, escaped=True)
            pairs += (_moved_pair(pair, entry.start) for pair in found.pairs)
            defects += (replace(defect, span=_moved(defect.span, entry.start)) for defect in found.defects)
    return Extraction(tuple(pairs), tuple(defects))


def _entries(text: str, span: Span) -> Iterator[Span]:
    starts = [found.start() for found in _ENTRY.finditer(text, span.start, span.end)]
    return (Span(start, end) for start, end in pairwise([span.start, *starts, span.end]))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved_pair(pair: SxsPair, by: int) -> SxsPair:
    target, source = (Segment(_moved(side.span, by), side.text) for side in (pair.target, pair.source))
    return replace(pair, span=_moved(pair.span, by), target=target, source=source)


def with_target_values(text: str, front_matter: FrontMatter, pairs: Sequence[SxsPair]) -> FrontMatter:
    """Return the front matter with each pair in its values replaced by the target.

    Args:
        text: the text of the document.
        front_matter: its front matter.
        pairs: the pairs in the front matter.
    """
    edits = value_edits(text, front_matter.span, [Edit(pair.span, pair.target.text) for pair in pairs])
    changed, _ = read_front_matter(apply_edits(front_matter.span.of(text), edits))
    return replace(front_matter, values=changed.values) if changed else front_matter


def count_values(document: Document) -> int:
    """Return the number of pairs in the front matter. They are the first pairs of the document."""
    start = document.front_matter.span.end if document.front_matter else 0
    return bisect_left(document.pairs, start, key=lambda pair: pair.span.start)
