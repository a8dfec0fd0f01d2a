"""Learns a lexicon from a translation memory."""

from __future__ import annotations

from collections.abc import Iterable

from loc_align.alignment.by_content.lexicon.learning import learn
from loc_align.alignment.by_content.lexicon.lexicon import Lexicon
from loc_align.alignment.by_content.tokens import tokens
from loc_align.model import TranslationUnit


def lexicon_of(units: Iterable[TranslationUnit], base: Lexicon | None = None) -> Lexicon:
    """Learn a lexicon from translation units.

    Args:
        units: the units of a memory for one language pair. Units without a source or a target are ignored.
        base: a lexicon to extend.

    Returns:
        The extended lexicon.
    """
    pairs = ((unit.source, unit.target) for unit in units)
    return learn(
        ((tokens(own.text, ()).words, tokens(other.text, ()).words) for own, other in pairs if own and other), base
    )
