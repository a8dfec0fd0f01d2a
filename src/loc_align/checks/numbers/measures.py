"""Rules about what belongs to a number: its unit, its percent sign, and its minus."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import regex

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.messages import quoted
from loc_align.checks.numbers.cldr import unit_words
from loc_align.checks.numbers.numerals import Number, readings, source_numbers, target_numbers
from loc_align.model import Span

_WORD = regex.compile(
    r"[ \u00a0\u2009\u202f\u2060-]{0,3}"
    r"([%％٪]|[℃℉\u3300-\u33ff]|(?:°|[º˚](?=[ ]?[CFK]\b))?[ ]?(?:\p{L}[\p{L}\p{M}]*)?)"
)
_COMPATIBILITY = re.compile(r"[℃℉\u3300-\u33ff\uff01-\uff5e]")
"""Units in one character and full-width letters (Unicode, CJK Compatibility and Letterlike Symbols)."""
_DEGREES = str.maketrans("º˚", "°°")
"""The ordinal indicator and the ring, which writers take for the degree sign."""
_PERCENT = re.compile(r"[%％٪‰]")
_PERCENT_BEFORE = re.compile(r"[%％٪][ \u00a0\u202f\u200e\u200f]?\Z")
_AMBIGUOUS = frozenset(["a", "b", "g", "h", "in", "k", "l", "m", "ma", "mi", "min", "mw", "pb", "sec"])
"""English abbreviations that are words, too, or that abbreviate several words."""
_LATIN = regex.compile(r"\p{Latin}|[\x00-\x7f]")
"""A letter of the Latin script, with or without diacritics, or another ASCII character."""
_LONGEST = 24
_STEM = 4
_SYMBOL = re.compile(r"[A-Za-zμ°]{1,3}")
_MIN_SYMBOL = 2
_MAX_MEASURES = 50
"""The maximum number of numbers with units to compare in a segment."""

_SIGNED = re.compile(r"(?:(?<=[\s(=:\"“„\[{])|\A)(?<!\d )[-\u2212](?=\d)")
_MINUS = re.compile(
    r"(?:[-\u2010-\u2015\u2212\uff0d\ufe63ー]|(?i:minus|moins|menos|meno|mínus|минус|мінус|eksi|miinus|mínusz|manfi|ujemn\w+)"
    r"|マイナス|负|負|零下|마이너스|ลบ|سالب|ناقص|מינוס|माइनस|ऋण)[ \u00a0\u202f\u200e\u200f\u061c\u2060]*\Z"
)
_MINUS_AFTER = re.compile(r"[\u200e\u200f\u061c]?[-\u2212]")
_LOOK_BACK = 16


def number_unit(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for numbers whose unit changed, or whose percent sign or unit is gone.

    The rule knows the units of computing, time, and physics, with their names and symbols in both languages from CLDR.
    It accepts a word after the number that it doesn't know.

    Why: The number is right, so nobody looks twice. A limit of 20 GB is a thousand times that of 20 MB.

    Fails:
        de: The file has 20 GB. → Die Datei hat 20 MB.
        fr: Wait 30 minutes. → Attendez 30 heures.
        de: About 50% of the users. → Etwa 50 der Nutzer.

    Passes:
        fr: The file has 20 GB. → Le fichier fait 20 Go.
        ru: Wait 30 minutes. → Подождите 30 минут.
        hu: Wait 30 seconds. → Várjon 30 másodpercet.
        tr: About 50% of the users. → Kullanıcıların yaklaşık %50'si.
    """
    for number in pair.cached(source_numbers)[:_MAX_MEASURES]:
        units = _source_units(pair, number)
        if not units:
            continue
        targets = pair.cached(target_numbers)[:_MAX_MEASURES]
        same = [other for other in targets if readings(number.text) & readings(other.text)]
        found = [_target_units(pair, other) for other in same]
        if not same or any(units & other for other in found):
            continue
        measure = _measure(pair.source_prose, number)
        if all(found):
            wrong = Span(same[0].start, same[0].end + len(_after(pair.target_prose, same[0])[0]))
            yield Finding(
                wrong,
                f"the target has {quoted(wrong.of(pair.target))} where the source has {quoted(measure)}; keep the unit",
            )
        elif _is_gone(pair, units, measure, same):
            yield Finding(same[0].span, f"the unit of {quoted(measure)} is missing from the target; add it")


