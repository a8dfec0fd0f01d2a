"""Locale packs: what the rules know about a language, as data. Each language has one file."""

from loc_align.checks.packs.pack import PACKS, Pack, Pattern, pack_of

__all__ = ["PACKS", "Pack", "Pattern", "pack_of"]
