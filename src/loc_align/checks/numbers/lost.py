"""Numbers of the source that the target does not have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.numbers.parsing import (
    RUN,
    Number,
    joined,
    multiplied,
    plain_run,
    read,
    same_digits,
    source_runs,
    target_runs,
)
from loc_align.checks.numbers.times import other_time
from loc_align.checks.packs import pack_of
from loc_align.model import Span

_SPELLED = 12
"""Numbers up to this one are often written as words."""
_LEAST_SPELLED = 2
"""For one and none there are more words than a list has."""
_BUDDHIST = 543
"""How many years the Buddhist era is ahead."""
_YEAR = 4
"""How many digits a year has."""
_YEARS = range(1900, 2101)

_NO_QUANTITY = re.compile(r"(?i:st|nd|rd|th)(?![^\W\d_])|[ ]?[ap]\.?m\b|['’]s", re.IGNORECASE)
"""What follows an ordinal or a time; both are written otherwise elsewhere."""
_ATTACHED = re.compile(r"(?:[^\W\d_]+|[_\\%{#&])\Z")
"""What makes the digits after it a part of a name; a *v* alone makes them a version."""
_LOOK_BACK = 20
_MOST = 20
"""So many lost numbers of a segment are looked at."""
_ALONE = re.compile(r"[^\w]*\d[\d.,:/ \u00a0-]*(?:[^\W\d_]{1,3}|%|°[CF]?)?[^\w]*")
"""A number, perhaps with a unit, and nothing else."""
_LONGEST_ALONE = 40
_WORD_AFTER = 10
"""So many characters after a number may hold the word that multiplies it."""


def number_only(pair: Pair, _: Options) -> Iterator[Finding]:
    """A segment is nothing but a number, and the target says another one or none.

    Why: cells of a table are numbers, and machine translation sometimes "translates" them. Nobody can tell from the
    page that a figure is wrong.

    Fails:
        60W → 706
        22 → kHz

    Passes:
        1,000.5 → 1 000,5
        60W → 60 W
    """
    if len(pair.source) > _LONGEST_ALONE or pair.cached(same_digits) or not _ALONE.fullmatch(pair.source_prose):
        return
    lost = Counter(source_runs(pair)) - pair.cached(target_runs)
    if lost and not joined(pair.source_prose) <= joined(pair.target) and not _said_otherwise(pair, [*lost]):
        yield Finding(
            Span(0, len(pair.target)), f"the source is the number {pair.source.strip()}: write the same number"
        )


def number_lost(pair: Pair, _: Options) -> Iterator[Finding]:
    """A number of the source is missing from the target, or another one stands there.

    Why: a limit, a year or a step with a wrong number misleads, and reads as well as the right one.
    Separators don't count (``1,000.5`` is ``1 000,5``), nor does the place. Words for small numbers, ordinals, times,
    the Buddhist era, and units of ten thousand or a million are known.

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
    missing = Counter(source_runs(pair)) - pair.cached(target_runs)
    if not missing or (len(pair.source) <= _LONGEST_ALONE and _ALONE.fullmatch(pair.source_prose)):
        return
    lost = [*islice((number for number in read(pair.source_prose) if _counts(pair, number, missing)), _MOST)]
    if not lost:
        return
    new = _new(pair)
    lost = [number for number in lost if not _known_otherwise(pair, number, new=new is not None)]
    if lost:
        said = ", ".join(dict.fromkeys(number.text for number in lost[:3]))
        instead = f"; the target has {new.of(pair.target)}" if new else ""
        yield Finding(new or Span(0, len(pair.target)), f"the source says {said}{instead}: write the source's number")


def _counts(pair: Pair, number: Number, missing: Counter[str]) -> bool:
    """Whether a number is missing and is one that a translation has to keep."""
    if not any(run in missing for run in number.runs):
        return False
    if ":" in number.text:
        return other_time(number.text, pair.target_prose)
    before = _ATTACHED.search(pair.source_prose, max(0, number.start - _LOOK_BACK), number.start)
    if before is not None and before[0] not in {"v", "V"}:
        return False
    return not _NO_QUANTITY.match(pair.source_prose, number.end)


def _new(pair: Pair) -> Span | None:
    """Where the target has a number that the source has nowhere."""
    known = {plain_run(found) for found in RUN.findall(pair.source)}
    for found in RUN.finditer(pair.target_prose):
        if plain_run(found[0]) not in known:
            return Span(*found.span())
    return None


def _known_otherwise(pair: Pair, number: Number, *, new: bool) -> bool:
    """Whether the target says the number in another way."""
    target = pair.cached(target_runs)
    if all(run in target and int(run) <= _SPELLED for run in number.runs) and not new:
        return True
    wanted = number.runs[:-1] if len(number.runs) > 1 and number.runs[-1] == "0" else number.runs
    if wanted != number.runs and all(run in target for run in wanted):
        return True
    return _same_value(pair, number) or _said_otherwise(pair, [*number.runs], spelled=not new)


def _said_otherwise(pair: Pair, lost: list[str], *, spelled: bool = True) -> bool:
    """Whether a language says these numbers in words, or counts these years from another one."""
    return all(
        len(run) <= _YEAR and ((spelled and _spelled(pair, int(run))) or _buddhist(pair, int(run))) for run in lost
    )


def _spelled(pair: Pair, number: int) -> bool:
    """Whether a small number stands there as a word; in a language whose words nobody listed, it may."""
    if number > _SPELLED:
        return False
    if number < _LEAST_SPELLED:
        return True
    pack = pack_of(pair.language)
    words = dict(pack.numbers).get(number)
    if words is None:
        return True
    text = pair.target.lower()
    if not pack.spaced or pack.glued:
        return any(word in text for word in words)
    return any(re.search(rf"(?<!\w){word}", text) for word in words)


def _buddhist(pair: Pair, year: int) -> bool:
    return year in _YEARS and str(year + _BUDDHIST) in pair.cached(target_runs)


def _same_value(pair: Pair, number: Number) -> bool:
    """Whether the target has the number with other separators, or with units of a thousand, ten thousand, a million."""
    target = pair.target_prose
    values = {*multiplied(target, pair.language)}
    own = next(multiplied(pair.source_prose[number.start : number.end + _WORD_AFTER], "en"), None)
    if own is not None:
        return own in values or own in joined(target) or (not values and number.joined in joined(pair.target))
    return number.joined in values or number.joined in joined(pair.target)
