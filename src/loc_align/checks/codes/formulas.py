"""Rules about formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import Piece, codes_of_type, compare, is_variable, missing_finding
from loc_align.model import Inline

_IGNORED_SPACE = re.compile(r"(?<!\\)\s+")
"""White space that doesn't matter in a formula: all but the space after a backslash."""


def code_math(pair: Pair, _: Options) -> Iterator[Finding]:
    r"""Checks for formulas in the source that are missing from the target or changed in it.

    White space doesn't matter, except after a backslash. It may also be beside the dollar signs, because not every tool
    takes such a formula for text.

    Why: The page renders a formula from its commands. A translated or damaged command breaks the formula.

    Fails:
        with $\alpha$ as the rate → mit $\ alpha$ als Rate

    Passes:
        with $\alpha$ as the rate → mit der Rate $\alpha$
    """
    if pair.source.count("$") > 1:
        difference = compare(_formulas(pair.source_inline), _formulas(pair.target_inline))
        if difference and difference.missing:
            written = _IGNORED_SPACE.sub("", pair.target)
            lost = tuple(piece for piece in difference.missing if piece.key not in written)
            if lost:
                yield missing_finding(pair, "formula", replace(difference, missing=lost))


def _formulas(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "math"):
        if not is_variable(code) and "**" not in code.data:  # two dollar signs in bold text aren't a formula
            yield Piece(_IGNORED_SPACE.sub("", code.data), span, code.data)


RULES = (Rule("code-math", "error", "A formula is missing or changed", code_math, triggers=frozenset("$")),)
