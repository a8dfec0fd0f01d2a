"""The filters of a corpus, in one definition for every database that runs them.

The condition of a row filter is SQL over the columns of :data:`.features.FEATURES`. The other filters compare rows, and
:mod:`.pipeline` has their queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

Value = float | int | str | bool
Options = Mapping[str, Any]

EPOCH = date(1970, 1, 1).toordinal()


class Filter(Struct, frozen=True):
    """A filter: what it takes out of a corpus."""

    summary: str
    """One line: what it takes, without a period."""
    condition: Callable[[Options], str] | None = None
    """Returns the SQL condition of the rows to take; ``None`` if the filter compares rows."""
    options: Options = field(default_factory=lambda: MappingProxyType({}))
    """The names of the options and their default values."""


def _day(options: Options) -> str:
    return f"day < {date.fromisoformat(options['before']).toordinal() - EPOCH}"


FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        "empty": Filter("One side has no text", lambda _: "empty"),
        "unsure": Filter(
            "The alignment by content has a low confidence", lambda o: f"score < {o['least']}", {"least": 0.8}
        ),
        "defects": Filter("The markup of the pair was damaged", lambda _: "defective"),
        "code": Filter("The source has no words outside code", lambda _: "words = 0"),
        "untranslated": Filter("The target is the source, although it is not a name or code", lambda _: "untranslated"),
        "language": Filter(
            "A side is in another language, or the target is partly in English",
            lambda o: f"other_language OR language_doubt > {o['probability']}",
            {"probability": 0.99},
        ),
        "long": Filter(
            "A side is too long",
            lambda o: f"source_length > {o['most']} OR target_length > {o['most']}",
            {"most": 2000},
        ),
        "ratio": Filter(
            "The lengths of the sides don't fit, compared with other pairs of the two languages",
            lambda o: o["learned"],
            {"spread": 6.0},
        ),
        "codes": Filter("Inline code or a placeholder is broken", lambda _: "broken_codes"),
        "numbers": Filter("A number is lost or changed", lambda _: "broken_numbers"),
        "stale": Filter("The translation is too old", _day, {"before": "1970-01-01"}),
        "duplicate": Filter("Another row has the same source and target"),
        "near-duplicate": Filter("Another row differs only in code, numbers, case, punctuation, or white space"),
        "conflict": Filter("The source has another translation that is preferred"),
    }
)
"""The filters by name."""

DEFAULT_ORDER = (
    "empty", "unsure", "code", "untranslated", "language", "long", "ratio", "codes", "numbers", "duplicate",
    "near-duplicate", "conflict",
)  # fmt: skip
"""The filters that are on by default. They are for documentation, whose headings and table cells are short."""
