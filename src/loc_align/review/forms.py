"""The output formats of a review, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType

from msgspec import Struct

from loc_align.errors import UsageError
from loc_align.model import Bitext
from loc_align.review.corrections import Correction
from loc_align.review.page import page_body, page_head, page_tail
from loc_align.review.table import table_body, table_head


class Review(Struct, frozen=True):
    """An output format. A file consists of ``head``, the bodies joined by ``separator``, and ``tail``."""

    head: Callable[[], bytes]
    body: Callable[[Bitext], bytes]
    separator: bytes
    tail: Callable[[Iterable[Correction]], bytes]
    """Takes the corrections that are already applied; returns the end of the file."""


REVIEWS: Mapping[str, Review] = MappingProxyType(
    {
        ".html": Review(page_head, page_body, b",\n", page_tail),
        ".tsv": Review(table_head, table_body, b"", lambda _: b""),
    }
)
"""The output formats, by the suffix of their files."""


def review_form(path: str) -> Review:
    """Return the output format for the suffix of a file.

    Raises:
        UsageError: no output format has the suffix.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in REVIEWS:
        message = f"{path}: the format of a review follows from the suffix; use {' or '.join(REVIEWS)}"
        raise UsageError(message)
    return REVIEWS[suffix]


def review_page(bitexts: Iterable[Bitext], corrections: Iterable[Correction] = ()) -> Iterator[bytes]:
    """Write an HTML page that shows beads side by side, in document order, with their confidence and its reasons.

    The page loads nothing and runs only its own script, which its content security policy names by a hash. The text
    of the documents is data, which the script shows as text.

    Args:
        bitexts: the alignments, one for each document.
        corrections: the corrections that are already applied. The page saves them together with new ones.

    Yields:
        The bytes of the page, in pieces.
    """
    return _written(REVIEWS[".html"], bitexts, corrections)


def review_table(bitexts: Iterable[Bitext]) -> Iterator[bytes]:
    """Write beads as tab-separated values for a spreadsheet, one in each row, in UTF-8 with a byte order mark.

    Args:
        bitexts: the alignments, one for each document.

    Yields:
        The bytes of the file, in pieces.
    """
    return _written(REVIEWS[".tsv"], bitexts, ())


def _written(form: Review, bitexts: Iterable[Bitext], corrections: Iterable[Correction]) -> Iterator[bytes]:
    yield form.head()
    separator = b""
    for bitext in bitexts:
        yield separator + form.body(bitext)
        separator = form.separator
    yield form.tail(corrections)
