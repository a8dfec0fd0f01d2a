"""An alignment to look through: a page or a table of it, and the corrections that come back."""

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
