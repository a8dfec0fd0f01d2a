"""Rules about times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.numbers.cldr import words_for_later
from loc_align.model import Span

_PM = re.compile(r"(?<![\d:])(1[0-2]|0?[1-9])(:[0-5]\d)?[ \u00a0\u202f]?[pP]\.?[mM]\b")
_NOON = 12
_PM_MARK = re.compile(r"(?<![^\W\d_])p\.?\s?m\b", re.IGNORECASE)


def number_pm(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for PM times in the source that read as morning times in the target.

    The target may use the 24-hour clock (``18:00``) or its own word for the time of day, which the rule takes from
    CLDR.

    Why: ``06:00`` isn't ``06:00 PM``. Readers who plan a shift or a call are twelve hours off.

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
        span = _same_hour(pair.target_prose, hour, found[2] or "")
        if hour < _NOON and span is not None and not _has_word_for_later(pair):
            later = f"{hour + _NOON}{found[2] or ''}"
            yield Finding(span, f'"{found[0]}" became "{span.of(pair.target)}"; write "{later}" or add PM')
            return


def _same_hour(target: str, hour: int, minutes: str) -> Span | None:
    """Return the span of the source's hour in the target, unless the target also has that hour on the 24-hour clock."""
    rest = minutes.replace(":", "[:.]")
    if re.search(rf"(?<!\d){hour + _NOON}(?:{rest}|(?!\d))", target):
        return None
    found = re.search(rf"(?<![\d:.])0?{hour}{rest or '(?![0-9:.])'}(?!\d)", target)
    return Span(*found.span()) if found else None


def _has_word_for_later(pair: Pair) -> bool:
    target = pair.target.lower()
    return _PM_MARK.search(target) is not None or any(word in target for word in words_for_later(pair.lang))
