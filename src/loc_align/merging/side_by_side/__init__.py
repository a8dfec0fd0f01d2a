"""Side-by-side Markdown: writes each source of a :class:`~loc_align.model.Bitext` next to its target."""

from loc_align.merging.side_by_side.writing import Annotated, annotate

__all__ = ["Annotated", "annotate"]
