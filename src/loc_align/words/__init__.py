"""Which stretches of a document are words to translate, and where they are cut into segments."""

from loc_align.words.front_matter import FRONT_MATTER_KEYS, value_spans
from loc_align.words.ignored import translatable
from loc_align.words.ranges import Cut
from loc_align.words.stretches import directive_texts, segments, spans, stretches

__all__ = [
    "FRONT_MATTER_KEYS",
    "Cut",
    "directive_texts",
    "segments",
    "spans",
    "stretches",
    "translatable",
    "value_spans",
]
