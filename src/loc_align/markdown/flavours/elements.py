"""Lines that consist of template elements, JSX tags, expressions, and attribute lists."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from loc_align.markdown.flavours import markers
from loc_align.markdown.flavours.balanced import Balanced
from loc_align.markdown.flavours.flavour import Flavour

_CLOSED = re.compile(r"\{\{[<%][ \t\n]*/[ \t\n]*([\w./-]+)|\{%-?[ \t\n]*(?:end|/[ \t]*)([\w-]+)")
_CONTROL = frozenset(("else", "elsif", "elseif", "when", "set", "assign", "raw", "liquid", "break", "continue"))
_OPENING = re.compile(r"\\?(\{\{[<%]|\{%|\{\{)")
_BRACKETS = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|//[^\n]*|([{(\[`])|([})\]])")
_COMMENT_END = re.compile("-->")
_EXTENSION_END = re.compile(r"\{:/[^{}\n]*\}")
_MOST_LINES = 500
"""The most lines of imports and exports that belong together."""


class Elements:
    """Finds the lines of one text that are elements of its flavour."""

    def __init__(self, text: str, lines: Sequence[str], flavour: Flavour) -> None:
        """Prepare to look at a text.

        Args:
            text: the text.
            lines: its lines.
            flavour: its flavour.
        """
        self._text = text
        self._lines = lines
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._flavour = flavour
        self._balanced = Balanced(text)
        self._templates = "templates" in flavour.blocks
        self._jsx = "jsx" in flavour.blocks
        self._closed = {found[1] or found[2] for found in _CLOSED.finditer(text)} if self._templates else set()
        self._endless: set[str] = set()
        self._no_esm_before = 0

    def start(self, at: int) -> int:
        """Return the offset of a line.

        Args:
            at: the number of the line.
        """
        return self._starts[at]

    def end(self, at: int, rest: str, *, after_text: bool) -> int | None:
        """Return the line after the elements that start in a line; ``None`` if the line also has text.

        Args:
            at: the number of the line.
            rest: the line without its prefix.
            after_text: whether the line before it is text.
        """
        if self._jsx and not after_text and markers.ESM.match(self._lines[at]):
            return self._esm_end(at)
        if rest[:1] not in {"{", "<", "\\"}:
            return None
        start = self._starts[at] + self._lines[at].index(rest)
        elements = list(self._sequence(start))
        if not elements or elements[-1] < 0:
            return None
        last = bisect_right(self._starts, elements[-1] - 1)
        return None if after_text and self._is_inside(start, elements[-1], last) else last

    def _is_inside(self, start: int, end: int, last: int) -> bool:
        """Return whether elements on lines of their own are part of the paragraph around them."""
        following = self._lines[last].strip() if last < len(self._lines) else ""
        if not following or following[0] in "{<":
            return False
        element = self._text[start:end]
        if element.startswith("<"):
            return element.endswith("/>")
        name = _name(element)
        return name is None or not (name in self._closed or name.startswith(("end", "/")) or name in _CONTROL)

    def _sequence(self, at: int) -> Iterator[int]:
        """Yield the ends of the elements up to the end of a line; -1 at the end if there is text, too."""
        text = self._text
        while True:
            while text[at : at + 1] in {" ", "\t"}:
                at += 1
            if at >= len(text) or text[at] == "\n":
                return
            end = self._element(at)
            if end is None:
                yield -1
                return
            yield end
            at = end

    def _element(self, at: int) -> int | None:
        opening = _OPENING.match(self._text, at) if self._templates else None
        if opening:
            return self._template(at, opening)
        if self._text[at] == "{":
            return self._braces(at)
        if self._text[at] != "<" or not self._jsx:
            return None
        return self._until(_COMMENT_END, at) if self._text.startswith("<!--", at) else self._balanced.tag_end(at)

    def _braces(self, at: int) -> int | None:
        """Return the end of an attribute list, an extension of kramdown, or an expression."""
        extension = markers.KRAMDOWN_EXTENSION.match(self._text, at) if self._templates else None
        if extension:
            ended = extension[2] or extension[1] == "options"
            return extension.end() if ended else self._until(_EXTENSION_END, extension.end())
        attributes = markers.ATTRIBUTES.match(self._text, at) if "attributes" in self._flavour.blocks else None
        if attributes:
            return attributes.end()
        return self._balanced.braces_end(at) if self._jsx else None

    def _template(self, at: int, opening: re.Match[str]) -> int | None:
        """Return the end of a template element. An element with code goes to its closing element."""
        ended = markers.TEMPLATE_OPENINGS[opening[1]].search(self._text, opening.end())
        if ended is None or ended[0].startswith("{"):
            return None
        name = _name(self._text[at : ended.end()])
        hidden = name in self._flavour.hidden_elements
        if name is None or name not in self._closed or not (hidden or name in self._flavour.code_elements):
            return ended.end()
        closing = rf"\{{%-?[ \t\n]*(?:end|/[ \t]*){re.escape(name)}\b[^%]*%\}}"
        if opening[1] != "{%":
            closing = rf"\{{\{{[<%][ \t\n]*/[ \t\n]*{re.escape(name)}[ \t\n]*[>%]\}}\}}"
        return self._until(re.compile(closing), ended.end()) or ended.end()

    def _until(self, closing: re.Pattern[str], at: int) -> int | None:
        if closing.pattern in self._endless:
            return None
        found = closing.search(self._text, at)
        if found is None:
            self._endless.add(closing.pattern)
            return None
        return found.end()

    def _esm_end(self, at: int) -> int:
        """Return the line after imports and exports: the first blank line outside all brackets."""
        depth, first_blank = 0, 0
        last = min(len(self._lines), at + _MOST_LINES) if at >= self._no_esm_before else at + 1
        for line in range(at, last):
            content = self._lines[line]
            if not content.strip():
                if depth <= 0:
                    return line
                first_blank = first_blank or line
            for found in _BRACKETS.finditer(content):
                depth += (found[1] is not None and found[1] != "`") - (found[2] is not None)
        if last == len(self._lines) and depth <= 0:
            return last
        self._no_esm_before = last
        return first_blank or last


def _name(element: str) -> str | None:
    """Return the name of a tag or a shortcode; ``None`` for an expression."""
    found = markers.LIQUID_NAME.match(element) or markers.SHORTCODE_NAME.match(element)
    return found[1] if found else None
