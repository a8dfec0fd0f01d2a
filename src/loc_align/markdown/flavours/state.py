"""What is open at a line: lists, fences, and HTML that is not Markdown."""

from __future__ import annotations

import re

from loc_align.markdown.flavours.markers import FENCE

_TAB = 4
_CODE = 4
"""CommonMark 0.31.2, 4.4: the indentation of code, in spaces."""
_ITEM = re.compile(r"[-*+]|\d{1,9}[.)]")
_RAW = re.compile(r"<(script|pre|style|textarea)(?=[\s>]|\Z)|<(!--)", re.IGNORECASE)


def indentation(line: str) -> int:
    """Return the indentation of a line in columns."""
    width = 0
    for character in line:
        if character == " ":
            width += 1
        elif character == "\t":
            width += _TAB - width % _TAB
        else:
            break
    return width


def without_columns(line: str, columns: int) -> tuple[str, int]:
    """Return a line without some columns of its indentation, and the number of removed characters."""
    width = at = 0
    while width < columns and at < len(line) and line[at] in " \t":
        width += _TAB - width % _TAB if line[at] == "\t" else 1
        at += 1
    return line[at:], at


class Lists:
    """The list items that are open, which decide whether an indented line is code."""

    def __init__(self) -> None:
        """Start outside all lists."""
        self._contents: list[int] = []

    def enter(self, prefix: str) -> None:
        """Close the items that a line does not belong to, and open those that start in it.

        Args:
            prefix: the text of the line before its content.
        """
        width = indentation(prefix)
        while self._contents and self._contents[-1] > width:
            self._contents.pop()
        for found in _ITEM.finditer(prefix):
            self._contents.append(found.end() + 1)

    def is_code(self, line: str, *, after_text: bool) -> bool:
        """Return whether a line is indented code (CommonMark 0.31.2, 4.4)."""
        if after_text:
            return False
        width = indentation(line)
        content = next((item for item in reversed(self._contents) if item <= width), 0)
        return width - content >= _CODE


class RawBlocks:
    """The fence, comment, or element that is open, in which no line is structure."""

    def __init__(self, *, tags: bool) -> None:
        """Start outside all of them.

        Args:
            tags: whether elements such as ``<pre>`` end the Markdown.
        """
        self._fence = ""
        self._closing = ""
        self._tags = tags

    def end(self) -> str:
        """Close what is open, because the block around it ends, and return the fence that was open."""
        fence = self._fence
        self._fence = self._closing = ""
        return fence

    def is_open(self, content: str) -> bool:
        """Return whether a line is inside what is open; it can be the line that closes it.

        Args:
            content: the line without white space around it.
        """
        if self._fence:
            text = content.lstrip("> \t")
            if text.startswith(self._fence) and not text.strip(self._fence[0]):
                self._fence = ""
            return True
        if self._closing:
            if self._closing in content.lower():
                self._closing = ""
            return True
        return False

    def open(self, rest: str) -> None:
        """Open what starts in a line.

        Args:
            rest: the line without its prefix.
        """
        if rest[:3] in {"```", "~~~"}:
            found = FENCE.match(rest)
            if found and not (rest[0] == "`" and "`" in found[2]):
                self._fence = found[1]
        elif rest[:1] == "<" and self._tags:
            raw = _RAW.match(rest)
            if raw:
                closing = "-->" if raw[2] else f"</{raw[1].lower()}"
                self._closing = "" if closing in rest.lower()[raw.end() :] else closing
