"""Render pages with Sphinx and MyST-Parser, each in a project of its own, so that labels don't meet.

Reads a JSON list of pages from standard input, and writes a JSON list of HTML. A page with an error becomes `<error>`.
"""

import json
import sys
import tempfile
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

SETTINGS = {
    "extensions": ["myst_parser"],
    "master_doc": "page",
    "myst_enable_extensions": [
        "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "substitution", "tasklist",
    ],
    "highlight_language": "none",
}  # fmt: skip


def rendered(page: str, folder: Path) -> str:
    """Return the HTML of the body of a page."""
    source, built = folder / "source", folder / "built"
    source.mkdir()
    (source / "page.md").write_text(page, encoding="utf-8")
    try:
        Sphinx(source, None, built, folder / "trees", "json", SETTINGS, status=None, warning=None).build()
    except SphinxError:
        return "<error>"
    return json.loads((built / "page.fjson").read_text(encoding="utf-8"))["body"]


made = []
for text in json.load(sys.stdin):
    with tempfile.TemporaryDirectory() as name:
        made.append(rendered(text, Path(name)))
json.dump(made, sys.stdout)
