"""A document's block skeleton: the same lines, with the words that can't matter to its blocks folded to one letter.

CommonMark decides what a block is by how lines begin, by bars, backslashes, angle brackets and a few closing marks;
words inside a line are never looked at. Folding them makes the block parser's work several times smaller, and makes
the skeletons of different passages equal, so that a passage seen before need not be parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

_DEFINITION = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*\[[^\]]*\]:", re.MULTILINE)
_KEPT = re.compile(r"(\n(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?:<|```|~~~)[^\n]*)")
"""Lines whose words matter, with the newline before them: those that may start HTML or a fence."""
_WORDS = re.compile(
    r"""
    (?<![<\w/!?])[^\W\d_]                      # a letter that starts a word, yet no tag's name; with what follows it
    (?:[^\n\0|\\<>\]?-]++|-(?!->)|\?(?!>))*+    # up to a mark of tables, HTML or reference definitions
    """,
    re.VERBOSE,
)
_SEAM = re.compile(
    r"""
      (?<=\n\n)(?=[x#|\[<>`!:]|\*\*|\d{1,9}[.)][ ]\S)  # after a blank line, whatever can't go on a list item before it
    | (?<=\n)(?=\#{1,6}[ ]|[-*+][ ]\S)               # a heading or a bullet, which end a paragraph even without one
    """,
    re.VERBOSE,
)


_FENCE = re.compile(r"(`{3,}|~{3,})[^`\n]*\n")


def defines_references(text: str) -> bool:
    """Whether a projected text may hold link reference definitions."""
    return "]:" in text and _DEFINITION.search(text) is not None


def fold(text: str) -> str:
    """Fold the words of a projected text; its lines stay the same in number and kind.

    A text with link reference definitions is returned as it is: their labels and titles matter.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if defines_references(text):
        return text
    parts = _KEPT.split("\n" + text)
    parts[::2] = _WORDS.sub("x", "\0".join(parts[::2])).split("\0")
    return "".join(parts)[1:]


def passages(skeleton: str) -> list[str]:
    """Cut a skeleton where a new block, or a new item of a list, begins at the outermost level.

    Such a cut is right unless a fence or an HTML block is still open there, which only the parser can tell.
    """
    return _SEAM.split(skeleton)


def even_fence(parts: Sequence[str], at: int) -> tuple[str, int]:
    """A passage, whole and with equal lines if it begins with a fence.

    Where a passage begins nothing is open, so a fence there holds code up to its closing line, whatever the lines say.
    Made equal, all fences of one height are one passage to the parser.

    Args:
        parts: the passages of a skeleton.
        at: the passage to look at.

    Returns:
        The passage and how many parts it takes.
    """
    opening = _FENCE.match(parts[at])
    if opening is None:
        return parts[at], 1
    closing = _closing_fence(opening[1])
    height, start = 0, opening.end()
    for taken, part in enumerate(islice(parts, at, None), 1):
        found = closing.search(part, start)
        if found:
            height += part.count("\n", start, found.start())
            code = "x\n" * height
            return f"{opening[1]}\n{code}{part[found.start() :]}", taken
        height += part.count("\n", start)
        start = 0
    return parts[at], 1


@lru_cache(maxsize=16)
def _closing_fence(opening: str) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,3}}{opening}{opening[0]}*[ \t]*$", re.MULTILINE)
