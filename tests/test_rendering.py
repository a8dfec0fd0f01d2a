"""Pages of MkDocs, rendered before and after a translation, have the same structure.

Python-Markdown with PyMdown Extensions, which MkDocs uses, is the judge.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.merging import merge
from round_trip import back, exported, translated

markdown = pytest.importorskip("markdown", reason="Python-Markdown renders pages as MkDocs does")
pytest.importorskip("pymdownx", reason="PyMdown Extensions render pages as Material for MkDocs does")

_FOLDER = Path(__file__).parent / "fixtures"
_PAGES = [_FOLDER / "flavours" / "mkdocs.md", *sorted((_FOLDER / "mkdocs").glob("*.md"))]
_EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *(f"pymdownx.blocks.{name}" for name in ("admonition", "details", "tab")),
    *(
        f"pymdownx.{name}"
        for name in ("critic", "details", "keys", "mark", "snippets", "superfences", "tabbed", "tilde")
    ),
]
_OPTIONS = {"pymdownx.snippets": {"check_paths": False}, "pymdownx.tabbed": {"alternate_style": True}}
_ACCENTS = str.maketrans("aeouAEOU", "áéóúÁÉÓÚ")


class _Skeleton(HTMLParser):
    """The tags, classes, targets, and code of a page, and where it has text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.items: list[object] = []
        self._code = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.items.append((tag, *(item for item in attrs if item[0] in {"class", "href", "src"})))
        self._code += tag in {"code", "pre", "kbd"}

    def handle_endtag(self, tag: str) -> None:
        self.items.append(tag)
        self._code -= tag in {"code", "pre", "kbd"}

    def handle_data(self, data: str) -> None:
        self.items.append(data if self._code else bool(data.strip()))


def _rendered(text: str) -> list[object]:
    return _Skeleton(markdown.markdown(text, extensions=_EXTENSIONS, extension_configs=_OPTIONS)).items


@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.name)
def test_a_translated_page_has_the_structure_of_its_source(path: Path) -> None:
    document = parse(path.read_bytes(), path.name, "mkdocs")
    returned = back(translated(exported(extract(document), "xliff2"), lambda text: text.translate(_ACCENTS)))
    merged = merge(document, returned)
    assert merged.refusals == ()
    assert merged.written == len(returned)
    assert _rendered(merged.data.decode()) == _rendered(document.text)
