"""Documents and what came back from translators: targets to edits to bytes."""

from loc_align.merging.targets import Merged, Refusal, merge

__all__ = ["Merged", "Refusal", "merge"]
