"""The quick way through a segment whose markup can't be mistaken.

Four of five segments with markup hold nothing but code spans, escapes, words in asterisks and plain links, side by side.
There the rules about flanking, nesting and precedence have nothing to decide, and one regular expression tells all. What
is left between its matches must be free of marks; else the segment takes the careful way (:mod:`.scan`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.inline.markup import code_content
from loc_align.inline.patterns import SPECIAL
from loc_align.model import Code, CodeType, Inline

_WORDS = r"(?:[^\\`*_<>&\[\]$~]|(?<=[^\W_])_(?=[^\W_]))*"
"""Text without marks; an underscore inside a word is none (CommonMark 0.31.2, 6.2, rule 2)."""

_CONSTRUCT = re.compile(
    rf"""
      \\([!-/:-@\[-`{{-~])
    | `(?<!``)([^`\n]*[^`\s][^`\n]*)`(?!`)
    | \*(?<!\*\*)(?:
          \*(?=[^\W_])({_WORDS}(?<=[^\W_]))\*\*(?!\*)
        |   (?=[^\W_])({_WORDS}(?<=[^\W_]))\*(?!\*)
      )
    | !?\[(?:`([^`\[\]\n]*[^`\[\]\s])`|({_WORDS}))\]\([^\s()<>`\\]+\)
    """,
    re.VERBOSE,
)
_GROUPS = _CONSTRUCT.groups
_ESCAPE, _CODE, _STRONG, _EMPHASIS, _LINKED_CODE, _LINK = range(1, _GROUPS + 1)


def plain(text: str) -> str | None:
    """What a reader sees of a segment, ``None`` if it is not simple."""
    parts = _CONSTRUCT.split(text)
    if SPECIAL.search("\0".join(parts[:: _GROUPS + 1])):
        return None
    if any(map(_padded, filter(None, parts[_CODE :: _GROUPS + 1]))):
        return None
    return "".join(filter(None, parts))


def _padded(content: str) -> bool:
    """Whether a code span's content may lose a space on each side."""
    return content[0] == " "


def parse(text: str) -> Inline | None:
    """The text and the codes of a segment, ``None`` if it is not simple."""
    if SPECIAL.search(_CONSTRUCT.sub("\0", text)):
        return None
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[str | Code]:
    done = pair = 0
    for found in _CONSTRUCT.finditer(text):
        start, end = found.span()
        if done < start:
            yield text[done:start]
        done = end
        group = found.lastindex or 0
        if group == _ESCAPE:
            yield Code("standalone", "escape", found[0], None, found[group])
        elif group == _CODE:
            yield Code("standalone", "code", found[0], None, code_content(found[group]))
        else:
            pair += 1
            yield from _pair(found, group, pair)
    if done < len(text):
        yield text[done:]


def _pair(found: re.Match[str], group: int, pair: int) -> Iterator[str | Code]:
    start, end = found.span(group)
    if group == _LINKED_CODE:
        start, end = start - 1, end + 1
    text = found.string
    kind = _kind(group, text[found.start()])
    yield Code("open", kind, text[found.start() : start], pair)
    if group == _LINKED_CODE:
        yield Code("standalone", "code", text[start:end], None, code_content(found[group]))
    elif start < end:
        yield text[start:end]
    yield Code("close", kind, text[end : found.end()], pair)


def _kind(group: int, first: str) -> CodeType:
    if group == _STRONG:
        return "strong"
    if group == _EMPHASIS:
        return "emphasis"
    return "image" if first == "!" else "link"
