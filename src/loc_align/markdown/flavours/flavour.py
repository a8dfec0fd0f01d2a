"""The type of a flavour: what a maker of documentation sites adds to Markdown."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from loc_align.model import FrontMatterForm

BlockSyntax = Literal[
    "abbreviations", "admonitions", "attributes", "blocks", "colons", "definitions", "footnotes", "includes", "jsx",
    "mkdocstrings", "prose_fences", "targets", "templates", "toc",
]  # fmt: skip
"""The block constructs that :mod:`.scanner` knows; :mod:`.markers` has their forms."""

InlineSyntax = Literal[
    "addresses", "alerts", "attributes", "citations", "code_elements", "critic", "emoji", "footnotes", "formulas",
    "ids", "jsx", "keys", "references", "roles", "templates", "vue",
]  # fmt: skip
"""The inline constructs that :mod:`loc_align.markdown.inline.masks` knows."""


class Flavour(Struct, frozen=True):
    """What a maker of documentation sites adds to CommonMark with tables."""

    blocks: frozenset[BlockSyntax] = frozenset()
    """Lines that are structure."""
    inline: frozenset[InlineSyntax] = frozenset()
    """Markup inside text."""
    keys: tuple[str, ...] = ("title", "titleSuffix", "description")
    """The front-matter keys whose values are text."""
    front_matter: tuple[FrontMatterForm, ...] = ("yaml",)
    """The languages of its front matter."""
    attributes: frozenset[str] = frozenset(("alt", "alt-text", "title"))
    """The attributes and parameters whose values are text: ``NAME``, ``ELEMENT.NAME``, or ``ELEMENT.1`` for a parameter
    without a name."""
    heading_ids: bool = True
    """Whether a heading can end with its ID."""
    code_elements: frozenset[str] = frozenset()
    """The names of template elements and directives whose content is code."""
    hidden_elements: frozenset[str] = frozenset()
    """The names of template elements whose content readers do not see."""
    markdown_in_tags: bool = False
    """Whether the text between tags is Markdown, and indented text is no code, as in MDX."""
    html_to_its_end: bool = False
    """Whether HTML goes to the end of its element, as in kramdown and Python-Markdown, and not to a blank line."""
    four_column_lists: bool = False
    """Whether what is indented by four columns belongs to a list item, as in Python-Markdown."""

    @property
    def scans(self) -> bool:
        """Whether the flavour has lines that CommonMark does not know."""
        return bool(self.blocks)
