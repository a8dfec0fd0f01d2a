"""The flavours, one entry for each maker of documentation sites."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from loc_align.markdown.flavours.flavour import BlockSyntax, Flavour, InlineSyntax
from loc_align.markdown.flavours.names import CODE_ELEMENTS, TEXT_ATTRIBUTES

_SHARED: frozenset[BlockSyntax] = frozenset(("attributes", "footnotes", "toc"))
_TEXT: frozenset[InlineSyntax] = frozenset(("addresses", "attributes", "code_elements", "emoji", "footnotes", "ids"))

GFM = Flavour(
    blocks=_SHARED
    | {
        "abbreviations",
        "admonitions",
        "blocks",
        "colons",
        "definitions",
        "includes",
        "prose_fences",
        "targets",
        "templates",
    },
    inline=_TEXT | {"alerts", "citations", "keys", "roles", "templates", "vue"},
    keys=("title", "titleSuffix", "subtitle", "description", "abstract"),
    front_matter=("yaml", "toml"),
    attributes=TEXT_ATTRIBUTES,
    code_elements=CODE_ELEMENTS,
    hidden_elements=frozenset(("comment",)),
)
"""For a document of an unknown maker: what no reader would take for prose, whoever made it."""

_MDX = replace(
    GFM,
    blocks=_SHARED | {"colons", "jsx", "prose_fences"},
    inline=_TEXT | {"jsx"},
    markdown_in_tags=True,
)

FLAVOURS: Mapping[str, Flavour] = MappingProxyType(
    {
        "commonmark": Flavour(heading_ids=False),
        "gfm": GFM,
        "docfx": Flavour(heading_ids=False),
        "mkdocs": replace(
            GFM,
            blocks=_SHARED
            | {"abbreviations", "admonitions", "blocks", "definitions", "includes", "mkdocstrings", "prose_fences",
            "templates"},
            inline=_TEXT | {"critic", "formulas", "keys", "references", "templates"},
            keys=("title", "subtitle", "description", "summary"),
            html_to_its_end=True,
            four_column_lists=True,
        ),
        "docusaurus": replace(
            _MDX,
            keys=("title", "description", "sidebar_label", "pagination_label", "title_meta", "keywords"),
        ),
        "vitepress": replace(
            GFM,
            blocks=_SHARED | {"colons", "includes", "templates"},
            inline=_TEXT | {"templates", "vue"},
            keys=(
                "title", "titleTemplate", "description", "hero.name", "hero.text", "hero.tagline", "hero.image.alt",
                "hero.actions.text", "features.title", "features.details", "features.linkText", "features.icon.alt",
                "prev", "prev.text", "next", "next.text",
            ),
        ),
        "starlight": replace(
            _MDX,
            blocks=_SHARED | {"colons", "jsx", "prose_fences", "templates"},
            inline=_TEXT | {"jsx", "templates"},
            keys=(
                "title", "description", "banner.content", "sidebar.label", "sidebar.badge", "sidebar.badge.text",
                "prev", "prev.label", "next", "next.label", "hero.title", "hero.tagline", "hero.image.alt",
                "hero.actions.text",
            ),
        ),
        "hugo": replace(
            GFM,
            blocks=_SHARED | {"definitions", "templates"},
            inline=_TEXT | {"alerts", "templates"},
            front_matter=("yaml", "toml", "json"),
            keys=(
                "title", "linkTitle", "description", "summary", "keywords", "resources.title", "menu.*.name",
                "menus.*.name",
            ),
        ),
        "jekyll": replace(
            GFM,
            blocks=_SHARED | {"abbreviations", "definitions", "templates"},
            inline=_TEXT | {"templates"},
            keys=("title", "description", "excerpt", "note"),
            html_to_its_end=True,
        ),
        "mdbook": replace(
            GFM,
            blocks=_SHARED | {"definitions", "prose_fences", "templates"},
            inline=_TEXT | {"formulas", "references", "templates"},
        ),
        "myst": replace(
            GFM,
            blocks=_SHARED | {"colons", "definitions", "prose_fences", "targets", "templates"},
            inline=_TEXT | {"formulas", "roles", "templates"},
            keys=(
                "title", "subtitle", "description", "abstract", "keywords", "substitutions.*", "myst.substitutions.*",
                "myst.html_meta.*",
            ),
        ),
    }
)  # fmt: skip
"""The flavours by name. ``docfx`` has its own constructs in :mod:`loc_align.markdown.leaves` and
:mod:`loc_align.markdown.inline.patterns`, which all flavours share."""

DEFAULT = "gfm"
"""The flavour of a document that nothing else is known about."""
