"""The text in markers: titles of admonitions, and labels of tabs."""

from __future__ import annotations

import re

from loc_align.model import Span

_CODE = re.compile(r"(?:import|export)[ \t{*'\"]")
_ELEMENT = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_BRACKETS = r"(?:[^\[\]\\\n]|\\[^\n]|\[[^\[\]\n]*\])+"
_TITLED = "|".join(
    r"""
    admonition attention card caution csv-table danger dropdown error exercise grid-item-card hint important list-table
    note
    p(?:rf|roof):[\w-]+ rubric seealso sidebar tab-item table tip topic warning todo
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
"""The directives of MyST whose argument is text (Docutils, Sphinx, sphinx-design, sphinx-proof)."""

_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:!!!|\?{3}\+?|={3}[+!]{0,2})[^\"\n]*\"([^\n]*)\"[ \t]*(?:\n|\Z)",
        r"/{3,}[ \t]+(?!html\b)[\w-]+[ \t]*\|[ \t]*([^\n]*)",
        rf":{{2,}}[ \t]*[\w-]+\[({_BRACKETS})\]",
        rf"(?:`{{3,}}|~{{3,}}|:{{3,}})[ \t]*\{{(?:{_TITLED})\}}[ \t]+([^\n]*)",
        r"(?:`{3,}|~{3,}|:{3,})[ \t]*\{(?:version(?:added|changed|removed)|deprecated)\}[ \t]+\S+[ \t]+([^\n]*)",
        r":{3,}[ \t]*(?!code-group\b)[\w-]+[ \t]+((?![{\[])[^\n]*?)[ \t]*(?:\{[^{}\n]*\}[ \t]*)?(?:\n|\Z)",
        r"\{\{\#title[ \t]+([^{}\n]*)\}\}",
    )
)
"""The forms of markers, with the title as the group."""


def opening(marker: str) -> str:
    """Return the part of a marker that can have text: of an element with code, its opening; of MDX code, nothing.

    Args:
        marker: the text of the marker.
    """
    if "\n" not in marker:
        return marker
    element = _ELEMENT.match(marker)
    return element[0] if element else "" if _CODE.match(marker) else marker


def title_span(marker: str, start: int) -> Span | None:
    """Return the span of the title of a marker, which is Markdown; ``None`` if it has none.

    Args:
        marker: the text of the marker.
        start: its offset in the document.
    """
    for form in _TITLES:
        found = form.match(marker)
        if found and found[1].strip():
            first = found.start(1) + len(found[1]) - len(found[1].lstrip())
            return Span(start + first, start + first + len(found[1].strip()))
    return None
