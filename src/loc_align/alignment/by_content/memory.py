"""A lexicon made from a translation memory."""

from __future__ import annotations

from collections.abc import Iterable

from loc_align.alignment.by_content.learn import learn
from loc_align.alignment.by_content.lexicon import Lexicon
from loc_align.alignment.by_content.tokens import tokens
from loc_align.model import TranslationUnit


def lexicon_of(units: Iterable[TranslationUnit], base: Lexicon | None = None) -> Lexicon:
    """Learn a lexicon from translation units.

    Args:
        units: those of a memory in one pair of languages; units without one of the sides teach nothing.
        base: what was known before.
    """
    pairs = ((unit.source, unit.target) for unit in units)
    return learn(
        ((tokens(own.text, ()).words, tokens(other.text, ()).words) for own, other in pairs if own and other), base
    )
