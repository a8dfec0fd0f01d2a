"""Coverage: the translatable strings of a side-by-side document that have no pair."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from loc_align.errors import expect
from loc_align.model import Document, Span
from loc_align.sxs.values import count_values

TRANSLATABLE_KEYS = ("title", "description", "titleSuffix")
"""The front-matter keys whose values readers see."""

_FIRST_NUMBER = 101
_NUMBER = re.compile(r"-p?(\d{1,9})$")
_ALT = re.compile(r"!\[([^\[\]\n]++)\](?=[(\[])|\balt-text=\"([^\"\n]+)\"|\balt=\"([^\"\n]+)\"")


class Coverage(Struct, frozen=True, gc=False):
    """The translatable strings of a side-by-side document with and without a pair."""

    pairs: int
    numbers: int
    """The numbers from the first one that an ID can have to the highest one in the document."""
    missing: int
    """The numbers among them that no ID has: strings that were sent for translation but have no pair."""
    front_matter: tuple[str, ...]
    """The front-matter keys with translatable values that have no pair."""
    image_alts: tuple[Span, ...]
    """The spans of alternative texts outside pairs."""


def coverage(document: Document) -> Coverage:
    """Return which translatable strings of a side-by-side document have no pair.

    The numbers in the IDs of a file count all its translatable strings, including those without a pair (front-matter
    values and alternative texts). So the gaps give the number of such strings.

    Args:
        document: a document, as :func:`~loc_align.read` returns it.
    """
    expect(document, Document)
    found = [_NUMBER.search(pair.target_id) for pair in document.pairs]
    seen = {int(number[1]) for number in found if number}
    first = min([_FIRST_NUMBER, *seen])
    numbers = max(seen) - first + 1 if seen else 0
    return Coverage(
        len(document.pairs), numbers, numbers - len(seen), _front_matter_keys(document), _image_alts(document)
    )


def _front_matter_keys(document: Document) -> tuple[str, ...]:
    values = document.metadata
    keys = [key for key in TRANSLATABLE_KEYS if isinstance(values.get(key), str) and values[key].strip()]
    pairs = document.pairs[: count_values(document)]
    lines = [document.text[document.text.rfind("\n", 0, pair.span.start) + 1 : pair.span.start] for pair in pairs]
    return tuple(key for key in keys if not any(line.startswith(f"{key}:") for line in lines))


def _image_alts(document: Document) -> tuple[Span, ...]:
    start = document.front_matter.span.end if document.front_matter else 0
    elsewhere = [pair.span for pair in document.pairs]
    elsewhere += [block.span for block in document.blocks if block.kind == "code"]
    elsewhere.sort(key=lambda span: span.start)
    starts = [span.start for span in elsewhere]
    spans = (
        Span(*found.span(found.lastindex or 0))
        for found in _ALT.finditer(document.text, start)
        if found[1] is None or not found[1].isspace()
    )
    return tuple(span for span in spans if not _inside(span.start, starts, elsewhere))


def _inside(offset: int, starts: Sequence[int], spans: Sequence[Span]) -> bool:
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < spans[at].end
