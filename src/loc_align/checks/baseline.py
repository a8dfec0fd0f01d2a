"""The baseline: problems that a project has accepted, so that only new ones fail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from loc_align.errors import InputError
from loc_align.model import Problem

Baseline = Mapping[str, Mapping[str, str]]
"""By path and fingerprint the id of the rule."""


def parse_baseline(data: bytes, name: str) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: the data is none.
    """
    try:
        found: Any = json.loads(data)
    except ValueError:
        found = None
    problems = found.get("problems") if isinstance(found, dict) and found.get("version") == 1 else None
    if not isinstance(problems, dict) or not all(isinstance(item, dict) for item in problems.values()):
        message = f"{name}: not a baseline of version 1; write one with --update-baseline"
        raise InputError(message)
    return problems


def dump_baseline(baseline: Baseline) -> bytes:
    """Write a baseline: sorted, a problem a line, so that a change of it is easy to read."""
    ordered = {path: dict(sorted(items.items())) for path, items in sorted(baseline.items()) if items}
    return (json.dumps({"version": 1, "problems": ordered}, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def update_baseline(problems: Iterable[tuple[str, Problem]], before: Baseline, checked: Iterable[str]) -> Baseline:
    """A baseline of problems.

    Args:
        problems: each with its path as the baseline has it.
        before: the old baseline, which still holds for files that were not checked.
        checked: the paths of the files that were checked.
    """
    done = set(checked)
    result = {path: dict(items) for path, items in before.items() if path not in done}
    for path, problem in problems:
        result.setdefault(path, {})[problem.fingerprint] = problem.rule
    return result
