"""Render pages with Python-Markdown and PyMdown Extensions, as Material for MkDocs recommends.

Reads a JSON list of pages from standard input, and writes a JSON list of HTML.
"""

import json
import sys

import markdown

EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *(
        f"pymdownx.{name}"
        for name in (
            "arithmatex", "betterem", "blocks.admonition", "blocks.details", "blocks.tab", "caret", "critic", "details",
            "inlinehilite", "keys", "mark", "snippets", "superfences", "tabbed", "tasklist", "tilde",
        )
    ),
)  # fmt: skip
OPTIONS = {"pymdownx.snippets": {"check_paths": False}, "pymdownx.tabbed": {"alternate_style": True}}

json.dump(
    [markdown.markdown(page, extensions=list(EXTENSIONS), extension_configs=OPTIONS) for page in json.load(sys.stdin)],
    sys.stdout,
)
