"""Comments in a target that contain its source."""

from __future__ import annotations

import re
from textwrap import dedent

from loc_align.model import Document
from loc_align.updating.outline import is_comment, one_line

FRONT_MATTER = re.compile(r"\s*(---[ \t]*\n.*?\n---)\s*", re.DOTALL)
"""The old front matter in a comment."""
_COMMENT_ENDS = ("<!--", "-->")
_WORD = re.compile(r"[\u0e00-\u0fff\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+")
"""A word, or a character of a script without spaces between words."""
_SOME = 0.2
"""The least share of the words of a comment that the current source has."""


def comment_body(comment: str) -> str:
    """Return the text in an HTML comment, without empty lines around it; nothing for another text."""
    text, (opening, closing) = comment.strip(), _COMMENT_ENDS
    if not (text.startswith(opening) and text.endswith(closing)):
        return ""
    body = text[len(opening) : -len(closing)].strip("-")
    return body.strip("\n") if body.strip() else ""


class SourceComments:
    """Tells what a comment is: one of the source, the source of what is below it, or another note."""

    def __init__(self, new: Document) -> None:
        """Read the words and the comments of the current source."""
        self.new = new
        self._words = {word.lower() for word in _WORD.findall(new.text)}
        own = (new.blocks[at].span.of(new.text) for at in range(len(new.blocks)) if is_comment(new, at))
        self._own = {one_line(comment) for comment in own}

    def is_own(self, comment: str) -> bool:
        """Return whether the source has the same comment."""
        return one_line(comment) in self._own

    def source_of(self, comment: str) -> str:
        """Return the text of a comment if it has words of the source, and isn't front matter."""
        body = dedent(comment_body(comment))
        if FRONT_MATTER.fullmatch(body) or self.is_own(comment):
            return ""
        return body if self.share(body) >= _SOME else ""

    def share(self, text: str) -> float:
        """Return the share of the words in a text that are words of the current source."""
        words = [word.lower() for word in _WORD.findall(text)]
        return sum(word in self._words for word in words) / len(words) if words else 0.0
