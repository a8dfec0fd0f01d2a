"""The forms of a review, and the table of them all."""

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
    """A form of review; a file is ``head``, the bodies joined by ``separator``, and ``tail``."""

    head: Callable[[], bytes]
    body: Callable[[Bitext], bytes]
    separator: bytes
    tail: Callable[[Iterable[Correction]], bytes]
    """From the corrections that were obeyed already to the end of the file."""


REVIEWS: Mapping[str, Review] = MappingProxyType(
    {
        ".html": Review(page_head, page_body, b",\n", page_tail),
        ".tsv": Review(table_head, table_body, b"", lambda _: b""),
    }
)
"""Every form, by the suffix of its files."""


def review_form(path: str) -> Review:
    """The form that a file's suffix stands for.

    Raises:
        UsageError: the suffix stands for none.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in REVIEWS:
        message = f"{path}: a review is written to a name that ends with {' or '.join(REVIEWS)}"
        raise UsageError(message)
    return REVIEWS[suffix]


def review_page(bitexts: Iterable[Bitext], corrections: Iterable[Correction] = ()) -> Iterator[bytes]:
    """Write a page that shows beads side by side, in document order, with their confidence and what that rests on.

    The page runs only its own script, which the policy in its head names by its hash, and loads nothing. All text of
    the documents is data that the script shows as text.

    Args:
        bitexts: the documents, one after the other.
        corrections: those that were obeyed already; the page saves them together with new ones.

    Yields:
        The bytes of the page, piece by piece.
    """
    return _written(REVIEWS[".html"], bitexts, corrections)


def review_table(bitexts: Iterable[Bitext]) -> Iterator[bytes]:
    """Write beads as tab-separated values for a spreadsheet, one a row: UTF-8 with a byte order mark.

    Args:
        bitexts: the documents, one after the other.

    Yields:
        The bytes of the file, piece by piece.
    """
    return _written(REVIEWS[".tsv"], bitexts, ())


def _written(form: Review, bitexts: Iterable[Bitext], corrections: Iterable[Correction]) -> Iterator[bytes]:
    yield form.head()
    separator = b""
    for bitext in bitexts:
        yield separator + form.body(bitext)
        separator = form.separator
    yield form.tail(corrections)
