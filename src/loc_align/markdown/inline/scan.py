"""The full inline parser: scans a segment from left to right, as in the appendix of CommonMark."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection
from html.entities import html5
from typing import ClassVar

from markdown_it.common.utils import isValidEntityCode, normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from loc_align.markdown.inline import patterns
from loc_align.markdown.inline.emphasis import Run, match
from loc_align.markdown.inline.markup import Markup, code_content
from loc_align.model import CodeType, Span

_SPACES = " \t\r\n"


class Bracket:
    """An opening bracket, which can start a link or an image."""

    __slots__ = ("end", "runs", "start", "type")

    def __init__(self, type_: CodeType, start: int, end: int, runs: int) -> None:
        """Store the position of the bracket, and the number of delimiter runs before it."""
        self.type = type_
        self.start = start
        self.end = end
        self.runs = runs


class Scan:
    """The markup of one segment."""

    __slots__ = (
        "_backticks",
        "_brackets",
        "_endless",
        "_inactive",
        "_last",
        "_references",
        "_runs",
        "_text",
        "literal",
        "pairs",
        "single",
    )

    def __init__(self, text: str, references: Collection[str]) -> None:
        """Scan a segment."""
        self._text = text
        self._references = references
        self._runs: list[Run] = []
        self._brackets: list[Bracket] = []
        self._inactive = 0  # links cannot be nested: this number of the lowest brackets can start only images
        self._backticks: dict[int, list[int]] | None = None
        self._last: dict[str, int] = {}
        self._endless: set[str] = set()  # constructs without an end in the rest of the text; keeps the time linear
        self.single: list[Markup] = []
        """Standalone markup."""
        self.pairs: list[tuple[Markup, Markup]] = []
        """Opening and closing markup."""
        self.literal: list[Span] = []
        """Unmatched delimiters, which are text."""
        self._walk()

    def _walk(self) -> None:
        text, handlers = self._text, self._HANDLERS
        at = 0
        while found := patterns.SPECIAL.search(text, at):
            at = handlers[found[0][:1]](self, found.start())
        self._emphasis(0, 0, len(text))
        self.literal += (Span(bracket.start, bracket.end) for bracket in self._brackets)
        self.literal.sort(key=lambda span: span.start)

    def _add(self, start: int, end: int, type_: CodeType, text: str = "") -> int:
        self.single.append(Markup(Span(start, end), "standalone", type_, text))
        return end

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
            self.literal.append(Span(at, end))
            return end
        closing = starts[following]
        return self._add(at, closing + end - at, "code", code_content(text[end:closing]))

    def _delimiter(self, at: int) -> int:
        text = self._text
        marker, end = text[at], at
        while text.startswith(marker, end):
            end += 1
        self._runs.append(Run(marker, at, end))
        return end

    def _dollar(self, at: int) -> int:
        found = patterns.MATH.match(self._text, at) if self._may_close("$", at + 1) else None
        if found is None or patterns.AMOUNT.match(found[1] or ""):
            return at + 1
        return self._add(at, found.end(), "math", found[0])

    def _colon(self, at: int) -> int:
        found = patterns.DIRECTIVE.match(self._text, at)
        return self._add(at, found.end(), "directive") if found else at + 3

    def _line_end(self, at: int) -> int:
        start = at
        while start and self._text[start - 1] == " ":
            start -= 1
        found = patterns.BREAK.match(self._text, start)
        return self._add(start, found.end(), "break", "\n") if found else at + 1

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
        self._brackets.append(Bracket("image", at, at + 2, len(self._runs)))
        return at + 2

    def _open_bracket(self, at: int) -> int:
        if self._text.startswith("[!", at):
            found = patterns.DIRECTIVE.match(self._text, at)
            if found:
                return self._add(at, found.end(), "directive")
        self._brackets.append(Bracket("link", at, at + 1, len(self._runs)))
        return at + 1

    def _close_bracket(self, at: int) -> int:
        if not self._brackets:
            return at + 1
        opening = self._brackets.pop()
        active = opening.type == "image" or len(self._brackets) >= self._inactive
        self._inactive = min(self._inactive, len(self._brackets))
        end = self._tail(opening, at) if active else None
        if end is None:
            if active and self._text.startswith("(", at + 1):
                self.literal += (Span(opening.start, opening.end), Span(at, at + 2))
            return at + 1
        self.pairs.append(
            (
                Markup(Span(opening.start, opening.end), "open", opening.type),
                Markup(Span(at, end), "close", opening.type),
            )
        )
        if opening.type == "link":
            self._inactive = len(self._brackets)
        # Delimiters next to the bracket of a link are flanked by it; the text of an image is parsed by itself.
        self._emphasis(opening.runs, opening.start if opening.type == "link" else opening.end, at)
        return end

    def _tail(self, opening: Bracket, at: int) -> int | None:
        """Return the end of the link or image that a closing bracket belongs to; ``None`` if there is none."""
        if self._text.startswith("(", at + 1):
            end = self._inline_tail(at + 2)
            if end is not None:
                return end
        return self._reference_tail(opening, at)

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

    def _reference_tail(self, opening: Bracket, at: int) -> int | None:
        if not self._references:
            return None
        label, end = self._text[opening.end : at], at + 1
        second = patterns.LABEL.match(self._text, end)
        if second:
            label, end = second[1] or label, second.end()
        known = len(label) <= patterns.LABEL_LENGTH and normalizeReference(label) in self._references
        return end if known else None

    def _emphasis(self, first: int, start: int, end: int) -> None:
        runs = self._runs[first:]
        del self._runs[first:]
        self.pairs += match(self._text, runs, start, end)
        self.literal += (Span(run.start, run.end) for run in runs if run.unused and (run.can_open or run.can_close))

    _HANDLERS: ClassVar[dict[str, Callable[[Scan, int], int]]] = {
        "\\": _backslash,
        "`": _backtick,
        "*": _delimiter,
        "_": _delimiter,
        "~": _delimiter,
        "$": _dollar,
        ":": _colon,
        "\n": _line_end,
        "\r": _line_end,
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
