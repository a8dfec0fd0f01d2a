"""Documents and what came back from translators: targets to edits to bytes."""

from loc_align.merge.merge import Merged, Refusal, merge

__all__ = ["Merged", "Refusal", "merge"]
