"""Leverage: what a translation memory offers for a source, and how a document is filled from it."""

from loc_align.memory.match.keys import context_key, hash64, key_of, key_text, storable
from loc_align.memory.match.languages import closeness
from loc_align.memory.match.offers import Entry, Wanted, best, offer, wanted
from loc_align.memory.match.pretranslation import Lookup, pretranslate

__all__ = [
    "Entry",
    "Lookup",
    "Wanted",
    "best",
    "closeness",
    "context_key",
    "hash64",
    "key_of",
    "key_text",
    "offer",
    "pretranslate",
    "storable",
    "wanted",
]
