"""The inline markup that a regular expression can tell, and the order in which it is tried."""

from __future__ import annotations

import re

_MARK = re.compile(r"[\\`*_<&\[\]$~\n]")


def has_marks(text: str) -> bool:
    """Whether a text may hold markup: two searches at the speed of the machine settle it for most segments."""
    return _MARK.search(text) is not None or ":::" in text


SPECIAL = re.compile(
    r"""
      [`*\[\]] | !(?=\[) | ~~ | ::: | [ ](?=\r?\n)
    | \\(?=[!-/:-@\[-`{-~\r\n])
    | _(?<![^\W_]_) | _(?![^\W_])       # one between letters or digits is a part of their word
    | <(?=[^\s<>]) | &(?=[\#A-Za-z])
    | \$(?=\$|[^\s$][^$]*\$)
    """,
    re.VERBOSE,
)
"""Where markup may begin or end."""

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
    | !---?>
    | !--(?:[^-]|-[^-]|--[^>])*-->
    | \?(?:[^?]|\?(?!>))*\?>
    | ![A-Za-z][^>]*>
    | !\[CDATA\[(?:[^\]]|\](?!\]>))*\]\]>
    )
    """,
    re.VERBOSE,
)
"""CommonMark 0.31.2, 6.6."""

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""The elements of HTML that have no end tag."""

BREAK = re.compile(r" {2,}\r?\n")
"""CommonMark 0.31.2, 6.7."""

MATH = re.compile(
    r"\$\$(?:[^$\\]|\\.)+\$\$|(?<![\w$\\])\$(?![\s$])((?:[^$\\\n]|\\[^\n])*)(?<!\s)\$(?![\w$])", re.DOTALL
)
TEX = re.compile(r"[\\^_{}=+*<>|]|^[A-Za-z]'?$|^-?\d+[A-Za-z]?$")
"""What makes text between dollar signs a formula: a mark of TeX, a single letter, a number. Prices and variables of
shells are none."""

DIRECTIVE = re.compile(
    r"""
    \[!(?:[A-Z]{2,}\b|(?:div|notebook)\b|(?:code|include|INCLUDE)(?:-[\w\#+]+)?\s?(?=\[))
      (?:[^\[\]\n]|\[[^\[\]\n]*\])*+\]
    | :::[a-z][\w-]*(?:[^:\n]|:(?!::))*+:::
    """,
    re.VERBOSE,
)
"""``[!NOTE]``, ``[!INCLUDE [name](path)]``, ``[!code-csharp[](path)]``, ``:::image …:::``."""

LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999})\]", re.DOTALL)
"""CommonMark 0.31.2, 6.3: a link label after the text of a link, maybe empty."""
