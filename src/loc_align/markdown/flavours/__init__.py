"""What makers of documentation sites add to Markdown: one table, and the code that reads it."""

from loc_align.markdown.flavours.flavour import BlockSyntax, Flavour, InlineSyntax
from loc_align.markdown.flavours.heading_ids import explicit_ids
from loc_align.markdown.flavours.protect import check_protect
from loc_align.markdown.flavours.table import DEFAULT, FLAVOURS

__all__ = ["DEFAULT", "FLAVOURS", "BlockSyntax", "Flavour", "InlineSyntax", "check_protect", "explicit_ids"]
