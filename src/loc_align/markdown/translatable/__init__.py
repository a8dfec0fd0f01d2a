"""Finds the translatable text of a document and divides it into segments."""

from loc_align.markdown.translatable.definitions import definition_titles
from loc_align.markdown.translatable.fences import label_span, opens_group
from loc_align.markdown.translatable.front_matter import keys_of, value_spans
from loc_align.markdown.translatable.ignored import translatable
from loc_align.markdown.translatable.ranges import Cut
from loc_align.markdown.translatable.segments import (
    directive_texts,
    marker_frame,
    markup_segments,
    running_text,
    segment_spans,
    text_segments,
)

__all__ = [
    "Cut",
    "definition_titles",
    "directive_texts",
    "keys_of",
    "label_span",
    "marker_frame",
    "markup_segments",
    "opens_group",
    "running_text",
    "segment_spans",
    "text_segments",
    "translatable",
    "value_spans",
]
