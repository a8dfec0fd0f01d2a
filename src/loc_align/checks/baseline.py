"""The baseline: problems that a project has accepted, so that only new problems are reported."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from loc_align.errors import InputError
from loc_align.model import Problem

Baseline = Mapping[str, Mapping[str, str]]
"""The rule IDs of the accepted problems, by path and fingerprint."""


def parse_baseline(data: bytes, name: str) -> Baseline:
    """Parse a baseline.

    Raises:
        InputError: the data is not a baseline.
    """
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    problems = found.get("problems") if isinstance(found, dict) and found.get("version") == 1 else None
    if not isinstance(problems, dict) or not all(isinstance(item, dict) for item in problems.values()):
        message = f"{name}: not a version 1 baseline; delete it, and create one with --update-baseline"
        raise InputError(message)
    return problems


def dump_baseline(baseline: Baseline) -> bytes:
    """Serialize a baseline. It is sorted and has one problem per line, so that changes are easy to review."""
    ordered = {path: dict(sorted(items.items())) for path, items in sorted(baseline.items()) if items}
    text = json.dumps({"version": 1, "problems": ordered}, indent=1, ensure_ascii=False) + "\n"
    # The escapes of Python for the bytes of a path that is not UTF-8 are those of JSON.
    return text.encode("utf-8", "backslashreplace")


def update_baseline(
    problems: Iterable[tuple[str, Problem]], before: Baseline, checked: Iterable[str], rules: Collection[str]
) -> Baseline:
    """Return a baseline with the problems of a run.

    Args:
        problems: each problem with its path in the baseline.
        before: the old baseline, which stays valid for files that were not checked.
        checked: the paths of the files that were checked.
        rules: the IDs of the rules that ran. In the files that were checked, only what they found is replaced.
    """
    done = set(checked)
    result = {
        path: {key: rule for key, rule in items.items() if path not in done or rule not in rules}
        for path, items in before.items()
    }
    for path, problem in problems:
        result.setdefault(path, {})[problem.fingerprint] = problem.rule
    return result
