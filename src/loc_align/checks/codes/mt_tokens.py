"""Rules about tokens that machine translation leaves in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.messages import quoted
from loc_align.model import Span


def code_token(pair: Pair, options: Options) -> Iterator[Finding]:
    """Checks for leftover tokens that machine translation puts in place of inline codes, such as ``# A1``.

    Why: The inline code is gone, and readers see the token instead.

    Fails:
        Select **Save**. → Wählen Sie # A1 Speichern # B1.

    Passes:
        See row # A1. → Siehe Zeile # A1.

    Options:
        patterns: Regular expressions for tokens. A match in the target must also be in the source.
    """
    if "#" not in pair.target and "<" not in pair.target:
        return
    for found in _any_of(tuple(options["patterns"])).finditer(pair.target):
        if found[0] not in pair.source:
            message = f"machine translation left the token {quoted(found[0])}; replace it with the code from the source"
            yield Finding(Span(*found.span()), message)
            return


@lru_cache(maxsize=16)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_PATTERNS = (r"#\s?[A-Z]\d{1,2}\b(?:\s?#)?", r"</?\s?c\d{1,3}\s?/?>")

RULES = (
    Rule(
        "code-token",
        "error",
        "A machine translation token is left in the text",
        code_token,
        options=MappingProxyType({"patterns": _PATTERNS}),
        triggers=frozenset("#<"),
    ),
)
