"""The rule about numbers that changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.messages import quoted, quoted_list
from loc_align.checks.numbers.cldr import months
from loc_align.checks.numbers.numerals import Number, plain_run, readings, same_digits, source_numbers, target_numbers
from loc_align.checks.word_order import KEEPS_ORDER
from loc_align.model import Span

_RANGE = re.compile(r"(?<![\w.,:/-])(\d{1,6}) ?[-–—~～〜] ?(\d{1,6})(?![\w:/-]|[.,]\d)")
_NAME = re.compile(r"(?<![^\W_])([A-Za-z]{2,})[ \u00a0]\Z")
_ITEM = re.compile(r"[(\[（]?\d+[)\]）]")
_LISTED = re.compile(r"(?i:[^\w.;:]*(?:\w+[^\w.;:]+)?(?:and|or|to|through|[,&/])(?:[^\w.;:]+\w+)?[^\w.;:]*)")
_CLOSE = 24
"""The maximum length of what stands between two numbers of a list."""
_LOOK_BACK = 24
_MAX_NUMBERS = 12


def number_order(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for numbers that changed places.

    The rule finds ranges that run backward, numbers that moved to each other's names, and numbers of a list in another
    order. It compares the order of others only in languages that arrange phrases like English, and reports it as
    ``info``.

    Why: Both numbers are there, so the sentence looks right, but it says something else.

    Fails:
        de: Choose 5 of 20. → Wählen Sie 20 von 5.
        ja: Choose 5-20 pages. → 20～5 ページを選択します。
        tr: Fjord 3 needs Glacier 5. → Fjord 5, Glacier 3 gerektirir.

    Passes:
        de: Choose 5 of 20. → Wählen Sie 5 von 20.
        ja: Choose 5 of 20. → 20 個中 5 個を選択します。
    """
    source, target = pair.cached(source_numbers), pair.cached(target_numbers)
    if not (1 < len(source) == len(target) <= _MAX_NUMBERS) or not same_digits(pair):
        return
    moved = [
        (mine, theirs)
        for mine, theirs in zip(source, target, strict=True)
        if not readings(mine.text) & readings(theirs.text)
    ]
    if not moved or _has_date(pair):
        return
    wrong = _backward(pair) or _other_name(pair, source, target)
    if wrong is not None:
        yield wrong
    elif len(moved) == 2:  # noqa: PLR2004 - two change places
        (first, found), (second, last) = moved
        message = f"{quoted_list([first.text, second.text])} changed places; check their order"
        if _are_listed(pair.source_prose, first, second) and _are_near(pair.target_prose, found, last):
            yield Finding(found.span, message)
        elif pair.language in KEEPS_ORDER:
            yield Finding(found.span, message, severity="info")


def _backward(pair: Pair) -> Finding | None:
    """Return the finding for a range that runs backward in the target and forward in the source."""
    forward = {(plain_run(first), plain_run(last)) for first, last in _RANGE.findall(pair.source_prose)}
    for found in _RANGE.finditer(pair.target_prose):
        first, last = plain_run(found[1]), plain_run(found[2])
        if (last, first) in forward and (first, last) not in forward and int(first) > int(last):
            return Finding(Span(*found.span()), f"the range {quoted(found[0])} runs backward; swap its numbers")
    return None


def _other_name(pair: Pair, source: tuple[Number, ...], target: tuple[Number, ...]) -> Finding | None:
    """Return the finding for a number that follows a name, if the source has that name with other numbers only."""
    mine: dict[str, set[str]] = {}
    for number in source:
        mine.setdefault(_name(pair.source_prose, number), set()).update(readings(number.text))
    names = [_name(pair.target_prose, number) for number in target]
    for name, number in zip(names, target, strict=True):
        if name and name in mine and names.count(name) == 1 and not mine[name] & readings(number.text):
            return Finding(number.span, f'"{name} {number.text}" is not in the source; check the order of the numbers')
    return None


def _are_listed(text: str, first: Number, second: Number) -> bool:
    """Return whether two numbers are parts of a list: *5 and 20*, *Fjord 5 or 20*, *(1) a book and (2) a page*."""
    if all(_ITEM.search(text, max(0, number.start - 1), number.end + 1) for number in (first, second)):
        return True
    between = text[first.end : second.start]
    return len(between) <= _CLOSE and _LISTED.fullmatch(between) is not None


def _are_near(text: str, first: Number, second: Number) -> bool:
    items = all(_ITEM.search(text, max(0, number.start - 1), number.end + 1) for number in (first, second))
    return items or second.start - first.end <= _CLOSE


def _name(text: str, number: Number) -> str:
    found = _NAME.search(text, max(0, number.start - _LOOK_BACK), number.start)
    return found[1] if found else ""


def _has_date(pair: Pair) -> bool:
    """Return whether the source has a date, whose parts each language orders in its own way."""
    names = "|".join(name for name, _ in months(pair.unit.provenance.source_lang))
    return any("/" in number.text for number in pair.cached(source_numbers)) or (
        bool(names) and re.search(rf"\b(?:{names})\b", pair.source_prose, re.IGNORECASE) is not None
    )
