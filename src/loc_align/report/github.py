"""Annotations for GitHub workflows, written to standard output.

The format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from loc_align.errors import encodable
from loc_align.model import Problem
from loc_align.report.base import ReportContext

_COMMANDS: Mapping[str, str] = MappingProxyType({"error": "error", "warning": "warning", "info": "notice"})


def github_report(problems: Iterable[Problem], view: ReportContext) -> Iterator[str]:
    """Yield a workflow command for each problem, and for each file that could not be read."""
    for problem in problems:
        values = {"file": problem.path, "line": problem.line, "endLine": problem.end_line, "col": problem.column}
        if problem.end_line == problem.line:  # GitHub rejects columns across lines
            values["endColumn"] = problem.end_column
        values["title"] = problem.rule
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
        yield f"::{_COMMANDS[problem.severity]} {properties}::{_data(problem.message)}\n"
    for path, message in view.unread.items():
        yield f"::error file={_property(path)}::{_data(message)}\n"


def _data(text: str) -> str:
    return encodable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
