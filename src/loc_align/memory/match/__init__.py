"""Leverage: scores the entries of a translation memory for a source, and fills documents from memories."""

from loc_align.memory.match.keys import context_key, hash64, key_of, key_text, storable
from loc_align.memory.match.languages import closeness
from loc_align.memory.match.pretranslation import Lookup, pretranslate
from loc_align.memory.match.scoring import Entry, Query, best, make_query, score_entry

__all__ = [
    "Entry",
    "Lookup",
    "Query",
    "best",
    "closeness",
    "context_key",
    "hash64",
    "key_of",
    "key_text",
    "make_query",
    "pretranslate",
    "score_entry",
    "storable",
]
