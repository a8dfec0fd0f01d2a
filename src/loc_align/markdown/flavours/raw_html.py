"""The HTML elements that are open at a line, where a maker reads HTML up to the end of its element.

In CommonMark, a blank line ends most HTML, and indented text after it is code. In kramdown and Python-Markdown, it is
text of the element, unless the element has the attribute ``markdown``.
"""

from __future__ import annotations

import re

_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]"
    r"|header|li|main|nav|ol|p|section|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s/>])(?P<attributes>[^<>]*)>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"\smarkdown(?:=|\s|/|\Z)", re.IGNORECASE)


class RawHtml:
    """The open elements. An element without an end in the text is not open."""

    def __init__(self, text: str) -> None:
        """Start at the beginning of a text."""
        self._last = {found["name"].lower(): found.start() for found in _TAG.finditer(text) if found["closing"]}
        self._open: list[tuple[str, bool]] = []

    def enter(self, line: str, start: int) -> None:
        """Open and close what starts and ends in a line.

        Args:
            line: the line.
            start: its offset in the text.
        """
        if not self._last:
            return
        for found in _TAG.finditer(line):
            name = found["name"].lower()
            if not found["closing"]:
                if start + found.end() <= self._last.get(name, -1) and not found["attributes"].endswith("/"):
                    self._open.append((name, _MARKDOWN.search(found["attributes"]) is None))
            elif any(name == item for item, _ in self._open):
                while self._open.pop()[0] != name:
                    pass

    @property
    def is_open(self) -> bool:
        """Whether the text of the innermost element is no Markdown."""
        return bool(self._open) and self._open[-1][1]
