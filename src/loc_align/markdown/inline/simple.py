"""A fast inline parser for segments with simple markup.

Most segments contain only code spans, escapes, words in asterisks or underscores, and links, without nesting. They do
not need the rules for flanking, nesting, and precedence, so one regular expression is enough. If it finds any other
mark, the segment needs the full parser in :mod:`.scan`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from loc_align.markdown.inline.patterns import has_links
from loc_align.model import Code, CodeType, Inline


def _compile(*, brackets: bool) -> re.Pattern[str]:
    """Compile the pattern for texts in which brackets can be markup, or for those in which they are text."""
    marks = r"\\`*_<&$~" + (r"\[\]" if brackets else "")
    words = rf"(?:[^:\r\n{marks}]++|:(?!::)|(?<=[^\W_])_(?=[^\W_])|\\(?=[^\W_])|&(?![\#A-Za-z])|<(?=\s))"
    end = r"(?=[ \t\n.,;:!?)]|\Z)"
    if brackets:
        text = rf"(?:(?<=\[)|(?<=!)(\[))(?:`([^`\[\]\s][^`\[\]\n]*)`|({words}*))"
        link = text + r"""(\]\([^\s()<>`\\]+(?:[ ]+"[^"\\`<\n]*")?\))"""
        bracket = r"(?<=[\[\]]) | (?<=!)(?=\[)"
    else:
        link, bracket = r"(?!)()()()()", r"(?!)"
    # Starts with a character class, which makes the search skip from mark to mark.
    return re.compile(
        rf"""
        [!\n{marks}](?:
          (?<=`)(?<!``)([^`\s][^`\n]*)`(?!`)
        | {link}
        | (?<=\*)(?<!\*\*)(?:
              \*(?:(?=[^\W_])|(?<![^ \t\n(]\*\*)(?=[^\s_]))({words}+)(?:(?<=[^\W_])\*\*(?!\*)|(?<=[^\s_])\*\*{end})
            |   (?:(?=[^\W_])|(?<![^ \t\n(]\*)(?=[^\s_]))({words}+)(?:(?<=[^\W_])\*(?!\*)|(?<=[^\s_])\*{end})
          )
        | (?<=_)(?<![^ \t\n(]_)(?=[^\W_])({words}+)(?<=[^\W_])_{end}
        | (?<=\\)([!-/:-@\[-`{{-~])
        | (?: (?<=[`*]) | {bracket} | (?<=_)(?:(?<![^\W_]_)|(?![^\W_])) | (?<=<)(?=[^\s<>]) | (?<=&)(?=[\#A-Za-z])
            | (?<=\$)(?=\$|[^\s$][^$]*\$) | (?<=~)(?=~) | (?<=\\)(?=[\r\n])
            | (?<=\n)(?:(?<=[ ]\n)|(?<=[ ]\r\n)|(?=[ \t]*>))
          )()
        )
        """,
        re.VERBOSE,
    )


_CUT, _CUT_BUT_LINKS = _compile(brackets=True).split, _compile(brackets=False).split
"""Cut a text at its markup. The groups are: a code span; the bracket of an image; the code or the text in a link or
image, and its tail; strong emphasis; emphasis in asterisks; emphasis in underscores; an escape; any other mark."""

_STEP = 11
_IMAGE, _TAIL, _MARK = 2, 5, 10


def cut(text: str, references: Collection[str] = frozenset()) -> list[str] | None:
    """Cut a segment into text and markup. A segment without markup is one piece.

    Args:
        text: the Markdown of the segment.
        references: the normalized labels of the link reference definitions in its document.

    Returns:
        The pieces, for :func:`visible` and :func:`codes`; ``None`` if the markup is not simple.
    """
    pieces = (_CUT if "[" in text and has_links(text, references) else _CUT_BUT_LINKS)(text)
    return None if (len(pieces) > 1 and "" in pieces[_MARK::_STEP]) or ":::" in text else pieces


def visible(pieces: list[str]) -> str:
    """Return the visible text of a segment in pieces."""
    del pieces[_TAIL::_STEP], pieces[_IMAGE :: _STEP - 1]
    return "".join(filter(None, pieces))


def codes(pieces: list[str]) -> Inline:
    """Return the text and the inline codes of a segment in pieces."""
    parts: list[str | Code] = [pieces[0]] if pieces[0] else []
    pair = 0
    for at in range(1, len(pieces), _STEP):
        code, image, linked_code, linked, tail, strong, starred, emphasis, escaped, _, after = pieces[at : at + _STEP]
        if code:
            parts.append(Code("standalone", "code", f"`{code}`", None, code))
        elif escaped:
            parts.append(Code("standalone", "escape", f"\\{escaped}", None, escaped))
        else:
            pair += 1
            if tail:
                inside = Code("standalone", "code", f"`{linked_code}`", None, linked_code) if linked_code else linked
                parts += _pair("image", "![", inside, tail, pair) if image else _pair("link", "[", inside, tail, pair)
            elif strong:
                parts += _pair("strong", "**", strong, "**", pair)
            else:
                parts += (
                    _pair("emphasis", "*", starred, "*", pair)
                    if starred
                    else _pair("emphasis", "_", emphasis, "_", pair)
                )
        if after:
            parts.append(after)
    return tuple(parts)


def _pair(kind: CodeType, opening: str, inside: str | Code, closing: str, pair: int) -> tuple[str | Code, ...]:
    ends = Code("open", kind, opening, pair), Code("close", kind, closing, pair)
    return (ends[0], inside, ends[1]) if inside else ends
