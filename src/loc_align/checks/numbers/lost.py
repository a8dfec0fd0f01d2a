"""Rules about numbers that only one side of a pair has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.messages import extra, missing, quoted
from loc_align.checks.numbers.equivalents import is_expressed, is_from_source, source_language
from loc_align.checks.numbers.numerals import (
    Number,
    same_digits,
    source_numbers,
    source_runs,
    target_numbers,
    target_runs,
)
from loc_align.checks.numbers.spelled import MAX_SPELLED
from loc_align.model import Span

_NO_QUANTITY = re.compile(r"(?:st|nd|rd|th)(?![^\W\d_])|['’]s", re.IGNORECASE)
"""What follows an ordinal. Other languages write it differently."""
_ALWAYS = re.compile(
    r"(?<![\d.,/])24 ?[/x×] ?7(?![\d/])"
    r"|\b24 hours (?:a|per|every) day\b"
    r"|\b(?:7|365) days (?:a|per) (?:week|year)\b",
    re.IGNORECASE,
)
"""What English calls *always*. Other languages say *around the clock*."""
_ATTACHED = re.compile(r"(?:[A-Za-z\u00c0-\u024f]+|[_\\%{#&])\Z")
"""What makes the following digits part of a name. A *v* alone makes them a version."""
_DECIMAL = re.compile(r"\d+[.,٫]\d+")
_LOOK_BACK = 20
_MAX_EXAMINED = 20
"""The maximum number of missing numbers to examine in a segment."""
_MAX_ALONE = 24
"""The maximum length of a segment that is only a number."""
_ALONE = re.compile(r"[^\w]*\d[\d.,:/ \u00a0-]*(?:[^\W\d_]{1,3}|%|°[CF]?)?[^\w]*")
"""A number, perhaps with a unit, and nothing else."""


class Changes(Struct, frozen=True):
    """The numbers that only one side of a pair has."""

    lost: tuple[Number, ...] = ()
    """Numbers of the source that the target doesn't express."""
    added: tuple[Number, ...] = ()
    """Numbers of the target that express nothing of the source."""


def changes(pair: Pair) -> Changes:
    """Compare the values of the numbers of both sides."""
    if same_digits(pair):
        return _turned(pair)
    extra_runs = Counter(run for number in pair.cached(target_numbers) for run in number.runs)
    extra_runs -= pair.cached(source_runs)
    added = [
        number
        for number in _with_any(pair.cached(target_numbers), extra_runs)
        if not _name(pair.target_prose, number) and not is_from_source(pair, number, extra_runs)
    ]
    lost_runs = Counter(run for number in pair.cached(source_numbers) for run in number.runs)
    lost_runs -= pair.cached(target_runs)
    renumbered = [*_renumbered(pair, extra_runs)]
    lost = [
        number
        for number in _with_any(pair.cached(source_numbers), lost_runs)
        if _is_renumbered(pair, number, renumbered)
        or (_must_be_kept(pair, number) and not _is_kept(pair, number, lost_runs, replaced=bool(added)))
    ]
    added += [number for number in renumbered if lost]
    return Changes(tuple(lost), tuple(added))


def _turned(pair: Pair) -> Changes:
    """Return the decimal number, or the version of two parts, whose parts changed places: *2.1* for *1.2*.

    English has no dates with points, whose parts each language orders in its own way.
    """
    if "." not in pair.source or source_language(pair) != "en":
        return Changes()
    mine, theirs = (
        {number.runs: number for number in pair.cached(side) if _DECIMAL.fullmatch(number.text)}
        for side in (source_numbers, target_numbers)
    )
    turned = [runs for runs in mine if runs not in theirs and runs[::-1] in theirs and runs[::-1] not in mine]
    return Changes(tuple(mine[runs] for runs in turned), tuple(theirs[runs[::-1]] for runs in turned))


def _with_any(numbers: Iterable[Number], runs: Counter[str]) -> Iterator[Number]:
    """Yield the numbers that have any of some runs, up to a maximum."""
    return islice((number for number in numbers if any(run in runs for run in number.runs)), _MAX_EXAMINED)


def _name(text: str, number: Number) -> str:
    """Return what makes a number part of a name, such as the letters before it; empty if nothing does."""
    before = _ATTACHED.search(text, max(0, number.start - _LOOK_BACK), number.start)
    return "" if before is None or before[0] in {"v", "V"} else before[0]


