"""A document's block skeleton: the same lines, with the words that can't matter to its blocks folded to one letter.

CommonMark decides what a block is by how lines begin, by bars, backslashes, angle brackets and a few closing marks;
words inside a line are never looked at. Folding them makes the block parser's work several times smaller, and makes
the skeletons of different passages equal, so that a passage seen before need not be parsed again.
"""

from __future__ import annotations

import re

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
