"""Whether a target is its source. For sources in English, the rules of ``check`` know that better."""

from __future__ import annotations

import regex

from loc_align.corpora.languages import are_close

_RUNNING = regex.compile(r"(?<![\p{L}\p{M}\p{N}._-])(?!\p{Lu})[\p{L}][\p{L}\p{M}]*(?![\p{L}\p{N}_]|[.-]\p{L})")
"""A word that doesn't start with a capital, and is no part of a name of a file or an identifier."""
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LETTERS = 3
"""The letters of a word in a text without spaces."""
_LEAST = 4
"""The number of such words that make a text more than a name."""


def is_copied(prose: str, source_lang: str, target_lang: str) -> bool:
    """Return whether a text that both sides have is a sentence that was left untranslated.

    Args:
        prose: the text, without code.
        source_lang: the language of the source, canonical BCP 47.
        target_lang: the language of the target.

    Returns:
        Whether the text has several words that aren't names. No text is copied between languages that have sentences
        in common, or from English or an unknown language.
    """
    languages = {lang.partition("-")[0] for lang in (source_lang, target_lang)}
    if source_lang.partition("-")[0] in {"en", "und"} or "und" in languages or len(languages) == 1:
        return False
    unspaced = len(_UNSPACED.findall(prose))
    words = unspaced // _LETTERS if unspaced else len(_RUNNING.findall(prose))
    return words >= _LEAST and not are_close(source_lang, target_lang)
