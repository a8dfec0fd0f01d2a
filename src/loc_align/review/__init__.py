"""Alignment review: writes an alignment as a page or a table, and reads the corrections that the page saves."""

from loc_align.review.corrections import Correction, Link, Located, Quote, locate, read_corrections
from loc_align.review.forms import REVIEWS, Review, review_form, review_page, review_table

__all__ = [
    "REVIEWS",
    "Correction",
    "Link",
    "Located",
    "Quote",
    "Review",
    "locate",
    "read_corrections",
    "review_form",
    "review_page",
    "review_table",
]
