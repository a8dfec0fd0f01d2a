"""Merging: writes the targets that translators return into their documents."""

from loc_align.merging.targets import Merged, Refusal, merge

__all__ = ["Merged", "Refusal", "merge"]
