"""What CLDR knows about the numbers of a language: its words for magnitudes, months, units, and times of day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from loc_align.checks.packs import pack_of

if TYPE_CHECKING:
    from babel import Locale

_COUNTS = (1, 2, 3, 5, 11, 1.5)
"""Numbers of all plural categories of most languages."""
_WIDTHS: tuple[Literal["long"], Literal["short"]] = ("long", "short")
_POWERS = range(3, 13)
_DIGITS = re.compile(r"\d+")
_AFTERNOON = ("pm", "noon", "afternoon1", "afternoon2", "evening1", "evening2", "night1", "night2")
"""The day periods after noon in CLDR."""

UNITS: Mapping[str, str] = MappingProxyType(
    {
        unit: quantity
        for quantity, units in {
            "digital": "digital-bit digital-byte digital-kilobit digital-kilobyte digital-megabit digital-megabyte"
            " digital-gigabit digital-gigabyte digital-terabit digital-terabyte digital-petabyte",
            "duration": "duration-year duration-month duration-week duration-day duration-hour duration-minute"
            " duration-second duration-millisecond duration-microsecond duration-nanosecond",
            "frequency": "frequency-hertz frequency-kilohertz frequency-megahertz frequency-gigahertz",
            "length": "length-kilometer length-meter length-centimeter length-millimeter length-micrometer"
            " length-nanometer length-mile length-foot length-inch",
            "mass": "mass-metric-ton mass-kilogram mass-gram mass-milligram mass-pound",
            "temperature": "temperature-celsius temperature-fahrenheit temperature-kelvin",
            "electric": "electric-volt electric-ampere electric-milliampere power-watt power-kilowatt power-megawatt"
            " electric-ohm energy-kilowatt-hour",
            "volume": "volume-liter volume-milliliter",
            "percent": "percent",
        }.items()
        for unit in units.split()
    }
)
"""The units of CLDR that documents compare, each with its quantity."""


@cache
def locale_of(lang: str) -> Locale | None:
    """Return the data of CLDR for a language, or those for its primary subtag; ``None`` if there are none."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - it takes a while to load, and few files need it

    for tag in (lang, lang.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


@cache
def magnitudes(lang: str) -> Mapping[str, int]:
    """Return the words that multiply the number before them, with their powers of ten, in lower case.

    They come from the compact decimal formats of CLDR, which for Chinese count in units of 10⁴, and from the pack.
    """
    from babel.numbers import format_compact_decimal  # noqa: PLC0415

    found = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9, "trillion": 12}
    locale = locale_of(lang)
    for power in _POWERS if locale else ():
        for width in _WIDTHS:
            for first in (1, 2, 5):
                written = format_compact_decimal(first * 10**power, format_type=width, locale=locale)
                digits = _DIGITS.match(written)
                word = written[digits.end() :].strip("\u00a0 .").lower() if digits else ""
                if digits and word and word[0].isalpha() and str(first) == digits[0].rstrip("0"):
                    found.setdefault(word, power - len(digits[0]) + 1)
    return MappingProxyType({**found, **dict(pack_of(lang.partition("-")[0]).magnitudes)})


@cache
def months(lang: str) -> tuple[tuple[str, int], ...]:
    """Return the names of the months in a language, in lower case, each with its number."""
    locale = locale_of(lang)
    if locale is None:
        return ()
    return tuple(
        {
            (name.strip(".").lower(), month)
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
            for month, name in locale.months[context][width].items()
            if any(character.isalpha() for character in name) and not _DIGITS.search(name)
        }
    )


@cache
def unit_words(lang: str) -> Mapping[str, frozenset[str]]:
    """Return the words and symbols for units in a language, in lower case, each with the units it can mean."""
    locale = locale_of(lang)
    found: dict[str, set[str]] = {}
    counts = {locale.plural_form(count): count for count in reversed(_COUNTS)}.values() if locale else ()
    for unit in UNITS if locale else ():
        for word in _forms(unit, counts, locale):
            found.setdefault(word.casefold(), set()).add(unit)
    return MappingProxyType({word: frozenset(units) for word, units in found.items()})


def _forms(unit: str, counts: Iterable[float], locale: Locale | None) -> Iterator[str]:
    from babel.units import UnknownUnitError, format_unit  # noqa: PLC0415

    for width in _WIDTHS:
        for count in counts:
            try:
                written = format_unit(count, unit, length=width, locale=locale)
            except UnknownUnitError:
                return
            word = re.sub(r"\d+(?:[.,٫]\d+)?", "", written).strip("\u00a0\u202f\u200e\u200f .")
            if word and not _DIGITS.search(word):
                yield word


@cache
def words_for_later(lang: str) -> tuple[str, ...]:
    """Return the words of a language for times after noon, in lower case. Single letters are ambiguous."""
    locale = locale_of(lang)
    words = {
        names[period]
        for widths in (dict(locale.day_periods).values() if locale else ())
        for names in widths.values()
        for period in _AFTERNOON
        if period in names
    }
    own = pack_of(lang.partition("-")[0]).afternoon
    return tuple(sorted(word.lower() for word in words | own if len(word) > 1 or not word.isascii()))
