"""The rule about targets in a third language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

import regex

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.comparison import whole_target
from loc_align.checks.text.words import COMMON, is_common, letters
from loc_align.text import language_id

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_LETTER = regex.compile(r"\p{L}")
_SCRIPTS: Mapping[str, regex.Pattern[str]] = MappingProxyType(
    {
        "Latin": regex.compile(r"\p{Script=Latin}"),
        "Cyrillic": regex.compile(r"\p{Script=Cyrillic}"),
        "Greek": regex.compile(r"\p{Script=Greek}"),
        "Hebrew": regex.compile(r"\p{Script=Hebrew}"),
        "Arabic": regex.compile(r"\p{Script=Arabic}"),
        "Devanagari": regex.compile(r"\p{Script=Devanagari}"),
        "Thai": regex.compile(r"\p{Script=Thai}"),
        "Korean": regex.compile(r"\p{Script=Hangul}"),
        "Japanese": regex.compile(r"[\p{Script=Hiragana}\p{Script=Katakana}]"),
        "Chinese": regex.compile(r"\p{Script=Han}"),
    }
)
_NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2126\u2de0-\ufff8\U00010000-\U0010ffff]")
"""The ranges that contain all letters of the scripts above except for Latin, which is quick to search."""
_ALSO = MappingProxyType({"ja": ("Japanese", "Chinese"), "ko": ("Korean", "Chinese"), "zh": ("Chinese",)})
"""The scripts of languages that CLDR gives a script of several."""
_FEWEST_LETTERS = 8
_SHARE = 0.4
"""The share of letters of another script that make a target one of another language."""
_FEWEST_WORDS = 3
_MIN_LENGTH = 25
_MIN_PROBABILITY = 0.9
_NORWEGIAN = MappingProxyType({"nn": "nb", "no": "nb"})
_SHARED_SCRIPTS = frozenset(("Latin", "Cyrillic", "Arabic", "Devanagari"))
"""The scripts of several languages. A text with letters of another script is in the language of that script."""
_NEAR = tuple(
    map(frozenset[str], (("bs", "hr", "sr"), ("da", "nb", "no"), ("gl", "pt"), ("id", "ms"), ("wuu", "yue", "zh")))
)
"""Languages that a sentence doesn't tell apart."""


def text_language(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets in a language that is neither that of the document nor that of the source.

    The rule looks at the script, and at words that are frequent in one language and unknown in the others. If you
    install the extra ``langid``, it identifies the language of other targets, too.

    Why: A segment was pasted from the translation into another language, or a translation service was called with the
    wrong one.

    Fails:
        de: The file is in the folder of the company. → Le fichier est dans le dossier de la société.
        ja: Save the page before you go. → 페이지를 저장한 후 이동하세요.

    Passes:
        de: The file is in the folder of the company. → Die Datei befindet sich im Ordner der Firma.
        ja: Save the page before you go. → 移動する前にページを保存します。
    """
    if pair.language == "und" or len(pair.target) < _FEWEST_LETTERS:
        return
    other = _other_script(pair) if not pair.target.isascii() else None
    if other is None and len(pair.target) >= _MIN_LENGTH:
        other = _other_language(pair)
    if other is not None:
        yield Finding(whole_target(pair), f"the target looks like {other}; translate the source into {pair.language}")


def _other_script(pair: Pair) -> str | None:
    text = pair.target_prose
    if not _NOT_LATIN.search(text):
        return None
    own = _scripts(pair.language)
    if not own:
        return None
    present = frozenset(map(_script_of, frozenset(text)))
    if present <= {"", "Latin", *own}:
        return None
    letters = len(_LETTER.findall(text))
    for name, script in _SCRIPTS.items():
        if name not in present or name == "Latin" or name in own or (name == "Chinese" and "Japanese" in own):
            continue
        found = len(script.findall(text))
        if found >= max(_FEWEST_LETTERS, _SHARE * letters) and not script.search(pair.source):
            return f"{name} script"
    return None


@lru_cache(maxsize=8192)
def _script_of(character: str) -> str:
    """Return the script of a character; empty if it is none of those that the rule knows."""
    return next((name for name, script in _SCRIPTS.items() if script.match(character)), "")


@cache
def _scripts(language: str) -> tuple[str, ...]:
    """Return the scripts of a language by its names of months in CLDR; none if CLDR doesn't know the language."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - it takes a while to load

    if language in _ALSO:
        return _ALSO[language]
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return ()
    names = "".join(locale.months["format"]["wide"].values()) + "".join(locale.days["format"]["wide"].values())
    return tuple(name for name, script in _SCRIPTS.items() if script.search(names))


def _other_language(pair: Pair) -> str | None:
    """Return another language of a target that its words show, or that the identifier finds."""
    words = _lower_words(pair)
    language = _NORWEGIAN.get(pair.language, pair.language)
    own = _frequent().get(language, frozenset[str]())
    if own or "Latin" not in (_scripts(pair.language) or ("Latin",)):
        other = _by_words(pair, words, own)
        if other is not None:
            return other
    return _identified(pair, language) if own.isdisjoint(words) and language_id.is_available() else None


def _by_words(pair: Pair, words: frozenset[str], own: frozenset[str]) -> str | None:
    """Return another language that has many more of its frequent words in the target than the target's own."""
    least = _FEWEST_WORDS + 2 * len(own & words)
    if len(words & _frequent_anywhere()) < least:
        return None
    known = words - frozenset(_WORD.findall(pair.source.lower()))
    best = max(_frequent(), key=lambda language: len(_frequent()[language] & known))
    found = len(_frequent()[best] & known)
    if best not in {pair.language, "en"} and found >= least:
        return f'the language "{best}"'
    return None


def _identified(pair: Pair, language: str) -> str | None:
    """Return another language that the identifier finds in the words that aren't in the source, too."""
    own = _scripts(pair.language)
    if own and _SHARED_SCRIPTS.isdisjoint(own) and _SCRIPTS[own[0]].search(pair.target_prose):
        return None
    in_source = frozenset(_WORD.findall(pair.source.lower()))
    text = " ".join(word for word in _WORD.findall(pair.target_prose.lower()) if word not in in_source)
    if len(text) < _MIN_LENGTH or not language_id.knows(language):
        return None
    found, probability = language_id.identify(text)
    near = next((group for group in _NEAR if language in group), frozenset((language,)))
    return f'the language "{found}"' if probability >= _MIN_PROBABILITY and found not in {"en", *near} else None


def _lower_words(pair: Pair) -> frozenset[str]:
    """Return the words of the prose of a target, in lower case."""
    text = pair.target_prose
    if not is_common(text):
        return frozenset(_WORD.findall(text.lower()))
    found = pair.cached(letters) if text is pair.target else COMMON.findall(text)
    return frozenset(" ".join(found).lower().split())


@cache
def _frequent_anywhere() -> frozenset[str]:
    return frozenset[str]().union(*_frequent().values())


@cache
def _frequent() -> Mapping[str, frozenset[str]]:
    """Return the frequent words of each language."""
    text = (files(__package__) / "function_words.toml").read_text(encoding="utf-8")
    return MappingProxyType({language: frozenset(words.split()) for language, words in tomllib.loads(text).items()})
