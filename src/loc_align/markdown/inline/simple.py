"""The quick way through a segment whose markup can't be mistaken.

Most segments with markup hold nothing but code spans, escapes, words in asterisks and plain links, side by side. There
the rules about flanking, nesting and precedence have nothing to decide, and one regular expression tells all. What is
left between its matches must be free of marks; else the segment takes the careful way (:mod:`.scan`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.markdown.inline.patterns import SPECIAL, has_marks
from loc_align.model import Code, CodeType, Inline

_WORDS = r"(?:[^\\`*_<>&\[\]$~:\r\n]++|:(?!::)|(?<=[^\W_])_(?=[^\W_]))"
"""Text without marks; an underscore inside a word is none (CommonMark 0.31.2, 6.2, rule 2)."""

# It begins with a set of characters, so that the search runs from mark to mark and not from character to character.
_CONSTRUCT = re.compile(
    rf"""
    [\\`*!\[](?:
      (?<=\\)([!-/:-@\[-`{{-~])
    | (?<=`)(?<!``)([^`\s][^`\n]*)`(?!`)
    | (?<=\*)(?<!\*\*)(?:
          \*(?:(?=[^\W_])|(?<![^ \t\n]\*\*)(?=[^\s_]))({_WORDS}+)(?:(?<=[^\W_])\*\*(?!\*)|(?<=[^\s_])\*\*(?![^ \t\n]))
        |   (?:(?=[^\W_])|(?<![^ \t\n]\*)(?=[^\s_]))({_WORDS}+)(?:(?<=[^\W_])\*(?!\*)|(?<=[^\s_])\*(?![^ \t\n]))
      )
    | (?:(?<=\[)|(?<=!)\[)(?:`([^`\[\]\s][^`\[\]\n]*)`|({_WORDS}*))\]\([^\s()<>`\\]+\)
    )
    """,
    re.VERBOSE,
)
_GROUPS = _CONSTRUCT.groups
_ESCAPE, _CODE, _STRONG, _EMPHASIS, _LINKED_CODE, _LINK = range(1, _GROUPS + 1)


def plain(text: str) -> str | None:
    """What a reader sees of a segment, ``None`` if it is not simple."""
    parts = _CONSTRUCT.split(text)
    rest = "\0".join(parts[:: _GROUPS + 1])
    if has_marks(rest) and (SPECIAL.search(rest) or ("$" in rest and text.count("$") > 1)):
        return None
    return "".join(filter(None, parts))


def parse(text: str) -> Inline | None:
    """The text and the codes of a segment, ``None`` if it is not simple."""
    parts: list[str | Code] = []
    dollars = text.count("$") > 1  # a formula may reach from the text into a match
    done = pair = 0
    for found in _CONSTRUCT.finditer(text):
        start, end = found.span()
        if done < start:
            if SPECIAL.search(text, done, start) or (dollars and text.find("$", done, start) >= 0):
                return None
            parts.append(text[done:start])
        done = end
        group = found.lastindex or 0
        if group == _ESCAPE:
            parts.append(Code("standalone", "escape", found[0], None, found[group]))
        elif group == _CODE:
            parts.append(Code("standalone", "code", found[0], None, found[group]))
        else:
            pair += 1
            parts += _pair(found, group, pair)
    if done < len(text):
        if SPECIAL.search(text, done):
            return None
        parts.append(text[done:])
    return tuple(parts)


def _pair(found: re.Match[str], group: int, pair: int) -> Iterator[str | Code]:
    start, end = found.span(group)
    if group == _LINKED_CODE:
        start, end = start - 1, end + 1
    text = found.string
    kind = _kind(group, text[found.start()])
    yield Code("open", kind, text[found.start() : start], pair)
    if group == _LINKED_CODE:
        yield Code("standalone", "code", text[start:end], None, found[group])
    elif start < end:
        yield text[start:end]
    yield Code("close", kind, text[end : found.end()], pair)


def _kind(group: int, first: str) -> CodeType:
    if group == _STRONG:
        return "strong"
    if group == _EMPHASIS:
        return "emphasis"
    return "image" if first == "!" else "link"
