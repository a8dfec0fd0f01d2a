"""Times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.packs import pack_of
from loc_align.model import Span

_PM = re.compile(r"(?<![\d:])(1[0-2]|0?[1-9])(:[0-5]\d)?[ \u00a0\u202f]?[pP]\.?[mM]\b")
_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d:]|\.\d)")
_NOON = 12
_LATER = ("pm", "noon", "afternoon1", "afternoon2", "evening1", "evening2", "night1", "night2")
"""The day periods of CLDR after noon."""
_PM_MARK = re.compile(r"(?<![^\W\d_])p\.?\s?m\b", re.IGNORECASE)


def number_pm(pair: Pair, _: Options) -> Iterator[Finding]:
    """A time after noon lost its PM, and its hour is that of the morning.

    Why: ``06:00 PM`` is not ``06:00``. Whoever plans a shift or a call by the page is twelve hours off. The hour may be
    counted on (``18:00``), or the language's own word may say it; the words come from CLDR.

    Fails:
        de: Support ends at 8:00 PM. → Der Support endet um 8:00 Uhr.

    Passes:
        de: Support ends at 8:00 PM. → Der Support endet um 20:00 Uhr.
        ja: Support ends at 8:00 PM. → サポートは午後 8:00 に終わります。
    """
    if pair.language == "und" or not ("PM" in pair.source or "pm" in pair.source or "p.m" in pair.source):
        return
    for found in _PM.finditer(pair.source_prose):
        hour = int(found[1])
        place = _kept(pair.target_prose, hour, found[2] or "")
        if hour < _NOON and place is not None and not _says_later(pair):
            yield Finding(
                place, f"{found[0]} became {place.of(pair.target)}: write {hour + _NOON}{found[2] or ''} or PM"
            )
            return


def other_time(text: str, target: str) -> bool:
    """Whether a number is a time of day, and the target has times, but not this one on either clock.

    Args:
        text: a number of the source, such as ``5:30``.
        target: the target's words.
    """
    time = _TIME.fullmatch(text)
    if time is None:
        return False
    times = {(int(hour) % _NOON, minutes) for hour, minutes in _TIME.findall(target)}
    return bool(times) and (int(time[1]) % _NOON, time[2]) not in times


def _kept(target: str, hour: int, minutes: str) -> Span | None:
    """Where the target has the hour of the source, unless it has the one counted on as well."""
    rest = minutes.replace(":", "[:.]")
    if re.search(rf"(?<!\d){hour + _NOON}(?:{rest}|(?!\d))", target):
        return None
    found = re.search(rf"(?<![\d:.])0?{hour}{rest or '(?![0-9:.])'}(?!\d)", target)
    return Span(*found.span()) if found else None


def _says_later(pair: Pair) -> bool:
    target = pair.target.lower()
    return _PM_MARK.search(target) is not None or any(word in target for word in _words_for_later(pair.lang))


@cache
def _words_for_later(lang: str) -> tuple[str, ...]:
    """What a language says after noon, lower case; single letters say too little."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - it takes a while to load, and few files need it

    own = pack_of(lang.partition("-")[0]).afternoon
    try:
        periods = dict(Locale.parse(lang, sep="-").day_periods)
    except (UnknownLocaleError, ValueError):
        periods = {}
    words = {
        names[period]
        for widths in periods.values()
        for names in widths.values()
        for period in _LATER
        if period in names
    }
    return tuple(sorted(word.lower() for word in words | own if len(word) > 1 or not word.isascii()))
