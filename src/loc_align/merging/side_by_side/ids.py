"""IDs for the pairs of a side-by-side document: known IDs are kept, new ones are in ascending order."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from loc_align.model import Document
from loc_align.sxs.coverage import TRANSLATABLE_KEYS
from loc_align.sxs.ids import id_parts

_FIRST_NUMBER = 101
_PREFIX_DIGITS = 5
_NUMBER_DIGITS = 9
"""The most digits of a number, including leading zeros."""


def number_all(wanted: Sequence[str | None], document: Document, name: str) -> list[str]:
    """Return an ID for each pair, in document order, so that the numbers never decrease.

    In this format, every translatable string of a document has a number. The values of the front matter come first
    and have no pairs, so the numbers of pairs start after them. Existing IDs are kept as far as their order allows. A
    new pair gets a free number between its neighbors. If there is none, it gets the previous number with leading zeros
    (``236b6-0104`` after ``236b6-104``).

    Args:
        wanted: the existing ID of each pair; ``None`` for a new pair.
        document: the target document.
        name: the name to hash for the prefix if no pair has an ID.
    """
    prefix = _prefix(wanted, name)
    tails = [_tail(pair_id, prefix) for pair_id in wanted]
    values = document.metadata
    before = sum(isinstance(values.get(key), str) and bool(values[key].strip()) for key in TRANSLATABLE_KEYS)
    return [f"{prefix}-{tail}" for tail in _numbered(_rising(tails), _FIRST_NUMBER - 1 + before)]


def _prefix(wanted: Sequence[str | None], name: str) -> str:
    prefixes = Counter(id_parts(pair_id)[0] for pair_id in wanted if pair_id and id_parts(pair_id)[1] >= 0)
    if prefixes:
        return max(prefixes, key=lambda prefix: prefixes[prefix])
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_PREFIX_DIGITS]


def _tail(pair_id: str | None, prefix: str) -> str | None:
    """Return the part of an ID after the prefix; ``None`` if the ID is invalid or has another prefix."""
    if pair_id is None or id_parts(pair_id)[1] < 0 or id_parts(pair_id)[0] != prefix:
        return None
    return pair_id[len(prefix) + 1 :]


def _number(tail: str) -> int:
    return int(tail.removeprefix("p"))


def _rising(tails: Sequence[str | None]) -> list[str | None]:
    """Return the longest subsequence of distinct tails whose numbers do not decrease; ``None`` for the others.

    Source: Fredman (1975), On computing the length of longest increasing subsequences.
    """
    ends: list[int] = []  # the least number that a subsequence of each length ends with
    last: list[int] = []  # the index of that number
    before: dict[int, int] = {}
    seen: set[str] = set()
    for at, tail in enumerate(tails):
        if tail is None or tail in seen:
            continue
        seen.add(tail)
        length = bisect_right(ends, _number(tail))
        before[at] = last[length - 1] if length else -1
        ends[length : length + 1] = [_number(tail)]
        last[length : length + 1] = [at]
    kept: list[str | None] = [None] * len(tails)
    at = last[-1] if last else -1
    while at >= 0:
        kept[at] = tails[at]
        at = before[at]
    return kept


def _numbered(kept: Sequence[str | None], highest: int) -> Iterator[str]:
    used = {tail for tail in kept if tail is not None}
    for own, limit in zip(kept, _limits(kept), strict=True):
        tail = own if own is not None and _number(own) >= highest else _free(highest, limit, used)
        used.add(tail)
        highest = _number(tail)
        yield tail


def _limits(kept: Sequence[str | None]) -> list[int | None]:
    """Return for each position the number of the next tail that is kept."""
    limits: list[int | None] = []
    limit = None
    for tail in reversed(kept):
        limit = _number(tail) if tail is not None else limit
        limits.append(limit)
    return limits[::-1]


def _free(highest: int, limit: int | None, used: set[str]) -> str:
    """Return an unused tail with a number between the highest one so far and the next one that is kept."""
    if limit is not None and highest <= limit <= highest + 1:
        padded = (str(highest).zfill(width) for width in range(len(str(highest)) + 1, _NUMBER_DIGITS + 1))
        free = next((tail for tail in padded if tail not in used), None)
        if free is not None:
            return free
    number = highest + 1
    while str(number) in used:
        number += 1
    return str(number)
