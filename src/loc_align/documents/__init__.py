"""Documents: parses bytes into a :class:`~loc_align.model.Document` with front matter, blocks, pairs, and defects."""

from loc_align.documents.defects import DEFECTS
from loc_align.documents.headings import sections
from loc_align.documents.metadata import canonical_lang, provenance
from loc_align.documents.parsing import parse

__all__ = ["DEFECTS", "canonical_lang", "parse", "provenance", "sections"]
