"""What makers of documentation sites add to Markdown: one table, and the code that reads it."""

from loc_align.markdown.flavours.configured import READING_KEYS, Reading, check_flavour, reading_of
from loc_align.markdown.flavours.flavour import BlockSyntax, Flavour, InlineSyntax
from loc_align.markdown.flavours.heading_ids import explicit_ids
from loc_align.markdown.flavours.table import DEFAULT, FLAVOURS

__all__ = [
    "DEFAULT",
    "FLAVOURS",
    "READING_KEYS",
    "BlockSyntax",
    "Flavour",
    "InlineSyntax",
    "Reading",
    "check_flavour",
    "explicit_ids",
    "reading_of",
]
