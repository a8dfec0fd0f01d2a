"""A :class:`~loc_align.model.Bitext` to side-by-side Markdown: the target document, its sources beside its targets."""

from loc_align.annotate.annotate import Annotated, annotate

__all__ = ["Annotated", "annotate"]
