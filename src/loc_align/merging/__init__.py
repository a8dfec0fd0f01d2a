"""Merging: writes the targets that translators return into their documents."""

from loc_align.merging.results import Merged, Refusal
from loc_align.merging.returning import merge

__all__ = ["Merged", "Refusal", "merge"]
