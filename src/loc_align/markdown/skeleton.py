"""A document's block skeleton: the same lines, with the words that can't matter to its blocks folded to one letter.

CommonMark decides what a block is by how lines begin, by bars and a few closing marks; words inside a line are never
looked at. Folding them makes the block parser's work several times smaller, and makes the skeletons of different
passages equal, so that a passage seen before need not be parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from operator import add

from markdown_it.common.html_blocks import block_names

_PREFIX = r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t][ \t>]*+)*+"
"""The marks of the quotes and list items that a line may begin in."""

_KEPT = re.compile(
    rf"""
    ( \n{_PREFIX}
      (?: </?(?i:{"|".join(block_names)})(?=[\s/>]|\Z)     # starts HTML, whatever follows it
        | (?:<|```|~~~)[^\n]*+                             # may start HTML or a fence
        | \[!(?=[^\n|]*\|)[^\n]*+                          # a directive with a bar
        | \[(?:[^\\\[\]]|\\.)*+\]:[^\n]*+                  # may define link references
          (?:\n(?![ \t>]*+(?:\n|\Z))[^\n]*+)*+
      )
    )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Where words matter, with the newline before them: tags, lines, or definitions up to the end of their paragraph."""

_DIRECTIVE = re.compile(r"\[!\w[^\n\0|]*\](?=[ \t]*(?:[\n\0]|\Z))")
_WORDS = re.compile(
    r"""
    [^\s\\~=+\#>|<:.!)\]\0-]                # what starts no block, and these marks where they start none:
    (?: (?<![\[`*_/\d])(?<!\[![\w])
      | (?<=\[)(?!!) | (?<=/)(?!>) | (?<=`)(?!``) | (?<=\*)(?=\*?+[^\W_]) | (?<=_)(?=[^\W_]) | (?<=\d)(?!\d{0,8}[.)])
    )
    [^\n\0|\\]*+(?:\\(?!\|)[^\n\0|\\]*+)*+  # with what follows, up to a bar: it may be one of a table
    """,
    re.VERBOSE,
)
_GUARDED_WORDS = re.compile(
    r"""
    (?<![<\w/!?])[^\W\d_]                      # a letter that starts a word, yet no tag's name; with what follows it
    (?:[^\n\0|\\<>\]?-]++|-(?!->)|\?(?!>))*+    # up to a mark of tables or the end of HTML
    """,
    re.VERBOSE,
)
"""For a text with HTML that ends at a mark in a line, wherever that is (CommonMark 0.31.2, 4.6, kinds 1 to 5)."""

_PADDING = re.compile(r"\|[ ]+")
_DASHES = re.compile(r"-{4,}")
_OPENS_HTML = re.compile(rf"\n{_PREFIX}<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
_SEAM = re.compile(
    r"""
    ( \n
      (?: \n (?=[x\#|\[<>`!:]|\*\*)           # after a blank line, whatever can't go on a list item before it
        | (?=\#{1,6}[ ] | ```[^`\n]*\n | ~~~)  # a heading, a fence or a bullet, which end a paragraph even without one
        | (?: (?=[-*+][ ]{1,4}\S) | \n(?=\d{1,9}[.)][ ]{1,4}\S) )
          (?![^\n|]*+\|)                      # but an item with a bar might look like a table where it stands alone
      )
    )
    """,
    re.VERBOSE,
)
_FENCE = re.compile(r"(`{3,}|~{3,})[^`\n]*\n")


def fold(text: str) -> str:
    """Fold the words of a projected text; its lines stay the same in number and kind."""
    text = "\n" + text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    parts = _KEPT.split(text)
    rest = "\0".join(parts[::2])
    if "[!" in rest:
        rest = _DIRECTIVE.sub("[!x]", rest)
    guarded = any(map(_OPENS_HTML.search, parts[1::2]))
    rest = (_GUARDED_WORDS if guarded else _WORDS).sub("x", rest)
    if "|" in rest:
        rest = _DASHES.sub("---", _PADDING.sub("|", rest))
    for digit in "3456789":  # of the number of a list item only the width matters, and whether it is one
        rest = rest.replace(digit, "2")
    parts[::2] = rest.split("\0")
    return "".join(parts)[1:]


def passages(skeleton: str) -> list[str]:
    """Cut a skeleton where a new block, or a new item of a list, begins at the outermost level.

    Such a cut is right unless a fence or an HTML block is still open there, which only the parser can tell.
    """
    parts = _SEAM.split(skeleton)
    parts.append("")
    return [*map(add, parts[::2], parts[1::2])]


def shorten_fence(parts: Sequence[str], at: int) -> tuple[str, int, int]:
    """A passage, whole and with one line of code at most if it begins with a fence.

    Where a passage begins nothing is open, so a fence there holds code up to its closing line, whatever the lines say.
    Made equal, all fences are one passage to the parser.

    Args:
        parts: the passages of a skeleton.
        at: the passage to look at.

    Returns:
        The passage, how many parts it takes, and how many lines of code it lacks.
    """
    opening = _FENCE.match(parts[at])
    if opening is None:
        return parts[at], 1, 0
    closing = _closing_fence(opening[1])
    height, start = 0, opening.end()
    for taken, part in enumerate(islice(parts, at, None), 1):
        found = closing.search(part, start)
        if found:
            height += part.count("\n", start, found.start())
            code = "x\n" if height else ""
            return f"{opening[1]}\n{code}{part[found.start() :]}", taken, max(height - 1, 0)
        height += part.count("\n", start)
        start = 0
    return parts[at], 1, 0


@lru_cache(maxsize=16)
def _closing_fence(opening: str) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,3}}{opening}{opening[0]}*[ \t]*$", re.MULTILINE)
