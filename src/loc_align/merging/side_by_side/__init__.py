"""A :class:`~loc_align.model.Bitext` to side-by-side Markdown: the target document, its sources beside its targets."""

from loc_align.merging.side_by_side.writing import Annotated, annotate

__all__ = ["Annotated", "annotate"]
