"""Finds the ends of JSX tags and of expressions in braces, in linear time."""

from __future__ import annotations

import re

from loc_align.text.patterns import possessive

_IN_TAG = re.compile(r"[{\"'<>]")
_IN_BRACES = re.compile(r"[{}\"'`]|/\*|//")
_ENDS = {quote: re.compile(possessive(rf"[^{quote}\\]|\\.") + quote, re.DOTALL) for quote in "\"'`"}
_LINE_STRING = {quote: re.compile(possessive(rf"[^{quote}\\\n]|\\.") + quote) for quote in "\"'"}
_TAG_NAME = re.compile(r"</?(?:[A-Za-z][\w.:-]*)?(?=[\s/>{])")
_LONGEST = 20_000
"""The longest tag or expression, in characters."""


class Balanced:
    """Finds ends in one text. After an opening mark without an end, it looks no further up to the same place."""

    __slots__ = ("_endless", "_text")

    def __init__(self, text: str) -> None:
        """Prepare to look at a text."""
        self._text = text
        self._endless = -1

    def tag_end(self, at: int) -> int | None:
        """Return the offset after a JSX or HTML tag, or a fragment; ``None`` if there is no tag.

        Args:
            at: the offset of its ``<``.
        """
        name = _TAG_NAME.match(self._text, at)
        if name is None or at < self._endless:
            return None
        return self._tag(name.end())

    def _tag(self, at: int) -> int | None:
        text, last = self._text, min(len(self._text), at + _LONGEST)
        while found := _IN_TAG.search(text, at, last):
            mark, after = found[0], found.end()
            if mark == ">":
                return after
            if mark == "<":
                return None
            end = self._braces(after, last) if mark == "{" else _ended(_ENDS[mark].match(text, after, last))
            if end is None:
                break
            at = end
        self._endless = last
        return None

    def braces_end(self, at: int) -> int | None:
        """Return the offset after an expression in braces; ``None`` if the braces are not balanced.

        Args:
            at: the offset of the opening brace.
        """
        if at < self._endless:
            return None
        last = min(len(self._text), at + _LONGEST)
        end = self._braces(at + 1, last)
        if end is None:
            self._endless = last
        return end

    def _braces(self, at: int, last: int) -> int | None:
        """Return the offset after the brace that closes an expression, which may contain strings and comments."""
        text, depth = self._text, 1
        while depth:
            found = _IN_BRACES.search(text, at, last)
            if found is None:
                return None
            mark, at = found[0], found.end()
            if mark == "{":
                depth += 1
            elif mark == "}":
                depth -= 1
            elif mark in {"/*", "//"}:
                at = _comment_end(text, mark, at, last)
            else:
                patterns = _ENDS if mark == "`" else _LINE_STRING
                at = _ended(patterns[mark].match(text, at, last)) or at
        return at


def _comment_end(text: str, mark: str, at: int, last: int) -> int:
    if mark == "//":
        return at  # more often part of a URL in a JSX text than a comment
    end = text.find("*/", at, last)
    return end + 2 if end >= 0 else at


def _ended(found: re.Match[str] | None) -> int | None:
    return found.end() if found else None
