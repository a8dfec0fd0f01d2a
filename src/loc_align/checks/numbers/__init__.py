"""Rules about numbers, versions, and times."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.numbers import formatting, lost, times
from loc_align.checks.numbers.parsing import DIGITS

RULES: tuple[Rule, ...] = (
    Rule("number-lost", "warning", "A number is missing or changed", lost.number_lost, triggers=DIGITS),
    Rule("number-only", "error", "A segment that is only a number has changed", lost.number_only, triggers=DIGITS),
    Rule("number-pm", "error", "A PM time became a morning time", times.number_pm, triggers=DIGITS),
    Rule(
        "number-split",
        "warning",
        "A space splits a number",
        formatting.number_split,
        fixable=True,
        triggers=DIGITS,
    ),
    Rule(
        "number-version",
        "warning",
        "A version has a decimal comma",
        formatting.number_version,
        options={"products": ()},
        fixable=True,
        triggers=DIGITS,
    ),
    Rule(
        "number-fullwidth",
        "warning",
        "Full-width punctuation is inside a number or name",
        formatting.number_fullwidth,
        languages=frozenset(("ja", "zh")),
        fixable=True,
        triggers=frozenset("。．：，"),
    ),
)
