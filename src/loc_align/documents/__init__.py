"""Documents: parses bytes into a :class:`~loc_align.model.Document` with front matter, blocks, pairs, and defects."""

from loc_align.documents.defects import DEFECTS
from loc_align.documents.headings import sections
from loc_align.documents.metadata import canonical_lang, provenance
from loc_align.documents.parsing import parse, parse_again, parse_head
from loc_align.documents.reading import is_side_by_side

__all__ = [
    "DEFECTS",
    "canonical_lang",
    "is_side_by_side",
    "parse",
    "parse_again",
    "parse_head",
    "provenance",
    "sections",
]
