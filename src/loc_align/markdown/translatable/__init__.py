"""Finds the translatable text of a document and divides it into segments."""

from loc_align.markdown.translatable.fences import label_span
from loc_align.markdown.translatable.front_matter import keys_of, value_spans
from loc_align.markdown.translatable.ignored import translatable
from loc_align.markdown.translatable.ranges import Cut
from loc_align.markdown.translatable.segments import (
    directive_texts,
    marker_frame,
    running_text,
    segment_spans,
    text_segments,
)

__all__ = [
    "Cut",
    "directive_texts",
    "keys_of",
    "label_span",
    "marker_frame",
    "running_text",
    "segment_spans",
    "text_segments",
    "translatable",
    "value_spans",
]
