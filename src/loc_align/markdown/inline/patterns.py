"""Regular expressions for inline markup."""

from __future__ import annotations

import re
from collections.abc import Collection
from types import MappingProxyType

from loc_align.text.patterns import possessive

_MARKS = r"""
      ` | \* | ~~ | :::
    | \\(?=[!-/:-@\[-`{-~\r\n]) | \n(?:(?<=[ ]\n)|(?<=[ ]\r\n))
    | _(?<![^\W_]_) | _(?![^\W_])       # an underscore between letters or digits is part of a word
    | <(?=[^\s<>]) | &(?=[\#A-Za-z])
    | \$(?=\$|[^\s$][^$]*\$)
"""
MARKS = re.compile(_MARKS, re.VERBOSE)
"""The start or end of markup, in a text whose brackets are no markup.

Each branch starts with a literal, which makes the search fast.
"""

MARKS_AND_BRACKETS = re.compile(rf"\[ | \] | !(?=\[) | {_MARKS}", re.VERBOSE)
"""The start or end of markup."""


def has_links(text: str, references: Collection[str] = frozenset()) -> bool:
    """Return whether brackets in a text can be markup: of a link, an image, or a directive."""
    return bool(references) or "](" in text or "[!" in text


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
"""CommonMark 0.31.2, 6.5: an absolute URI or an email address."""

_ATTRIBUTES = possessive(r"""\s+[A-Za-z_:][A-Za-z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?""")
HTML = re.compile(
    rf"""
    <(?:
      (?P<open>[A-Za-z][A-Za-z0-9-]*)
        {_ATTRIBUTES}\s*(?P<empty>/)?>
    | /(?P<close>[A-Za-z][A-Za-z0-9-]*)\s*>
    )
    """,
    re.VERBOSE,
)
"""CommonMark 0.31.2, 6.6: a start tag or an end tag."""

_DASHES = possessive("---")
UNTAGGED = re.compile(
    rf"""
      (?P<whole><!--(?:-?>|{_DASHES}-->)) | (?P<comment><!--)
    | (?P<instruction><\?) | (?P<cdata><!\[CDATA\[) | (?P<declaration><![A-Za-z])
    """,
    re.VERBOSE,
)
"""CommonMark 0.31.2, 6.6: the start of a comment, a processing instruction, CDATA, or a declaration."""

UNTAGGED_END = MappingProxyType(
    {
        "whole": re.compile(""),
        "comment": re.compile(rf"(?<!-){_DASHES}-->"),
        "instruction": re.compile(r"\?>"),
        "cdata": re.compile(r"\]\]>"),
        "declaration": re.compile(r">"),
    }
)
"""The ends of those constructs. Extra dashes before the end of a comment are read in threes, as in cmark and
markdown-it."""

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""The HTML elements without an end tag."""

CONTINUED = re.compile(r"(?:\r\n|\n)[ \t]*>(?:[ \t]*>)*[ \t]?")
"""A line break inside a quote, with the markers of the quote (CommonMark 0.31.2, 5.1)."""

QUOTE_MARKS = re.compile(r"[ \t]*>(?:[ \t]*>)*[ \t]?")
"""The markers of a quote, after a hard break."""

UNTRANSLATED = re.compile(r"<[A-Za-z][^<>]*\stranslate=[\"']?no\b")
"""A start tag with ``translate="no"``."""

MATH = re.compile(
    r"""
      \$\$(?:[^$\\`]|\\.)+\$\$
    | (?<![0-9A-Za-z_$])\$(?![\s$])((?:[^$\\`\n]|\\[^\n])*)(?<!\s)\$(?![0-9A-Za-z_$({])
    """,
    re.VERBOSE | re.DOTALL,
)
"""A formula: no space inside its dollar signs, no ASCII word next to them, and no code span, which takes precedence.

So shell variables such as ``$HOME/$USER`` are not formulas. Other scripts have words without spaces around formulas."""

AMOUNT = re.compile(r"\d[\d.,]*\s[^\\^_{}=+*<>|]*\Z")
"""The text after the dollar sign of a price: a number, then words without TeX markup."""

_IN_BRACKETS = possessive(r"[^\[\]\n]|\[[^\[\]\n]*\]")
_IN_DIRECTIVE = possessive(rf"[^\[\]\n]|\[{_IN_BRACKETS}\]")
_IN_COLONS = possessive(r"[^:\n]|:(?!::)")
DIRECTIVE = re.compile(
    rf"""
    \[![0-9A-Za-z]{{2}}[\w\#+-]*(?=[\s\[\]]){_IN_DIRECTIVE}\](?!\()
    | :::[a-z][\w-]*{_IN_COLONS}:::
    """,
    re.VERBOSE,
)
"""``[!NOTE]``, ``[!INCLUDE [name](path)]``, ``[!code-csharp[](path)]``, ``:::image …:::``.

Neither a character set of a shell pattern (``[!a-z]``) nor the text of a link (``[!note](path)``) is a directive."""

LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999})\]", re.DOTALL)
"""CommonMark 0.31.2, 6.3: a link label after the text of a link; it can be empty."""

LABEL_LENGTH = 999
"""CommonMark 0.31.2, 6.3: the most characters of a label."""
