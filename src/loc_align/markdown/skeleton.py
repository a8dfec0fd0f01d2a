"""The block skeleton of a document: the same lines, with words that cannot affect the blocks replaced by one letter.

In CommonMark, the blocks depend on how lines start, on pipes, and on a few closing delimiters, but not on the words in
a line. Replacing the words makes parsing several times faster, and makes the skeletons of different passages equal, so
that parsed passages can be cached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import add

from markdown_it.common.html_blocks import block_names

from loc_align.text.patterns import possessive

_PREFIX = r"[ \t>]*+" + possessive(r"(?:[-*+]|\d{1,9}[.)])[ \t][ \t>]*+")
"""The markers of quotes and list items at the start of a line."""

_LABEL = possessive(r"[^\\\[\]]|\\.")
_MORE_LINES = possessive(r"\n(?![ \t>]*+(?:\n|\Z))[^\n]*+")
"""The lines up to the end of a paragraph."""

_KEPT = re.compile(
    rf"""
    ( \n{_PREFIX}
      (?: </?(?i:{"|".join(block_names)})(?=[\s/>]|\Z)     # the start of an HTML block
        | (?:<|```|~~~)[^\n]*+                             # possibly the start of HTML or a fence
        | \[!(?=[^\n|]*\|)[^\n]*+                          # a directive with a pipe
        | \[{_LABEL}\]:[^\n]*+{_MORE_LINES}                # possibly link reference definitions
      )
    )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Text in which words matter, with the newline before it: tags, lines, or definitions up to the end of a paragraph."""

_BRACKETS = possessive(r"[^\[\]\n\0|]|\[" + possessive(r"[^\[\]\n\0|]|\[[^\[\]\n\0|]*+\]") + r"\]")
_OTHERS = possessive(rf"[ \t]*+\[!\w{_BRACKETS}\]")
_DIRECTIVE = re.compile(rf"\[!\w{_BRACKETS}\]{_OTHERS}(?=[ \t]*(?:[\n\0]|\Z))")
"""The directives of a whole line."""
_INLINE_DIRECTIVE = re.compile(
    rf"(?<=\n)({_PREFIX}):::(?=[a-z]" + possessive(r"[^:\n\0]|:(?!::)") + r":::[ \t]*+[^\s\0:])"
)
"""The start of a directive with text after it, which is part of a paragraph."""
_UP_TO_PIPE = r"[^\n\0|\\]*+" + possessive(r"\\(?!\|)[^\n\0|\\]*+")
_WORDS = re.compile(
    rf"""
    [^\s\\~=+\#>|<:.!)\]\0-]                # characters that start no block, and these where they start none:
    (?: (?<![\[`*_/\d])(?<!\[![\w])
      | (?<=\[)(?!!) | (?<=/)(?!>) | (?<=`)(?!``) | (?<=\*)(?=\*?+[^\W_]) | (?<=_)(?=[^\W_]) | (?<=\d)(?!\d{{0,8}}[.)])
    )
    {_UP_TO_PIPE}                           # and the text up to a pipe, which can be part of a table
    """,
    re.VERBOSE,
)
_GUARDED_WORDS = re.compile(
    # A letter that starts a word but not a tag name, and the text up to a table delimiter or the end of HTML.
    r"(?<![<\w/!?])[^\W\d_]" + possessive(r"[^\n\0|\\<>\]?-]++|-(?!->)|\?(?!>)")
)
"""Words in a text with HTML that can end anywhere in a line (CommonMark 0.31.2, 4.6, kinds 1 to 5)."""

_PADDING = re.compile(r"\|[ ]+")
_DASHES = re.compile(r"-{4,}")
_HTML_HINT = re.compile(r"<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
_OPENS_HTML = re.compile(rf"\n{_PREFIX}<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
_SEAM = re.compile(
    r"""
    ( \n
      (?: \n (?=[x\#|\[<>`!:]|\*\*)           # after a blank line, a line that cannot continue a list item
        | (?=\#{1,6}[ ] | ```[^`\n]*\n | ~~~)  # a heading, a fence, or a bullet, which end a paragraph
        | (?: (?=[-*+][ ]{1,4}\S) | \n(?=\d{1,9}[.)][ ]{1,4}\S) )
          (?![^\n|]*+\|)                      # but not an item with a pipe, which could be a table by itself
      )
    )
    """,
    re.VERBOSE,
)
_STRETCH = 100_000
"""Texts longer than this (in characters) are folded bit by bit."""

_FENCE = re.compile(r"(`{3,}+|~{3,}+)[^`\n]*+\n")


def fold(text: str) -> str:
    """Replace the words of a projected text. The number of lines stays the same."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    guarded = _HTML_HINT.search(text) is not None and _OPENS_HTML.search(f"\n{text}") is not None
    words = _GUARDED_WORDS if guarded else _WORDS
    return "".join([_folded(stretch, words) for stretch in _stretches(text.replace("\0", "\ufffd"))])


def _stretches(text: str) -> Iterator[str]:
    """Divide a long text at blank lines, which limits the memory that folding takes."""
    start, end = 0, text.find("\n\n", _STRETCH) + 2
    while end > 1:
        yield text[start:end]
        start, end = end, text.find("\n\n", end + _STRETCH) + 2
    yield text[start:]


def _folded(text: str, words: re.Pattern[str]) -> str:
    parts = _KEPT.split(f"\n{text}")
    rest = "\0".join(parts[::2])
    if ":::" in rest:
        rest = _INLINE_DIRECTIVE.sub(r"\1x", rest)
    if "[!" in rest:
        rest = _DIRECTIVE.sub("[!x]", rest)
    rest = words.sub("x", rest)
    if "|" in rest:
        rest = _DASHES.sub("---", _PADDING.sub("|", rest))
    for digit in "3456789":  # only the width of a list number matters, and whether it is 1
        rest = rest.replace(digit, "2")
    parts[::2] = rest.split("\0")
    return "".join(parts)[1:]


def passages(skeleton: str) -> list[str]:
    """Divide a skeleton where a new block or list item starts at the top level.

    The division is correct unless a fence or an HTML block is still open there, which only the parser can determine.
    """
    parts = _SEAM.split(skeleton)
    parts.append("")
    return [*map(add, parts[::2], parts[1::2])]


def shorten_fence(parts: Sequence[str], at: int) -> tuple[str, int, int]:
    """Shorten the code in a passage that starts with a fence to one line.

    No block is open at the start of a passage, so the lines up to the closing fence are code. Shortened fences are
    equal passages, which can be cached.

    Args:
        parts: the passages of a skeleton.
        at: the index of the passage.

    Returns:
        The shortened passage, the number of passages that it replaces, and the number of removed lines.
    """
    opening = _FENCE.match(parts[at])
    if opening is None:
        return parts[at], 1, 0
    closing = _closing_fence(opening[1])
    height, start = 0, opening.end()
    for index in range(at, len(parts)):
        part = parts[index]
        found = closing.search(part, start)
        if found:
            height += part.count("\n", start, found.start())
            code = "x\n" if height else ""
            return f"{opening[1]}\n{code}{part[found.start() :]}", index - at + 1, max(height - 1, 0)
        height += part.count("\n", start)
        start = 0
    return parts[at], 1, 0


@lru_cache(maxsize=16)
def _closing_fence(opening: str) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,3}}{opening}{opening[0]}*[ \t]*$", re.MULTILINE)
