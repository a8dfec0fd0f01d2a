"""Whether a text is in the script of its language."""

from __future__ import annotations

from functools import cache

import regex

from loc_align.text.language_tags import script_of

_PARTS = {"Jpan": "HiraKanaHani", "Kore": "HangHani", "Hans": "Hani", "Hant": "Hani", "Hrkt": "HiraKana"}
"""Scripts that consist of others, each of which has four letters."""
_KANA = regex.compile(r"[\p{Hira}\p{Kana}]")
_LOWER = regex.compile(r"(?<![\p{L}\p{N}._-])[a-z]{2,}(?![\p{L}\p{N}._-])")
"""A word in lowercase Latin letters. Names, which other languages quote, have capitals."""
_LATIN = regex.compile(r"\p{Latin}")
_MOST_WORDS = 3
"""The most such words that a text quotes."""
_LEAST = 20
"""The number of letters that are needed for a judgment."""
_SHARE = 0.1
"""The minimum share of letters in the script of the language, because technical text quotes many names."""


def in_other_script(prose: str, lang: str) -> bool:
    """Return whether a text is clearly not in the script of a language.

    Args:
        prose: the text, without code.
        lang: the language, canonical BCP 47.
    """
    script = "" if lang.partition("-")[0] == "und" else script_of(lang)
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
    return foreign >= _LEAST or (script != "Latn" and len(_LOWER.findall(prose)) > _MOST_WORDS)


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
