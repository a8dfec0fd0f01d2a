"""The inline markup that a regular expression can tell, and the order in which it is tried."""

from __future__ import annotations

import re
from types import MappingProxyType

_MARK = re.compile(r"[\\`*_<&\[\]$~\n]")


def has_marks(text: str) -> bool:
    """Whether a text may hold markup: two searches at the speed of the machine settle it for most segments."""
    return _MARK.search(text) is not None or ":::" in text


SPECIAL = re.compile(
    r"""
      ` | \* | \[ | \] | !(?=\[) | ~~ | ::: | [ ](?=\r?\n)
    | \\(?=[!-/:-@\[-`{-~\r\n])
    | _(?<![^\W_]_) | _(?![^\W_])       # one between letters or digits is a part of their word
    | <(?=[^\s<>]) | &(?=[\#A-Za-z])
    | \$(?=\$|[^\s$][^$]*\$)
    """,
    re.VERBOSE,
)
"""Where markup may begin or end; each branch begins with a literal, so that the search runs from mark to mark."""

CODE_SPAN = re.compile(r"`+")
ESCAPE = re.compile(r"\\(?:([!-/:-@\[-`{-~])|(\r?\n))")
"""CommonMark 0.31.2, 2.4 and 6.7: an escaped punctuation character, or a hard break."""

ENTITY = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7})|[A-Za-z][A-Za-z0-9]{1,31});")
"""CommonMark 0.31.2, 2.5."""

AUTOLINK = re.compile(
    r"""
    <( [A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*
     | [A-Za-z0-9.!\#$%&'*+/=?^_`{|}~-]+
       @[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*
     )>
    """,
    re.VERBOSE,
)
"""CommonMark 0.31.2, 6.5: an absolute URI or an e-mail address."""

HTML = re.compile(
    r"""
    <(?:
      (?P<open>[A-Za-z][A-Za-z0-9-]*)
        (?:\s+[A-Za-z_:][A-Za-z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?)*+
        \s*(?P<empty>/)?>
    | /(?P<close>[A-Za-z][A-Za-z0-9-]*)\s*>
    )
    """,
    re.VERBOSE,
)
"""CommonMark 0.31.2, 6.6: a start tag or an end tag."""

UNTAGGED = re.compile(
    r"""
      (?P<whole><!--(?:-?>|(?:---)*+-->)) | (?P<comment><!--)
    | (?P<instruction><\?) | (?P<cdata><!\[CDATA\[) | (?P<declaration><![A-Za-z])
    """,
    re.VERBOSE,
)
"""CommonMark 0.31.2, 6.6: how a comment, a processing instruction, CDATA or a declaration begins."""

UNTAGGED_END = MappingProxyType(
    {
        "whole": re.compile(""),
        "comment": re.compile(r"(?<!-)(?:---)*+-->"),
        "instruction": re.compile(r"\?>"),
        "cdata": re.compile(r"\]\]>"),
        "declaration": re.compile(r">"),
    }
)
"""How they end. More dashes before the end of a comment are read by threes, as cmark and markdown-it read them."""

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""The elements of HTML that have no end tag."""

BREAK = re.compile(r" {2,}\r?\n")
"""CommonMark 0.31.2, 6.7."""

CONTINUED = re.compile(r"(?:\r\n|\n)[ \t]*>(?:[ \t]*>)*[ \t]?")
"""A new line inside a quote, with the marks of the quote (CommonMark 0.31.2, 5.1)."""

QUOTE_MARKS = re.compile(r"[ \t]*>(?:[ \t]*>)*[ \t]?")
"""The marks of a quote, after a hard break."""

UNTRANSLATED = re.compile(r"<[A-Za-z][^<>]*\stranslate=[\"']?no\b")
"""A start tag whose element is not to be translated."""

MATH = re.compile(
    r"""
      \$\$(?:[^$\\`]|\\.)+\$\$
    | (?<![0-9A-Za-z_$])\$(?![\s$])((?:[^$\\`\n]|\\[^\n])*)(?<!\s)\$(?![0-9A-Za-z_$({])
    """,
    re.VERBOSE | re.DOTALL,
)
"""A formula: no space inside its dollar signs, no ASCII word around them, and no code span in it, which binds tighter.

So shell variables are none (``$HOME/$USER``); other scripts write words without spaces around a formula."""

AMOUNT = re.compile(r"\d[\d.,]*\s[^\\^_{}=+*<>|]*\Z")
"""What follows the dollar sign of a price: a number, then words without a mark of TeX."""

DIRECTIVE = re.compile(
    r"""
    \[![0-9A-Za-z]{2}[\w\#+-]*(?=[\s\[\]])
      (?:[^\[\]\n]|\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*+\])*+\](?!\()
    | :::[a-z][\w-]*(?:[^:\n]|:(?!::))*+:::
    """,
    re.VERBOSE,
)
"""``[!NOTE]``, ``[!INCLUDE [name](path)]``, ``[!code-csharp[](path)]``, ``:::image …:::``.

Neither a range of characters as shells have it (``[!a-z]``) nor the text of a link (``[!note](path)``)."""

LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999})\]", re.DOTALL)
"""CommonMark 0.31.2, 6.3: a link label after the text of a link, maybe empty."""

LABEL_LENGTH = 999
"""CommonMark 0.31.2, 6.3: a label has no more characters."""
