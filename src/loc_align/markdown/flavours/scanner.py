"""Scans the lines of a document for the structure of its flavour, before the block parser reads them.

The scanner makes a text with the same number of lines, in which CommonMark sees the structure: a line that is structure
becomes a thematic break, the body of an admonition loses its indentation, and a definition becomes a list item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from loc_align.markdown.flavours import markers
from loc_align.markdown.flavours.elements import Elements
from loc_align.markdown.flavours.flavour import BlockSyntax, Flavour
from loc_align.markdown.flavours.raw_html import RawHtml
from loc_align.markdown.flavours.state import Lists, RawBlocks, indentation, without_columns
from loc_align.model import BlockKind

_MARKER = "___"
_ITEM = "- "
_TAB = 4
"""The indentation of the body of an admonition (Python-Markdown)."""
_MOST_OPTIONS = 50
"""The most lines of options in YAML."""
_SINGLE_LINES: tuple[tuple[str, BlockSyntax, re.Pattern[str]], ...] = (
    ("!?=", "admonitions", markers.INDENTED_BODY),
    ("/:", "blocks", markers.BLOCK),
    (":", "mkdocstrings", markers.MKDOCSTRINGS),
    ("-{<;", "includes", markers.INCLUDE),
    ("(%+^", "targets", markers.TARGET),
    ("[", "toc", markers.TOC),
)
"""How lines of structure start, and their forms."""
_WITH_OPTIONS = frozenset(("blocks", "mkdocstrings"))
"""The structure with indented options below it."""


class Scanned(Struct, frozen=True):
    """A text for the block parser."""

    text: str
    """As many lines as the text that was scanned."""
    removed: Mapping[int, int]
    """How many characters a line has lost before its content. Lines are 0-based."""
    regions: Mapping[int, tuple[BlockKind, int]]
    """For the first line of a piece of structure, its kind, and the line after its last line."""


def scan(text: str, flavour: Flavour) -> Scanned:
    r"""Scan a text.

    Args:
        text: the text, with ``\n`` at the end of each line.
        flavour: the flavour.
    """
    return _Scan(text, flavour).run()


class _Scan:
    def __init__(self, text: str, flavour: Flavour) -> None:
        self._flavour = flavour
        self._lines = text.split("\n")
        self._elements = Elements(text, self._lines, flavour)
        self._removed: dict[int, int] = {}
        self._regions: dict[int, tuple[BlockKind, int]] = {}
        self._bodies: list[int] = []
        self._fences: list[str] = []  # open fences with Markdown in them
        self._lists = Lists()
        self._raw = RawBlocks(tags=not flavour.markdown_in_tags)
        self._html = RawHtml(text if flavour.html_to_its_end else "")
        self._after_text = False
        self._unclosed = ""
        self._endless = ""  # colons that no later line closes

    def run(self) -> Scanned:
        made: list[str] = []
        count = len(self._lines)
        while len(made) < count:
            at = len(made)
            made.append(self._line(at))
            if self._unclosed and at and not made[at - 1]:
                made[at - 1] = self._unclosed  # a fence ends with the body around it
            self._unclosed = ""
            region = self._regions.get(at)
            if region is not None:
                made += [""] * (region[1] - at - 1)
        return Scanned("\n".join(made), self._removed, self._regions)

    def _line(self, at: int) -> str:
        """Return what the block parser reads instead of a line."""
        whole = self._lines[at]
        content = whole.strip()
        if not content:
            self._after_text = False
            return ""
        width = indentation(whole)
        while self._bodies and width < self._bodies[-1]:
            self._bodies.pop()
            self._unclosed = self._raw.end() or self._unclosed
        line, removed = without_columns(whole, _TAB * len(self._bodies))
        if removed:
            self._removed[at] = removed
        if self._raw.is_open(content):
            self._after_text = True
            return line
        return self._outside(at, line)

    def _outside(self, at: int, line: str) -> str:
        """Return what the block parser reads instead of a line that is not inside code or a comment."""
        if "definitions" in self._flavour.blocks:
            line = markers.DEFINITION.sub(r"\1-", line)
        if self._flavour.four_column_lists:
            line = self._with_narrow_item(at, line)
        prefix = markers.PREFIX.match(line)
        start = prefix.end() if prefix else 0
        rest = line[start:].rstrip()
        if not self._flavour.markdown_in_tags and self._lists.is_code(line, after_text=self._after_text):
            if not self._html.is_open:
                return line
            line, start = self._without_indentation(at, line), 0
        self._html.enter(self._lines[at], self._elements.start(at))
        self._lists.enter(line[:start])
        end = self._structure(at, rest)
        if end is not None:
            self._after_text = False
            self._regions[at] = ("directive", end)
            return f"{line[:start]}{_MARKER}"
        self._after_text = True
        self._raw.open(rest)
        item = self._item(at, rest)
        if item is None:
            return line
        self._lists.enter(f"{line[:start]}{_ITEM}")
        return f"{line[:start]}{item}"

    def _without_indentation(self, at: int, line: str) -> str:
        """Return a line of text in HTML, which CommonMark would read as code."""
        text = line.lstrip(" \t")
        self._removed[at] = self._removed.get(at, 0) + len(line) - len(text)
        return text

    def _with_narrow_item(self, at: int, line: str) -> str:
        """Return a line with as few spaces around the marker of a list item as possible.

        In Python-Markdown, what is indented by four columns belongs to the item, however wide its marker is.
        """
        item = markers.ITEM.match(line)
        if item is None:
            return line
        narrow = f"{' ' * (len(item[1]) // _TAB * _TAB)}{item[2]} "
        self._removed[at] = self._removed.get(at, 0) + item.end() - len(narrow)
        return f"{narrow}{line[item.end() :]}"

    def _structure(self, at: int, rest: str) -> int | None:
        """Return the line after the structure that starts in a line; ``None`` if the line is text."""
        blocks, first = self._flavour.blocks, rest[:1]
        if at + 1 < len(self._lines) and "attributes" in blocks and markers.TOC_LIST.fullmatch(self._lines[at + 1]):
            return at + 1 if markers.ITEM.match(self._lines[at]) else None
        for starts, name, form in _SINGLE_LINES:
            if first in starts and name in blocks and form.fullmatch(rest):
                if name == "admonitions":
                    whole = self._lines[at]
                    item = _TAB if markers.ITEM.match(whole) or markers.DEFINITION.match(whole) else 0
                    self._bodies.append(indentation(whole) + item + _TAB)
                if name == "includes" and markers.SNIPPETS.fullmatch(rest):
                    return self._snippets(at)
                return self._options(at, indented=True) if name in _WITH_OPTIONS else at + 1
        if first in "`~" and "prose_fences" in blocks:
            return self._prose_fence(at, rest)
        if first == ":" and "colons" in blocks:
            return self._colons(at, rest)
        return self._elements.end(at, rest, after_text=self._after_text)

    def _prose_fence(self, at: int, rest: str) -> int | None:
        found = markers.FENCE.match(rest)
        if found is None:
            return None
        fence, info = found.groups()
        if not info:
            if self._fences and fence.startswith(self._fences[-1]):
                self._fences.pop()
                return at + 1
            return None
        name = markers.PROSE_FENCE.match(info)
        if name is None or (name[1] or "").partition(":")[0] in self._flavour.code_elements:
            return None
        self._fences.append(fence)
        return self._options(at, yaml=name[1] is not None)

    def _colons(self, at: int, rest: str) -> int | None:
        found = markers.COLONS.match(rest)
        if found is not None:
            if self._is_code(found[2]):
                return self._code_directive(at, found[1])
            return self._options(at, yaml=found[2] is not None)
        return at + 1 if markers.LEAF_DIRECTIVE.fullmatch(rest) else None

    def _is_code(self, name: str | None) -> bool:
        return name is not None and name in self._flavour.code_elements

    def _code_directive(self, at: int, fence: str) -> int:
        if self._endless and fence.startswith(self._endless):
            return at + 1
        for line in range(at + 1, len(self._lines)):
            content = self._lines[line].strip()
            if content.startswith(fence) and not content.strip(":"):
                return line + 1
        self._endless = fence
        return at + 1

    def _snippets(self, at: int) -> int:
        """Return the line after the names of included files; they end at the first blank line."""
        for line in range(at + 1, len(self._lines)):
            content = self._lines[line].strip()
            if not content or markers.SNIPPETS.fullmatch(content):
                return line + 1 if content else at + 1
        return at + 1

    def _options(self, at: int, *, indented: bool = False, yaml: bool = False) -> int:
        """Return the line after the options that follow a marker."""
        end = at + 1
        if indented:
            base = indentation(self._lines[at]) + _TAB
            while end < len(self._lines) and self._lines[end].strip() and indentation(self._lines[end]) >= base:
                end += 1
            return end
        if yaml and end < len(self._lines) and markers.OPTIONS_MARK.fullmatch(self._lines[end]):
            return self._yaml_end(end)
        while end < len(self._lines) and markers.OPTION.match(self._lines[end]):
            end += 1
        return end

    def _yaml_end(self, at: int) -> int:
        """Return the line after options in YAML; the line of their mark if they have no end."""
        for line in range(at + 1, min(len(self._lines), at + _MOST_OPTIONS)):
            if markers.OPTIONS_MARK.fullmatch(self._lines[line]):
                return line + 1
        return at

    def _item(self, at: int, rest: str) -> str | None:
        """Return a line of a list instead of a definition, a footnote, or an abbreviation."""
        blocks = self._flavour.blocks
        if rest.startswith("[^") and "footnotes" in blocks:
            found = markers.FOOTNOTE.match(rest)
        elif rest.startswith("*[") and "abbreviations" in blocks:
            found = markers.ABBREVIATION.match(rest)
        else:
            return None
        if found is None:
            return None
        self._removed[at] = self._removed.get(at, 0) + found.end() - len(_ITEM)
        return f"{_ITEM}{rest[found.end() :]}"
