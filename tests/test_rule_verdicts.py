"""The severity of a rule: an error needs verdicts, of which at least 95 % are true."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from loc_align.checks import RULES

_FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"
_LEAST = 0.95


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return [*csv.DictReader(stream, delimiter="\t")]


def _read() -> dict[str, Counter[bool]]:
    counts: dict[str, Counter[bool]] = {}
    for row in _rows("rule_precision.tsv"):
        if row["severity"] != "error":
            continue
        counts.setdefault(row["rule"], Counter())[row["verdict"] == "true"] += 1
    return counts


def _seeded() -> dict[str, Counter[bool]]:
    counts: dict[str, Counter[bool]] = {}
    for row in _rows("rule_precision_seeded.tsv"):
        count = counts.setdefault(row["rule"], Counter())
        count.update({True: int(row["true"]), False: int(row["false"])})
    return counts


READ, SEEDED = _read(), _seeded()


@pytest.mark.parametrize("rule", [rule.id for rule in RULES.values() if rule.severity == "error"])
def test_an_error_was_right(rule: str) -> None:
    count = READ.get(rule) or SEEDED.get(rule)
    assert count, "a rule without verdicts cannot be an error; see benchmarks/rule_precision.py"
    assert count[True] >= _LEAST * count.total()


def test_verdicts_are_about_rules_that_exist() -> None:
    assert {*READ, *SEEDED} <= {*RULES}
    assert {row["verdict"] for row in _rows("rule_precision.tsv")} == {"true", "false"}
