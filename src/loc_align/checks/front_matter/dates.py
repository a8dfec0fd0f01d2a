"""Reads dates in front matter, whatever the order of their parts."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?![\d-])")
_YEAR: Final = 4
"""The number of digits of a year."""
_MONTHS: Final = 12
_DAYS: Final = 31

Date = tuple[int, ...]
"""The year, and the month and the day in rising order, because texts have them in different orders."""


def read_date(value: object) -> Date | None:
    """Return the date that a value of front matter is, or starts with; ``None`` if it is none."""
    if isinstance(value, date):
        return (value.year, *sorted((value.month, value.day)))
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    first, second, third = found.groups()
    year, others = (first, (second, third)) if len(first) == _YEAR else (third, (first, second))
    return (int(year), *sorted(map(int, others))) if len(year) == _YEAR else None


def is_valid(value: Date) -> bool:
    """Return whether a calendar has a date, with its month and its day in either order."""
    return 1 <= value[1] <= _MONTHS and value[2] <= _DAYS
