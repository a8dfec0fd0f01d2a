"""Documents to :class:`~loc_align.model.Bitext`: which source segment belongs to which target segment."""

from loc_align.align.by_id import align
from loc_align.align.coverage import TRANSLATABLE_KEYS, coverage
from loc_align.align.metadata import canonical_lang, provenance
from loc_align.align.sections import sections

__all__ = ["TRANSLATABLE_KEYS", "align", "canonical_lang", "coverage", "provenance", "sections"]
