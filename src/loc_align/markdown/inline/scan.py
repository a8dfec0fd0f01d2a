"""The full inline parser: scans a segment from left to right, as in the appendix of CommonMark."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from html.entities import html5
from itertools import starmap
from typing import ClassVar

from markdown_it.common.utils import isValidEntityCode, normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from loc_align.markdown.inline import patterns
from loc_align.markdown.inline.emphasis import Run, make_run, match
from loc_align.markdown.inline.markup import Markup, Standalone, code_content
from loc_align.model import CodeType, Span

_SPACES = " \t\r\n"
_SPACES_OF_BREAK = 2
"""CommonMark 0.31.2, 6.7: a hard break has at least this number of spaces before the end of the line."""


class Scan:
    """The markup of one segment."""

    __slots__ = (
        "_backticks",
        "_brackets",
        "_endless",
        "_images",
        "_inactive",
        "_last",
        "_literal",
        "_references",
        "_runs",
        "_runs_before",
        "_text",
        "pairs",
        "single",
    )

    def __init__(self, text: str, references: Collection[str], *, brackets: bool = True) -> None:
        """Scan a segment.

        Args:
            text: the Markdown of the segment.
            references: the normalized labels of the link reference definitions in its document.
            brackets: whether to look at brackets.
        """
        self._text = text
        self._references = references
        self._runs: list[Run] = []
        # The opening brackets that can still start a link or an image, and for each whether it is one of an image, and
        # the number of delimiter runs before it.
        self._brackets = array("I")
        self._images = bytearray()
        self._runs_before = array("I")
        self._inactive = 0  # links cannot be nested: this number of the lowest brackets can start only images
        self._backticks: dict[int, list[int]] | None = None
        self._last: dict[str, int] = {}
        self._endless: set[str] = set()  # constructs without an end in the rest of the text; keeps the time linear
        self._literal = array("I")
        self.single = Standalone()
        """Standalone markup."""
        self.pairs: list[tuple[Markup, Markup]] = []
        """Opening and closing markup."""
        self._walk(patterns.MARKS_AND_BRACKETS if brackets else patterns.MARKS)

    def literal(self) -> Iterator[Span]:
        """Yield the unmatched delimiters, which are text, in no particular order."""
        yield from starmap(Span, zip(self._literal[::2], self._literal[1::2], strict=True))
        for at, is_image in zip(self._brackets, self._images, strict=True):
            yield Span(at, at + 1 + is_image)

    def _walk(self, marks: re.Pattern[str]) -> None:
        text, handlers, search = self._text, self._HANDLERS, marks.search
        at = 0
        while found := search(text, at):
            start = found.start()
            at = handlers[text[start]](self, start)
        self._emphasis(0, 0, len(text))

    def _add(self, start: int, end: int, type_: CodeType, text: str = "") -> int:
        return self.single.add(start, end, type_, text)

    def _backslash(self, at: int) -> int:
        found = patterns.ESCAPE.match(self._text, at)
        if found is None:
            return at + 1
        return self._add(at, found.end(), "escape", found[1]) if found[1] else self._add(at, found.end(), "break", "\n")

    def _backtick(self, at: int) -> int:
        text = self._text
        if self._backticks is None:
            self._backticks = {}
            for run in patterns.CODE_SPAN.finditer(text, at):
                self._backticks.setdefault(run.end() - run.start(), []).append(run.start())
        end = at
        while text.startswith("`", end):
            end += 1
        starts = self._backticks.get(end - at, [])
        following = bisect_left(starts, end)
        if following == len(starts):
            self._literal.extend((at, end))
            return end
        closing = starts[following]
        return self._add(at, closing + end - at, "code", code_content(text[end:closing]))

    def _delimiter(self, at: int) -> int:
        text = self._text
        marker, end = text[at], at
        while text.startswith(marker, end):
            end += 1
        self._runs.append(make_run(marker, at, end))
        return end

    def _dollar(self, at: int) -> int:
        found = patterns.MATH.match(self._text, at) if self._may_close("$", at + 1) else None
        if found is None or patterns.AMOUNT.match(found[1] or ""):
            return at + 1
        return self._add(at, found.end(), "math", found[0])

    def _colon(self, at: int) -> int:
        found = patterns.DIRECTIVE.match(self._text, at)
        return self._add(at, found.end(), "directive") if found else at + 3

    def _newline(self, at: int) -> int:
        text = self._text
        spaces = at - 1 if text[at - 1] == "\r" else at
        start = spaces
        while start and text[start - 1] == " ":
            start -= 1
        return self._add(start, at + 1, "break", "\n") if spaces - start >= _SPACES_OF_BREAK else at + 1

    def _ampersand(self, at: int) -> int:
        found = patterns.ENTITY.match(self._text, at)
        character = _entity(found[0]) if found else None
        return self._add(at, found.end(), "entity", character) if found and character is not None else at + 1

    def _less_than(self, at: int) -> int:
        if not self._may_close(">", at):
            return at + 1
        found = patterns.AUTOLINK.match(self._text, at)
        if found:
            target = found[1]
            if target[:5].lower() == "xref:":
                return self._add(at, found.end(), "xref", target[5:].partition("?")[0])
            return self._add(at, found.end(), "autolink", target)
        found = patterns.HTML.match(self._text, at)
        if found:
            return self._add(at, found.end(), "html", "\n" if (found["open"] or "").lower() == "br" else "")
        return self._untagged(at)

    def _untagged(self, at: int) -> int:
        """Scan HTML that is not a tag: a comment, a processing instruction, CDATA, or a declaration."""
        found = patterns.UNTAGGED.match(self._text, at)
        if found is None:
            return at + 1
        kind = found.lastgroup or ""
        end = None if kind in self._endless else patterns.UNTAGGED_END[kind].search(self._text, found.end())
        if end is None:
            self._endless.add(kind)
            return at + 1
        return self._add(at, end.end(), "html")

    def _may_close(self, closing: str, at: int) -> bool:
        """Return whether a closing delimiter follows an offset. The last one is cached, which keeps the time linear."""
        if closing not in self._last:
            self._last[closing] = self._text.rfind(closing)
        return self._last[closing] >= at

    def _image(self, at: int) -> int:
        return self._push(at, at + 2, is_image=True)

    def _open_bracket(self, at: int) -> int:
        if self._text.startswith("[!", at):
            found = patterns.DIRECTIVE.match(self._text, at)
            if found:
                return self._add(at, found.end(), "directive")
        return self._push(at, at + 1, is_image=False)

    def _push(self, at: int, end: int, *, is_image: bool) -> int:
        self._brackets.append(at)
        self._images.append(is_image)
        self._runs_before.append(len(self._runs))
        return end

    def _close_bracket(self, at: int) -> int:
        if not self._brackets:
            return at + 1
        start, is_image, runs_before = self._brackets.pop(), self._images.pop(), self._runs_before.pop()
        content = start + 1 + is_image
        active = is_image or len(self._brackets) >= self._inactive
        self._inactive = min(self._inactive, len(self._brackets))
        end = self._tail(content, at) if active else None
        if end is None:
            if active and self._text.startswith("(", at + 1):
                self._literal.extend((start, content, at, at + 2))
            return at + 1
        type_: CodeType = "image" if is_image else "link"
        self.pairs.append((Markup(start, content, "open", type_), Markup(at, end, "close", type_)))
        if not is_image:
            self._inactive = len(self._brackets)
        # Delimiters next to the bracket of a link are flanked by it; the text of an image is parsed by itself.
        self._emphasis(runs_before, content if is_image else start, at)
        return end

    def _tail(self, content: int, at: int) -> int | None:
        """Return the end of the link or image that a closing bracket belongs to; ``None`` if there is none."""
        if self._text.startswith("(", at + 1):
            end = self._inline_tail(at + 2)
            if end is not None:
                return end
        return self._reference_tail(content, at)

    def _inline_tail(self, at: int) -> int | None:
        text, last = self._text, len(self._text)
        at = self._skip_spaces(at)
        destination = parseLinkDestination(text, at, last)
        if destination.ok:
            at = destination.pos
            after = self._skip_spaces(at)
            title = parseLinkTitle(text, after, last) if after > at else None
            at = self._skip_spaces(title.pos) if title is not None and title.ok else after
        return at + 1 if text.startswith(")", at) else None

    def _skip_spaces(self, at: int) -> int:
        while at < len(self._text) and self._text[at] in _SPACES:
            at += 1
        return at

    def _reference_tail(self, content: int, at: int) -> int | None:
        if not self._references:
            return None
        label, end = self._text[content:at], at + 1
        second = patterns.LABEL.match(self._text, end)
        if second:
            label, end = second[1] or label, second.end()
        known = len(label) <= patterns.LABEL_LENGTH and normalizeReference(label) in self._references
        return end if known else None

    def _emphasis(self, first: int, start: int, end: int) -> None:
        runs = self._runs[first:]
        if not runs:
            return
        del self._runs[first:]
        self.pairs += match(self._text, runs, start, end)
        for run in runs:
            if run.start < run.end and (run.can_open or run.can_close):
                self._literal.extend((run.start, run.end))

    _HANDLERS: ClassVar[dict[str, Callable[[Scan, int], int]]] = {
        "\\": _backslash,
        "`": _backtick,
        "*": _delimiter,
        "_": _delimiter,
        "~": _delimiter,
        "$": _dollar,
        ":": _colon,
        "\n": _newline,
        "&": _ampersand,
        "<": _less_than,
        "!": _image,
        "[": _open_bracket,
        "]": _close_bracket,
    }


def _entity(entity: str) -> str | None:
    """Return the character of an entity; ``None`` for an unknown entity."""
    if entity[1] != "#":
        return html5.get(entity[1:])
    digits = entity[2:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(code) if isValidEntityCode(code) else "\ufffd"