def _renumbered(pair: Pair, extra_runs: Counter[str]) -> Iterator[Number]:
    """Yield the numbers in names of the target that the source has with another number: *SHA512* for *SHA256*."""
    for number in _with_any(pair.cached(target_numbers), extra_runs):
        name = _name(pair.target_prose, number)
        if name.isalpha() and any(name == _name(pair.source_prose, other) for other in pair.cached(source_numbers)):
            yield number


def _is_renumbered(pair: Pair, number: Number, renumbered: Sequence[Number]) -> bool:
    name = _name(pair.source_prose, number) if renumbered else ""
    return bool(name) and any(name == _name(pair.target_prose, other) for other in renumbered)


def _must_be_kept(pair: Pair, number: Number) -> bool:
    """Return whether a translation has to keep a number."""
    text = pair.source_prose
    if any(found.start() <= number.start < found.end() for found in _ALWAYS.finditer(text)):
        return False
    return not _name(text, number) and not _NO_QUANTITY.match(text, number.end)


def _is_kept(pair: Pair, number: Number, lost_runs: Counter[str], *, replaced: bool) -> bool:
    target = pair.cached(target_runs)
    if not replaced and all(run in target and int(run[:3]) <= MAX_SPELLED for run in number.runs):
        return True
    return is_expressed(pair, number, lost_runs, spelled=not replaced)


def _is_alone(pair: Pair) -> bool:
    return len(pair.source) <= _MAX_ALONE and _ALONE.fullmatch(pair.source_prose) is not None


def number_only(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for segments that consist of only a number, if the target has another number or none.

    The target may write the number, the time, or the date in another way: the rule compares values, as
    ``number-lost`` does.

    Why: Table cells often hold only a number, and machine translation sometimes changes it. Readers can't tell from the
    page that the number is wrong.

    Fails:
        60W → 706
        22 → kHz

    Passes:
        1,000.5 → 1 000,5
        60W → 60 W
        02:30 PM → 14:30
        de: 4/25/2015 → 25. April 2015
    """
    if _is_alone(pair) and pair.cached(changes).lost:
        yield Finding(
            Span(0, len(pair.target)), f"the source is only the number {quoted(pair.source)}; write the same number"
        )


def number_lost(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for numbers in the source that are missing from the target or changed in it.

    The rule compares values, as CLDR says that the languages write them. Order, separators, and digits of other scripts
    don't matter: ``1 000,5`` matches ``1,000.5``. It also accepts small numbers that are spelled out, ordinals, both
    clocks, names of months, years of other calendars, and magnitudes such as ten thousand or a million.

    Why: A wrong limit, year, or step misleads readers, and looks just as plausible as the right one.

    Fails:
        Wait 30 seconds. → Attendez 45 secondes.
        It was made in 2019. → Il a été créé.
        It ends at 5:30 PM. → Il se termine à 18:30.
        Set it to 1.5. → Choisissez 15.
        ar: Set it to 1.5. → اضبطه على 5.1.
        de: Set it to 1.5. → Stellen Sie 5,1 ein.

    Passes:
        It ends at 5:30 PM. → Il se termine à 17:30.
        Up to 20,000 rows. → Jusqu’à 20 000 lignes.
        zh: Up to 20,000 rows. → 最多 2 万行。
        ja: For 15,000 users. → 1 万 5,000 人のユーザー向け。
        th: It was made in 2019. → สร้างในปี 2562
        ar: Wait 45 seconds. → انتظر ٤٥ ثانية.
        de: Take 2 pages. → Nehmen Sie zwei Seiten.
        hu: 24/7 support. → Éjjel-nappali támogatás.
    """
    if _is_alone(pair):
        return
    found = pair.cached(changes)
    if found.lost:
        texts = [*dict.fromkeys(number.text for number in found.lost)]
        span = found.added[0].span if found.added else Span(0, len(pair.target))
        yield Finding(span, missing("number", texts, [number.text for number in found.added[:1]]))


def number_added(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for numbers in the target that the source doesn't have in any form.

    Why: A number that nobody wrote is a wrong limit, or the rest of another sentence.

    Fails:
        de: The servers restart. → Die 40 Server starten neu.

    Passes:
        de: The forty servers restart. → Die 40 Server starten neu.
        zh: It was made in June. → 这是 6 月制作的。
        fr: Close it at noon. → Fermez-le à 12 h.
    """
    found = pair.cached(changes)
    if found.added and not found.lost:
        texts = [*dict.fromkeys(number.text for number in found.added)]
        yield Finding(found.added[0].span, extra("number", texts))
