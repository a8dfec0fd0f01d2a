"""A document in one language to :class:`~loc_align.model.Bitext`: its words as sources, the targets to be written."""

from loc_align.extract.extract import extract
from loc_align.words import FRONT_MATTER_KEYS

__all__ = ["FRONT_MATTER_KEYS", "extract"]
