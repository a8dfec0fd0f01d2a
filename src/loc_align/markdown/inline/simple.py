"""A fast inline parser for segments with simple markup.

Most segments contain only code spans, escapes, words in asterisks, and plain links, without nesting. They do not need
the rules for flanking, nesting, and precedence, so one regular expression is enough. If the text between its matches
contains other marks, the segment needs the full parser in :mod:`.scan`.
"""

from __future__ import annotations

import re

from loc_align.markdown.inline.patterns import SPECIAL
from loc_align.model import Code, CodeType, Inline

_TEXT = r"(?:[^\\`*_<>&\[\]$~:\r\n]++|:(?!::)|(?<=[^\W_])_(?=[^\W_]))"
"""Text without marks. An underscore inside a word is not a mark (CommonMark 0.31.2, 6.2, rule 2)."""

# Starts with a character class, which makes the search skip from mark to mark.
_CONSTRUCT = re.compile(
    rf"""
    [\\`*!\[](?:
      (?<=`)(?<!``)([^`\s][^`\n]*)`(?!`)
    | (?:(?<=\[)|(?<=!)(\[))(?:`([^`\[\]\s][^`\[\]\n]*)`|({_TEXT}*))(\]\([^\s()<>`\\]+\))
    | (?<=\*)(?<!\*\*)(?:
          \*(?:(?=[^\W_])|(?<![^ \t\n]\*\*)(?=[^\s_]))({_TEXT}+)(?:(?<=[^\W_])\*\*(?!\*)|(?<=[^\s_])\*\*(?![^ \t\n]))
        |   (?:(?=[^\W_])|(?<![^ \t\n]\*)(?=[^\s_]))({_TEXT}+)(?:(?<=[^\W_])\*(?!\*)|(?<=[^\s_])\*(?![^ \t\n]))
      )
    | (?<=\\)([!-/:-@\[-`{{-~])
    )
    """,
    re.VERBOSE,
)
"""The groups are: a code span; the bracket of an image; the code or the text in a link or image, and its tail; strong
emphasis; emphasis; an escape."""

_STEP = _CONSTRUCT.groups + 1
_IMAGE, _TAIL = 2, 5


def plain(text: str) -> str | None:
    """Return the visible text of a segment; ``None`` if its markup is not simple."""
    pieces = _pieces(text)
    if pieces is None:
        return None
    del pieces[_TAIL::_STEP], pieces[_IMAGE :: _STEP - 1]
    return "".join(filter(None, pieces))


def parse(text: str) -> Inline | None:
    """Parse a segment into text and inline codes; ``None`` if its markup is not simple."""
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
    """Return the texts around the constructs, alternating with the groups of each; ``None`` if the texts have marks."""
    pieces = _CONSTRUCT.split(text)
    rest = "\0".join(pieces[::_STEP])
    # A formula can start in the text and end in a construct.
    if SPECIAL.search(rest) or ("$" in rest and text.count("$") > 1):
        return None
    return pieces


def _pair(kind: CodeType, opening: str, inside: str | Code, closing: str, pair: int) -> tuple[str | Code, ...]:
    ends = Code("open", kind, opening, pair), Code("close", kind, closing, pair)
    return (ends[0], inside, ends[1]) if inside else ends
