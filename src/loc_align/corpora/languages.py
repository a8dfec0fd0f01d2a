"""Whether a text is in its language: by its script, and by its words if the extra ``langid`` is installed."""

from __future__ import annotations

from functools import cache

import regex
from langcodes import tag_distance

from loc_align.text import language_id
from loc_align.text.language_tags import script_of

_PARTS = {"Jpan": "HiraKanaHani", "Kore": "HangHani", "Hans": "Hani", "Hant": "Hani", "Hrkt": "HiraKana"}
"""Scripts that consist of others, each of which has four letters."""
_EITHER = {
    "az": ("Cyrl",),
    "bs": ("Cyrl",),
    "ku": ("Arab",),
    "ms": ("Arab",),
    "pa": ("Arab",),
    "sr": ("Latn",),
    "uz": ("Cyrl",),
}
"""The other scripts of languages that are published in several, often without the script in the tag."""
_KANA = regex.compile(r"[\p{Hira}\p{Kana}]")
_LOWER = regex.compile(r"(?<![\p{L}\p{N}._-])[a-z]{2,}(?![\p{L}\p{N}._-])")
"""A word in lowercase Latin letters. Names, which other languages quote, have capitals."""
_LATIN = regex.compile(r"\p{Latin}")
_MOST_WORDS = 3
"""The most such words that a text quotes."""
_LEAST = 20
"""The number of letters that are needed for a judgment."""
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_DENSITY = 2
"""How many letters of an alphabet say what one of these letters says."""
_SHARE = 0.1
"""The minimum share of letters in the script of the language, because technical text quotes many names."""
_WORD = regex.compile(r"[^\W\d_]+")
_LEAST_IDENTIFIED = 10
"""The number of letters that are needed to identify a language. The probability says whether they are enough."""
_MOST_IDENTIFIED = 120
"""The number of characters that are enough to identify a language. Looking at more takes time."""
_MAJORITY = 0.5
"""The probability of a language that is more probable than all others together."""
_CLOSE = 14
"""The greatest distance of languages (CLDR, language matching) that short texts don't tell apart, such as Indonesian
and Malay, Croatian and Bosnian, or Norwegian and Danish."""


def in_other_script(prose: str, lang: str) -> bool:
    """Return whether a text is clearly not in the script of a language, or in none of several that it is written in.

    Args:
        prose: the text, without code.
        lang: the language, canonical BCP 47.
    """
    return all(_is_other(prose, script) for script in _scripts(lang))


@cache
def _scripts(lang: str) -> tuple[str, ...]:
    if lang.partition("-")[0] == "und":
        return ("",)
    script = script_of(lang)
    return (script, *(other for other in _EITHER.get(lang.partition("-")[0], ()) if f"-{script}" not in lang))


def _is_other(prose: str, script: str) -> bool:
    own = _own(script)
    if own is None or (script == "Latn" and prose.isascii()):
        return False
    count = len(own.findall(prose))
    if script in {"Hans", "Hant"} and len(_KANA.findall(prose)) > max(count, _LEAST):
        return True
    letters = sum(map(str.isalpha, prose))
    if count >= letters * _SHARE:
        return False
    foreign = letters - count - (0 if script == "Latn" else len(_LATIN.findall(prose)))
    foreign += (_DENSITY - 1) * len(_DENSE.findall(prose))
    return foreign >= _LEAST or (script != "Latn" and len(_LOWER.findall(prose)) > _MOST_WORDS)


def other_language(prose: str, other_side: str, lang: str) -> float:
    """Return the probability that a text is not in its own language.

    The words that both sides of a pair have are left out: names, and what was not translated.

    Args:
        prose: the text, without code.
        other_side: the other side of the pair, without code.
        lang: the language that is stated, canonical BCP 47.

    Returns:
        The probability that it is not in its language, nor in a close one; 0 if no other language is more probable than
        all the rest, if the text is too short, if the language is not known, or if the extra ``langid`` is not
        installed.
    """
    if not _identifiable(lang):
        return 0.0
    there = {word.casefold() for word in _WORD.findall(other_side)}
    words = [word for word in _WORD.findall(prose) if word.casefold() not in there]
    if sum(map(len, words)) < _LEAST_IDENTIFIED:
        return 0.0
    ranked = language_id.ranked(" ".join(words)[:_MOST_IDENTIFIED])
    best, probability = ranked[0]
    if probability <= _MAJORITY or _distance(lang, best) <= _CLOSE:
        return 0.0
    return 1 - sum(share for found, share in ranked if _distance(lang, found) <= _CLOSE)


@cache
def _identifiable(lang: str) -> bool:
    """Return whether the model knows a language in its script.

    It knows Serbian in Latin letters as Croatian, but no language that is like Punjabi in Arabic letters.
    """
    primary = lang.partition("-")[0]
    if not language_id.is_available() or not language_id.knows(primary):
        return False
    script = script_of(lang)
    return script_of(primary) == script or any(
        script_of(other) == script and _distance(lang, other) <= _CLOSE for other in language_id.languages()
    )


def are_close(lang: str, other: str) -> bool:
    """Return whether two languages are so close that they have sentences in common.

    Args:
        lang: a language, canonical BCP 47.
        other: another language, like ``lang``.
    """
    return _distance(lang, language_id.identified_as(other.partition("-")[0])) <= _CLOSE


@cache
def _distance(lang: str, found: str) -> int:
    """Return how far apart two languages are if they are written in the script of the first one."""
    primary, script = lang.partition("-")[0], script_of(lang)
    own, other = (f"{item}-{script}" for item in (language_id.identified_as(primary), found))
    return min(tag_distance(own, other), tag_distance(other, own))


@cache
def _own(script: str) -> regex.Pattern[str] | None:
    names = _PARTS.get(script, script)
    if not names:
        return None
    parts = [names[at : at + 4] for at in range(0, len(names), 4)]
    try:
        return regex.compile("[" + "".join(rf"\p{{Script={part}}}" for part in parts) + "]")
    except regex.error:  # a script that the library doesn't know
        return None
