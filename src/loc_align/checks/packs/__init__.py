"""Locale packs: what rules have to know of a language, as data, one file a language."""

from loc_align.checks.packs.pack import PACKS, Pack, Pattern, pack_of

__all__ = ["PACKS", "Pack", "Pattern", "pack_of"]
