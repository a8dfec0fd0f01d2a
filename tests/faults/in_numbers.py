"""Faults in numbers and what belongs to them."""

from __future__ import annotations

import re
from random import Random

from faults.injecting import cut, plain_matches
from loc_align.model import Span

_NUMBER = re.compile(r"(?<![\w.,:/+-])\d{1,6}(?![\w:/-]|[.,]\d)")
_DECIMAL = re.compile(r"(?<![\w.,:/-])\d{1,3}([.,])\d{1,2}(?![\w.,:/-])")
_MEASURE = re.compile(r"(?<=\d)(?P<space>[ \u00a0]?)(?P<unit>[KMGT]B|[kMG]Hz|ms|mm|cm|km|kg)(?!\w)")
_OTHER = {"KB": "MB", "MB": "GB", "GB": "MB", "TB": "GB", "kHz": "MHz", "MHz": "GHz", "GHz": "MHz"}
_OTHER |= {"ms": "kg", "mm": "cm", "cm": "mm", "km": "cm", "kg": "mg"}
_PERCENT = re.compile(r"(?<=\d)[ \u00a0]?[%％]|%(?=\d)")
_NEGATIVE = re.compile(r"(?<=[\s(])[-\u2212](?=\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)(?![\d:])")
_NAMED = re.compile(r"(?<![\w.-])[A-Z]{2,}\d{1,3}(?!\w)")
_WORD_END = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")


def _one(rng: Random, pattern: re.Pattern[str], target: str) -> re.Match[str] | None:
    found = plain_matches(pattern, target)
    return rng.choice(found) if found else None


def unit_changed(rng: Random, source: str, target: str) -> str | None:
    found = _one(rng, _MEASURE, target)
    if found is None or found["unit"] not in source:
        return None
    return cut(target, Span(*found.span()), f"{found['space']}{_OTHER[found['unit']]}")


def percent_lost(rng: Random, source: str, target: str) -> str | None:
    found = _one(rng, _PERCENT, target) if "%" in source else None
    return cut(target, Span(*found.span())) if found else None


def minus_lost(rng: Random, source: str, target: str) -> str | None:
    found = _one(rng, _NEGATIVE, target) if _NEGATIVE.search(source) else None
    return cut(target, Span(*found.span())) if found else None


def point_lost(rng: Random, source: str, target: str) -> str | None:
    """Remove the decimal mark of a number."""
    found = _one(rng, _DECIMAL, target)
    if found is None or found[0].replace(",", ".") not in source:
        return None
    return cut(target, Span(found.start(1), found.end(1)))


def number_added(rng: Random, source: str, target: str) -> str | None:
    found = _one(rng, _WORD_END, target)
    number = str(rng.randrange(13, 99))
    return cut(target, Span(*found.span()), f" {number} ") if found and number not in source else None


def numbers_swapped(_: Random, source: str, target: str) -> str | None:
    found = plain_matches(_NUMBER, target)
    if len(found) != 2 or found[0][0] == found[1][0] or any(source.count(match[0]) != 1 for match in found):
        return None
    first, second = found
    return cut(cut(target, Span(*second.span()), first[0]), Span(*first.span()), second[0])


def equal_changed(rng: Random, source: str, target: str) -> str | None:
    """Change one of two equal numbers."""
    found = plain_matches(_NUMBER, target)
    twice = [match for match in found if sum(match[0] == other[0] for other in found) > 1 and match[0] in source]
    if not twice:
        return None
    match = rng.choice(twice)
    return cut(target, Span(*match.span()), str(int(match[0]) + rng.randrange(20, 60)))


def time_shifted(rng: Random, source: str, target: str) -> str | None:
    found = _one(rng, _TIME, target) if _TIME.search(source) else None
    return cut(target, Span(*found.span()), f"{(int(found[1]) + 5) % 12}:{found[2]}") if found else None


def name_renumbered(rng: Random, source: str, target: str) -> str | None:
    """Change the number in a name such as ``SHA256``."""
    found = _one(rng, _NAMED, target)
    if found is None or found[0] not in source:
        return None
    return cut(target, Span(found.end() - 1, found.end()), str((int(found[0][-1]) + 3) % 10))
