"""The values that fields of the model can have."""

from __future__ import annotations

from typing import Literal

BlockKind = Literal[
    "front_matter", "heading", "paragraph", "list_item", "quote", "table_cell", "html", "code", "directive",
    "thematic_break", "attribute",
]  # fmt: skip
"""The kind of a leaf block. A paragraph in a list item is a ``list_item``; a paragraph in a quote is a ``quote``.

Only units have the kind ``attribute``: text inside markup, such as the title of a link."""

FrontMatterForm = Literal["yaml", "toml", "json"]
"""The language of front matter: YAML between ``---``, TOML between ``+++``, or a JSON object."""

CodeKind = Literal["open", "close", "standalone"]
"""Whether an inline code opens a pair, closes a pair, or has no partner."""

CodeType = Literal[
    "code", "strong", "emphasis", "strikethrough", "link", "image", "autolink", "xref", "html", "escape",
    "entity", "math", "directive", "break",
]  # fmt: skip
"""The type of an inline code, with the name in CommonMark if there is one."""

Origin = Literal["id", "content"]
"""How the two sides of a unit were aligned: by the IDs in the document, or by content."""

State = Literal["initial", "translated", "reviewed", "final"]
"""The translation state of a target, with the values of XLIFF 2.1 (4.3.1.29)."""

MatchKind = Literal["in-context", "exact", "fuzzy"]
"""How the source in a translation memory matches: in context (ICE), exactly, or approximately (fuzzy)."""

Severity = Literal["error", "warning", "info", "off"]
"""The severity of a problem. A rule with the severity ``off`` runs only if it is selected."""

TranslationType = Literal["HT", "MT"]
"""Human (``HT``) or machine (``MT``) translation, as in the front-matter key ``ms.translationtype``."""