def number_sign(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for negative numbers whose minus is gone.

    Why: ``5`` isn't ``-5``.

    Fails:
        de: Set the value to -5. → Setzen Sie den Wert auf 5.

    Passes:
        de: Set the value to -5. → Setzen Sie den Wert auf −5.
        de: Set the value to -5. → Setzen Sie den Wert auf minus 5.
    """
    signs = [sign.end() for sign in _SIGNED.finditer(pair.source_prose)]
    if not signs:
        return
    for number in pair.cached(source_numbers)[:_MAX_MEASURES]:
        if number.start in signs:
            same = [other for other in pair.cached(target_numbers) if readings(number.text) & readings(other.text)]
            if same and not any(_is_negative(pair.target_prose, other) for other in same):
                yield Finding(same[0].span, f'the minus of "-{number.text}" is missing from the target; add it')


def _is_negative(text: str, number: Number) -> bool:
    before = _MINUS.search(text, max(0, number.start - _LOOK_BACK), number.start)
    return before is not None or _MINUS_AFTER.match(text, number.end) is not None


def _after(text: str, number: Number) -> regex.Match[str]:
    found = _WORD.match(text, number.end)
    assert found is not None  # noqa: S101 - the expression matches nothing, too
    return found


def _word_after(text: str, number: Number) -> str:
    """Return the word after a number in its usual characters, without spaces."""
    return _usual(_after(text, number)[1].translate(_DEGREES)).replace(" ", "")


def _usual(text: str) -> str:
    return _COMPATIBILITY.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _measure(text: str, number: Number) -> str:
    return f"{number.text}{_after(text, number)[0]}"


def _source_units(pair: Pair, number: Number) -> frozenset[str]:
    """Return the units that the word after a number of the source can mean, if that is certain."""
    word = _word_after(pair.source_prose, number)
    if not word:
        return frozenset()
    if word[0] in "%％٪":
        return frozenset(("percent",))
    known = unit_words(pair.unit.provenance.source_lang).get(word.casefold(), frozenset())
    if word.casefold() in _AMBIGUOUS or (len(word) == 1 and not word.isupper()):
        return frozenset()
    return known


def _target_units(pair: Pair, number: Number) -> frozenset[str]:
    """Return the units that the text beside a number of the target can mean."""
    text = pair.target_prose
    word = _word_after(text, number)
    if word[:1] in {"%", "％", "٪"} or _PERCENT_BEFORE.search(text, max(0, number.start - 2), number.start):
        return frozenset(("percent",))
    if not word:
        return frozenset()
    if word.casefold() in _AMBIGUOUS and len(word) == 1:
        return frozenset()
    own = unit_words(pair.lang)
    english = unit_words("en")
    for size in range(min(len(word), _LONGEST), 0, -1):
        part = word[:size].casefold()
        if (part in own or part in english) and (size == len(word) or not _continues(part, word[size])):
            return own.get(part, frozenset()) | english.get(part, frozenset())
    return frozenset()


def _continues(part: str, following: str) -> bool:
    """Return whether a letter continues the word before it. In Chinese, Japanese, Korean, and Thai, none does."""
    return (_LATIN.match(part[-1]) is None) == (_LATIN.match(following) is None) and (
        following.isascii() or following.lower() != following.upper()
    )


def _is_gone(pair: Pair, units: frozenset[str], measure: str, same: list[Number]) -> bool:
    """Return whether the target mentions a unit nowhere, and no word follows the number that could be the unit."""
    if "percent" in units:
        if _PERCENT.search(pair.target):
            return False
    elif not _is_symbol(measure) or any(_after(pair.target_prose, number)[1] for number in same):
        return False
    words = unit_words(pair.lang)
    lower = _usual(pair.target).casefold()
    return bool(words) and not any(
        word[:_STEM] in lower for word, meant in words.items() if meant & units and len(word) >= _MIN_SYMBOL
    )


def _is_symbol(measure: str) -> bool:
    word = measure.lstrip("0123456789.,'’ \u00a0\u202f-")
    return len(word) >= _MIN_SYMBOL and word.lower() != word and _SYMBOL.fullmatch(word) is not None
