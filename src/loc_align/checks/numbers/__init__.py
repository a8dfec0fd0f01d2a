"""Rules about numbers, versions and times."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.numbers import forms, lost, times
from loc_align.checks.numbers.reading import DIGITS

RULES: tuple[Rule, ...] = (
    Rule("number-lost", "warning", "A number is missing or changed", lost.number_lost, needs=DIGITS),
    Rule("number-only", "error", "A segment that is a number says another one", lost.number_only, needs=DIGITS),
    Rule("number-pm", "error", "PM is gone and the hour is not counted on", times.number_pm, needs=DIGITS),
    Rule(
        "number-split",
        "warning",
        "A space stands inside a number",
        forms.number_split,
        fixable=True,
        needs=DIGITS,
    ),
    Rule(
        "number-version",
        "warning",
        "A version has a decimal comma",
        forms.number_version,
        options={"products": ()},
        fixable=True,
        needs=DIGITS,
    ),
    Rule(
        "number-fullwidth",
        "warning",
        "A full-width mark stands inside a number or a name",
        forms.number_fullwidth,
        languages=frozenset(("ja", "zh")),
        fixable=True,
        needs=frozenset("。．：，"),
    ),
)
