"""Rules about tokens that translation programs leave in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import codes_of_type
from loc_align.checks.messages import quoted
from loc_align.checks.regions import covers
from loc_align.model import Span


def code_token(pair: Pair, options: Options) -> Iterator[Finding]:
    r"""Checks for leftover tokens that programs put in place of inline codes and characters, such as ``# A1``.

    Among them are the inline elements of XLIFF and TMX, numbered placeholders, and escapes such as ``\n``.

    Why: The inline code is gone, and readers see the token instead.

    Fails:
        Select **Save**. → Wählen Sie # A1 Speichern # B1.

    Passes:
        See row # A1. → Siehe Zeile # A1.

    Options:
        patterns: Regular expressions for tokens. A match in the target must also be in the source.
    """
    code = [span for span, _ in codes_of_type(pair.target_inline, "code")] if "`" in pair.target else ()
    for found in _any_of(tuple(options["patterns"])).finditer(pair.target):
        if found[0] not in pair.source and not covers(code, found.start()) and not _is_changed(found[0], pair):
            message = f"a program left the token {quoted(found[0])}; replace it with what the source has there"
            yield Finding(Span(*found.span()), message)
            return


def _is_changed(token: str, pair: Pair) -> bool:
    """Return whether a token is probably a placeholder or a name of the source that was changed."""
    if token.startswith("\\"):
        return token[:2] in pair.source or _BACKSLASH.search(pair.source) is not None
    if token.startswith("{"):
        return any(own not in pair.target for own in _NUMBERED.findall(pair.source))
    return token[0] in "_@" and token[0] in pair.source


@lru_cache(maxsize=16)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_BACKSLASH = re.compile(r"\\(?![!-/:-@\[-`{-~])")
"""A backslash that escapes nothing, as in a path."""
_NUMBERED = re.compile(r"\{\d{1,2}\}")
_ELEMENTS = "bpt|ept|bx|ex|it|mrk|ph|pc|sc|ec|ut|hi|g|x"
"""The inline elements of TMX 1.4b, XLIFF 1.2, and XLIFF 2.1."""
_PATTERNS = (
    r"#\s?[A-Z]\d{1,2}\b(?:\s?#)?",
    r"</?\s?c\d{1,3}\s?/?>",
    rf"<(?:{_ELEMENTS})(?:\s+[\w:-]+=\"[^\"<>]*\")+\s*/?>",
    r"</(?:bpt|ept|ph|it|mrk|pc|g)>",
    r"</?\d{1,3}/?>",
    r"\{/?\d{1,2}/?\}",
    r"⟦/?[A-Za-z]*\d+⟧",
    r"__[A-Z]{2,}_?\d+__",
    r"@@\w*\d+@@",
    r"\\u[0-9A-Fa-f]{4}(?![0-9A-Fa-f])",
    r"\\[nrt](?![a-z])|(?<=\w)\\n(?=\w)",
)

RULES = (
    Rule(
        "code-token",
        "error",
        "A token of a program is left in the text",
        code_token,
        options=MappingProxyType({"patterns": _PATTERNS}),
        triggers=frozenset("#<{@_\\⟦"),
    ),
)
