"""Formulas that are damaged, and marks that translation machines leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import Piece, codes_of_type, compare, is_variable, missing_finding
from loc_align.model import Inline, Span

_FREE_SPACE = re.compile(r"(?<!\\)\s+")
"""White space that means nothing in a formula: any but after a backslash."""


def code_math(pair: Pair, _: Options) -> Iterator[Finding]:
    r"""A formula of the source is missing in the target, or altered.

    Why: a formula is set by a program that knows its own commands and no words. Spaces don't count, but for
    one after a backslash.

    Fails:
        with $\alpha$ as the rate → mit $\ alpha$ als Rate

    Passes:
        with $\alpha$ as the rate → mit der Rate $\alpha$
    """
    if pair.source.count("$") > 1:
        difference = compare((piece.key for piece in _formulas(pair.source_inline)), _formulas(pair.target_inline))
        if difference and difference.missing:
            yield missing_finding(pair, "formula", difference, "write it as the source has it")


def _formulas(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "math"):
        if not is_variable(code) and "**" not in code.data:  # two dollar signs in bold text are no formula
            yield Piece(_FREE_SPACE.sub("", code.data), span)


def code_token(pair: Pair, options: Options) -> Iterator[Finding]:
    """The target has a mark in it with which translation machines keep the place of a code.

    Why: the code is gone, and its number stands in the text. The option ``patterns`` lists regular expressions; what
    one of them finds in the target must be in the source.

    Fails:
        Select **Save**. → Wählen Sie # A1 Speichern # B1.

    Passes:
        See row # A1. → Siehe Zeile # A1.
    """
    if "#" not in pair.target and "<" not in pair.target:
        return
    for found in _any_of(tuple(options["patterns"])).finditer(pair.target):
        if found[0] not in pair.source:
            message = (
                f'"{found[0]}" is not in the source: a machine lost a code here; put that of the source in its place'
            )
            yield Finding(Span(*found.span()), message)
            return


@lru_cache(maxsize=16)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_PATTERNS = (r"#\s?[A-Z]\d{1,2}\b(?:\s?#)?", r"</?\s?c\d{1,3}\s?/?>")

RULES = (
    Rule("code-math", "error", "A formula is missing or altered", code_math, triggers=frozenset("$")),
    Rule(
        "code-token",
        "error",
        "A mark of a translation machine was left in the text",
        code_token,
        options=MappingProxyType({"patterns": _PATTERNS}),
        triggers=frozenset("#<"),
    ),
)
