"""The JSON report, with everything that is known about each problem. The schema is ``problems.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from loc_align.model import Problem
from loc_align.report.base import ReportContext


def json_report(problems: Iterable[Problem], _: ReportContext) -> Iterator[str]:
    """Yield ``{"version": 1, "problems": [...]}`` with one problem per line."""
    yield '{"version": 1, "problems": ['
    separator = "\n"
    for problem in problems:
        yield separator + json.dumps(as_json(problem), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def as_json(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON data."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "end_line": problem.end_line,
        "end_column": problem.end_column,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "unit": problem.unit or None,
        "source": problem.source or None,
        "text": problem.text,
        "mark": [problem.mark.start, problem.mark.end],
        "target_lang": problem.lang,
        "translation_type": problem.translation_type,
        "fix": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in problem.fix],
        "fingerprint": problem.fingerprint,
    }
