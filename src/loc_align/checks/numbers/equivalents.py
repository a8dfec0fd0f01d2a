"""Other ways to express a number: with magnitudes, on another clock, in another calendar, as a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from loc_align.checks.base import Pair
from loc_align.checks.numbers.cldr import magnitudes, months
from loc_align.checks.numbers.numerals import (
    Number,
    plain_run,
    readings,
    source_numbers,
    target_numbers,
    target_runs,
)
from loc_align.checks.numbers.spelled import has_half, is_spelled_out, romans, spelled_numbers

_BUDDHIST = 543
"""How many years the Buddhist era is ahead."""
_ERAS = {"令和": -2018, "平成": -1988, "昭和": -1925, "民國": -1911, "民国": -1911, "ه": -621, "ش": -621}
"""Names of other eras, and their years minus ours."""
_YEARS = range(1900, 2101)
_MAX_MONTH = 12
_NOON = 12
_HOURS = 24
_CENTURIES = (19, 20)
_MAX_RUN = 4
"""Longer numbers have no other form."""
_SAFE_RUN = 5
_AFTER = regex.compile(r"[ \u00a0\u202f]?(\p{L}[\p{L}\p{M}]*)")
_MAX_POWER_DIGITS = 20
_SPACES = " \u00a0\u202f"
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?[ \u00a0\u202f]?([ap])\.?[ ]?m\b", re.IGNORECASE)
_TIME = re.compile(r"(?<![\d:])([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)")
_DECADE = re.compile(r"(?<!\d)(\d\d)(\d0)['’]?s\b")
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1(\d{2})(?!\d)|(?<!\d)(\d{2})[/-]\d{1,2}[/-]\d{1,2}(?!\d)")
_COMPOUND = frozenset(".,")
"""A decimal number or a version consists of several runs that mean nothing alone."""
_HALF = (".5", ",5")
_FRACTIONS = frozenset("½⅓⅔¼¾⅕⅛")


def is_expressed(pair: Pair, number: Number, missing_runs: Iterable[str], *, spelled: bool) -> bool:
    """Return whether the target expresses a number of the source in another way.

    Args:
        pair: the pair.
        number: a number of the source.
        missing_runs: its runs of digits that the target does not have.
        spelled: whether a word can stand for the number.
    """
    if not pair.cached(_source_values)[number.start].isdisjoint(pair.cached(_all_target_values)):
        return True
    runs = [run for run in number.runs if run in set(missing_runs)]
    return all(_run_is_expressed(pair, number, run, spelled=spelled) for run in runs)


def _run_is_expressed(pair: Pair, number: Number, run: str, *, spelled: bool) -> bool:
    if len(run) > _MAX_RUN:
        return False
    value = int(run)
    target = pair.cached(target_runs)
    hours = pair.cached(_source_clock).get(number.start)
    if hours is not None:
        return run == "0" or any(str(hour) in target for hour in hours)
    return (
        (value in _YEARS and any(str(value + shift) in target for shift in _shifts(pair.target)))
        or (spelled and is_spelled_out(value, pair.target, pair.language))
        or (spelled and run == "5" and number.text.endswith(_HALF) and has_half(pair.target, pair.language))
        or (value <= _MAX_MONTH and _names_month(pair.target, pair.lang, value))
        or ("/" in number.text and any(f"{century}{value:02}" in target for century in _CENTURIES))
        or value in romans(pair.target)
        or _is_decade(pair, number, value)
        or not _FRACTIONS.isdisjoint(pair.characters)
    )


def other_forms(pair: Pair) -> frozenset[str]:
    """Return the runs of digits that a target can have because of what the source says without these digits."""
    words = spelled_numbers(pair.source, source_language(pair))
    found = {"1", *(str(number) for number in words)}
    source_lang = pair.unit.provenance.source_lang
    lower = pair.source.lower()
    found.update(
        str(month) for name, month in months(source_lang) if name in lower and re.search(rf"\b{name}\b", lower)
    )
    for hours in pair.cached(_source_clock).values():
        found.update(str(hour) for hour in hours)
        found.add("0")
    for decade in _DECADE.finditer(pair.source):
        # Chinese and Vietnamese call the 1990s the nineties of the 20th century.
        found.update((plain_run(decade[2]), str(int(decade[1]) + 1)))
    for year in _SHORT_YEAR.finditer(pair.source):
        found.update(f"{century}{year[2] or year[3]}" for century in _CENTURIES)
    for number in pair.cached(source_numbers):
        for run in number.runs:
            if int(run[:_SAFE_RUN]) in _YEARS:
                found.update(str(int(run) + shift) for shift in _shifts(pair.target))
    return frozenset(found)


def is_from_source(pair: Pair, number: Number, extra_runs: Iterable[str]) -> bool:
    """Return whether a number of the target expresses something that the source says.

    Args:
        pair: the pair.
        number: a number of the target.
        extra_runs: its runs of digits that the source does not have.
    """
    if not pair.cached(_target_values)[number.start].isdisjoint(pair.cached(_all_source_values)):
        return True
    forms = pair.cached(other_forms)
    if not _COMPOUND.isdisjoint(number.text) and not pair.cached(_source_clock):
        return False
    return all(run in forms for run in number.runs if run in set(extra_runs))


def source_language(pair: Pair) -> str:
    """Return the primary subtag of the source language."""
    return pair.unit.provenance.source_lang.partition("-")[0]


def _is_decade(pair: Pair, number: Number, value: int) -> bool:
    """Return whether the source has a decade such as *1990s*, and the target its short form."""
    decade = _DECADE.match(pair.source_prose, number.start)
    return decade is not None and str(value % 100) in pair.cached(target_runs)


def _shifts(text: str) -> list[int]:
    """Return by how many years the calendars that a text can use differ from ours."""
    return [_BUDDHIST, *(shift for era, shift in _ERAS.items() if era in text)]


def _names_month(text: str, lang: str, month: int) -> bool:
    lower = text.lower()
    return any(number == month and name[:5] in lower for name, number in months(lang))


def _source_clock(pair: Pair) -> dict[int, tuple[int, ...]]:
    """Return the hours that each time in the source can be on either clock, by the offset of the time."""
    found: dict[int, tuple[int, ...]] = {}
    text = pair.source_prose
    for time in _TIME.finditer(text):
        hour = int(time[1])
        found[time.start()] = (
            hour,
            (hour + _NOON) % _HOURS,
            hour - _NOON if hour > _NOON else hour,
            0 if hour == _HOURS else hour,
        )
    for clock in _CLOCK.finditer(text):
        hour = int(clock[1]) % _NOON
        later = clock[3] in "pP"
        found[clock.start()] = (hour or _NOON, hour + _NOON) if later else (hour, hour or _NOON, hour or _HOURS)
    return found


def _source_values(pair: Pair) -> dict[int, frozenset[str]]:
    return _values(pair.source_prose, pair.cached(source_numbers), pair.unit.provenance.source_lang)


def _target_values(pair: Pair) -> dict[int, frozenset[str]]:
    return _values(pair.target_prose, pair.cached(target_numbers), pair.lang)


def _all_source_values(pair: Pair) -> frozenset[str]:
    return frozenset().union(*pair.cached(_source_values).values())


def _all_target_values(pair: Pair) -> frozenset[str]:
    return frozenset().union(*pair.cached(_target_values).values())


def _values(text: str, numbers: Sequence[Number], lang: str) -> dict[int, frozenset[str]]:
    """Return the values that each number of a text can have, by its offset; with a magnitude, only the product.

    Chinese, Japanese, and Korean write 15,000 in two parts, ten-thousands and the rest: ``1万5,000``.
    """
    found = {number.start: frozenset(_with_magnitude(text, number, lang)) for number in numbers}
    for first, second in pairwise(numbers):
        between = text[first.end : second.start].strip(_SPACES)
        power = None if between.isascii() else magnitudes(lang).get(between)
        if power:
            both = frozenset(_sums(found[first.start], found[second.start], power))
            found.update({first.start: found[first.start] | both, second.start: found[second.start] | both})
    return found


def _sums(firsts: Iterable[str], seconds: Iterable[str], power: int) -> Iterator[str]:
    """Yield the sums of multiples of a power of ten and of what is less than it."""
    for first in firsts:
        for second in seconds:
            if first.isdecimal() and second.isdecimal() and len(second) <= power < len(first) <= _MAX_POWER_DIGITS:
                yield str(int(first) + int(second))


def _with_magnitude(text: str, number: Number, lang: str) -> Iterator[str]:
    after = _AFTER.match(text, number.end)
    power = _power(after[1].lower(), lang) if after else None
    for value in readings(number.text):
        if power is not None and len(value) <= _MAX_POWER_DIGITS and value.count(".") <= 1:
            yield _shifted(value, power)
        yield value


def _power(word: str, lang: str) -> int | None:
    """Return the power of ten of a word. In scripts without spaces, a prefix of the word is enough."""
    words = magnitudes(lang)
    if word.isascii():
        return words.get(word)
    return next((words[word[:size]] for size in range(len(word), 0, -1) if word[:size] in words), None)


def _shifted(value: str, power: int) -> str:
    """Return a decimal number times a power of ten."""
    whole, _, fraction = value.partition(".")
    if len(fraction) > power:
        return value
    return f"{whole}{fraction}{'0' * (power - len(fraction))}".lstrip("0") or "0"
