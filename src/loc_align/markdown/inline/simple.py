"""The quick way through a segment whose markup can't be mistaken.

Most segments with markup hold nothing but code spans, escapes, words in asterisks and plain links, side by side. There
the rules about flanking, nesting and precedence have nothing to decide, and one regular expression tells all. What is
left between its matches must be free of marks; else the segment takes the careful way (:mod:`.scan`).
"""

from __future__ import annotations

import re

from loc_align.markdown.inline.patterns import SPECIAL, has_marks
from loc_align.model import Code, CodeType, Inline

_WORDS = r"(?:[^\\`*_<>&\[\]$~:\r\n]++|:(?!::)|(?<=[^\W_])_(?=[^\W_]))"
"""Text without marks; an underscore inside a word is none (CommonMark 0.31.2, 6.2, rule 2)."""

# It begins with a set of characters, so that the search runs from mark to mark and not from character to character.
_CONSTRUCT = re.compile(
    rf"""
    [\\`*!\[](?:
      (?<=`)(?<!``)([^`\s][^`\n]*)`(?!`)
    | (?:(?<=\[)|(?<=!)(\[))(?:`([^`\[\]\s][^`\[\]\n]*)`|({_WORDS}*))(\]\([^\s()<>`\\]+\))
    | (?<=\*)(?<!\*\*)(?:
          \*(?:(?=[^\W_])|(?<![^ \t\n]\*\*)(?=[^\s_]))({_WORDS}+)(?:(?<=[^\W_])\*\*(?!\*)|(?<=[^\s_])\*\*(?![^ \t\n]))
        |   (?:(?=[^\W_])|(?<![^ \t\n]\*)(?=[^\s_]))({_WORDS}+)(?:(?<=[^\W_])\*(?!\*)|(?<=[^\s_])\*(?![^ \t\n]))
      )
    | (?<=\\)([!-/:-@\[-`{{-~])
    )
    """,
    re.VERBOSE,
)
"""A code span; a link or an image, with its second mark, the code or the words in it, and its tail; strong; emphasis;
an escape."""

_STEP = _CONSTRUCT.groups + 1
_IMAGE, _TAIL = 2, 5


def plain(text: str) -> str | None:
    """What a reader sees of a segment, ``None`` if it is not simple."""
    pieces = _pieces(text)
    if pieces is None:
        return None
    del pieces[_TAIL::_STEP], pieces[_IMAGE :: _STEP - 1]
    return "".join(filter(None, pieces))


def parse(text: str) -> Inline | None:
    """The text and the codes of a segment, ``None`` if it is not simple."""
    pieces = _pieces(text)
    if pieces is None:
        return None
    parts: list[str | Code] = [pieces[0]] if pieces[0] else []
    pair = 0
    for at in range(1, len(pieces), _STEP):
        code, image, linked_code, linked, tail, strong, emphasis, escaped, after = pieces[at : at + _STEP]
        if code:
            parts.append(Code("standalone", "code", f"`{code}`", None, code))
        elif escaped:
            parts.append(Code("standalone", "escape", f"\\{escaped}", None, escaped))
        else:
            pair += 1
            if tail:
                inside = Code("standalone", "code", f"`{linked_code}`", None, linked_code) if linked_code else linked
                parts += _pair("image", "![", inside, tail, pair) if image else _pair("link", "[", inside, tail, pair)
            else:
                parts += (
                    _pair("strong", "**", strong, "**", pair) if strong else _pair("emphasis", "*", emphasis, "*", pair)
                )
        if after:
            parts.append(after)
    return tuple(parts)


def _pieces(text: str) -> list[str] | None:
    """The texts beside the constructs, and between them the groups of each; ``None`` if the texts hold marks."""
    pieces = _CONSTRUCT.split(text)
    rest = "\0".join(pieces[::_STEP])
    # A formula may reach from the text into a construct.
    if has_marks(rest) and (SPECIAL.search(rest) or ("$" in rest and text.count("$") > 1)):
        return None
    return pieces


def _pair(kind: CodeType, opening: str, inside: str | Code, closing: str, pair: int) -> tuple[str | Code, ...]:
    ends = Code("open", kind, opening, pair), Code("close", kind, closing, pair)
    return (ends[0], inside, ends[1]) if inside else ends
