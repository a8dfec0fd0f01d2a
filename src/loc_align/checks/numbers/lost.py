"""Rules about numbers of the source that the target does not have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.messages import missing, quoted
from loc_align.checks.numbers.parsing import (
    RUN,
    Number,
    joined,
    multiplied,
    parse_numbers,
    plain_run,
    same_digits,
    source_runs,
    target_runs,
)
from loc_align.checks.numbers.times import other_time
from loc_align.checks.packs import pack_of
from loc_align.model import Span

_MAX_SPELLED = 12
"""The largest number that is often written as a word."""
_MIN_SPELLED = 2
"""The smallest number with a complete list of words. There are too many words for one and none."""
_BUDDHIST = 543
"""How many years the Buddhist era is ahead."""
_YEAR = 4
"""The number of digits in a year."""
_YEARS = range(1900, 2101)

_NO_QUANTITY = re.compile(r"(?i:st|nd|rd|th)(?![^\W\d_])|[ ]?[ap]\.?m\b|['’]s", re.IGNORECASE)
"""What follows an ordinal or a time. Other languages write both differently."""
_ATTACHED = re.compile(r"(?:[^\W\d_]+|[_\\%{#&])\Z")
"""What makes the following digits part of a name. A *v* alone makes them a version."""
_LOOK_BACK = 20
_MAX_EXAMINED = 20
"""The maximum number of missing numbers to examine in a segment."""
_ALONE = re.compile(r"[^\w]*\d[\d.,:/ \u00a0-]*(?:[^\W\d_]{1,3}|%|°[CF]?)?[^\w]*")
"""A number, perhaps with a unit, and nothing else."""
_MAX_ALONE = 40
_WORD_AFTER = 10
"""The number of characters after a number in which a word can multiply it."""


def number_only(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for segments that consist of only a number, if the target has another number or none.

    Why: Table cells often hold only a number, and machine translation sometimes changes it. Readers can't tell from the
    page that the number is wrong.

    Fails:
        60W → 706
        22 → kHz

    Passes:
        1,000.5 → 1 000,5
        60W → 60 W
    """
    if len(pair.source) > _MAX_ALONE or pair.cached(same_digits) or not _ALONE.fullmatch(pair.source_prose):
        return
    missing_numbers = Counter(source_runs(pair)) - pair.cached(target_runs)
    if (
        missing_numbers
        and not joined(pair.source_prose) <= joined(pair.target)
        and not _written_differently(pair, [*missing_numbers])
    ):
        yield Finding(
            Span(0, len(pair.target)), f"the source is only the number {quoted(pair.source)}; write the same number"
        )


def number_lost(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for numbers in the source that are missing from the target or changed in it.

    Order and separators don't matter: ``1 000,5`` matches ``1,000.5``. The rule also accepts small numbers that are
    spelled out, ordinals, times, years of the Buddhist era, and numbers in units such as ten thousand or a million.

    Why: A wrong limit, year, or step misleads readers, and looks just as plausible as the right one.

    Fails:
        Wait 30 seconds. → Attendez 45 secondes.
        It was made in 2019. → Il a été créé.
        It ends at 5:30 PM. → Il se termine à 18:30.

    Passes:
        It ends at 5:30 PM. → Il se termine à 17:30.
        Up to 20,000 rows. → Jusqu’à 20 000 lignes.
        zh: Up to 20,000 rows. → 最多 2 万行。
        th: It was made in 2019. → สร้างในปี 2562
        de: Take 2 pages. → Nehmen Sie zwei Seiten.
    """
    if pair.cached(same_digits):
        return
    runs = Counter(source_runs(pair)) - pair.cached(target_runs)
    if not runs or (len(pair.source) <= _MAX_ALONE and _ALONE.fullmatch(pair.source_prose)):
        return
    missing_numbers = [
        *islice(
            (number for number in parse_numbers(pair.source_prose) if _must_be_kept(pair, number, runs)), _MAX_EXAMINED
        )
    ]
    if not missing_numbers:
        return
    extra = _extra_number(pair)
    missing_numbers = [
        number for number in missing_numbers if not _has_equivalent(pair, number, extra=extra is not None)
    ]
    if missing_numbers:
        texts = [*dict.fromkeys(number.text for number in missing_numbers)]
        instead = [extra.of(pair.target)] if extra else []
        yield Finding(extra or Span(0, len(pair.target)), missing("number", texts, instead))


def _must_be_kept(pair: Pair, number: Number, runs: Counter[str]) -> bool:
    """Return whether a number is missing and a translation has to keep it."""
    if not any(run in runs for run in number.runs):
        return False
    if ":" in number.text:
        return other_time(number.text, pair.target_prose)
    before = _ATTACHED.search(pair.source_prose, max(0, number.start - _LOOK_BACK), number.start)
    if before is not None and before[0] not in {"v", "V"}:
        return False
    return not _NO_QUANTITY.match(pair.source_prose, number.end)


def _extra_number(pair: Pair) -> Span | None:
    """Return the span of a number in the target that the source doesn't have."""
    known = {plain_run(found) for found in RUN.findall(pair.source)}
    for found in RUN.finditer(pair.target_prose):
        if plain_run(found[0]) not in known:
            return Span(*found.span())
    return None


def _has_equivalent(pair: Pair, number: Number, *, extra: bool) -> bool:
    """Return whether the target expresses the number in another way."""
    target = pair.cached(target_runs)
    if all(run in target and int(run) <= _MAX_SPELLED for run in number.runs) and not extra:
        return True
    wanted = number.runs[:-1] if len(number.runs) > 1 and number.runs[-1] == "0" else number.runs
    if wanted != number.runs and all(run in target for run in wanted):
        return True
    return _same_value(pair, number) or _written_differently(pair, [*number.runs], spelled=not extra)


def _written_differently(pair: Pair, missing_numbers: list[str], *, spelled: bool = True) -> bool:
    """Return whether a language spells these numbers out, or counts these years from another one."""
    return all(
        len(run) <= _YEAR and ((spelled and _spelled_out(pair, int(run))) or _buddhist_year(pair, int(run)))
        for run in missing_numbers
    )


def _spelled_out(pair: Pair, number: int) -> bool:
    """Return whether a small number is spelled out. If the words of a language are unknown, it can be."""
    if number > _MAX_SPELLED:
        return False
    if number < _MIN_SPELLED:
        return True
    pack = pack_of(pair.language)
    words = dict(pack.numbers).get(number)
    if words is None:
        return True
    text = pair.target.lower()
    if not pack.spaced or pack.glued:
        return any(word in text for word in words)
    return any(re.search(rf"(?<!\w){word}", text) for word in words)


def _buddhist_year(pair: Pair, year: int) -> bool:
    return year in _YEARS and str(year + _BUDDHIST) in pair.cached(target_runs)


def _same_value(pair: Pair, number: Number) -> bool:
    """Return whether the target has the number with other separators or units: thousand, ten thousand, million."""
    target = pair.target_prose
    values = {*multiplied(target, pair.language)}
    own = next(multiplied(pair.source_prose[number.start : number.end + _WORD_AFTER], "en"), None)
    if own is not None:
        return own in values or own in joined(target) or (not values and number.joined in joined(pair.target))
    return number.joined in values or number.joined in joined(pair.target)
