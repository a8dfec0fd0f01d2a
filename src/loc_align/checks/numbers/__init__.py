"""Rules about numbers, versions, and times."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.numbers import formatting, lost, measures, order, times
from loc_align.checks.numbers.numerals import DIGITS

RULES: tuple[Rule, ...] = (
    Rule("number-lost", "warning", "A number is missing or changed", lost.number_lost, triggers=DIGITS),
    Rule("number-only", "error", "A segment that is only a number has changed", lost.number_only, triggers=DIGITS),
    Rule("number-added", "warning", "A number is not in the source", lost.number_added, triggers=DIGITS),
    Rule(
        "number-unit",
        "warning",
        "A unit changed or is missing",
        measures.number_unit,
        triggers=DIGITS,
    ),
    Rule("number-sign", "warning", "A minus is missing", measures.number_sign, triggers=frozenset("-\u2212")),
    Rule("number-order", "warning", "Numbers changed places", order.number_order, triggers=DIGITS),
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
