"""The JSON report, which contains all fields of each problem. The schema is ``problems.schema.json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loc_align.model import Problem
from loc_align.report.base import ReportContext
from loc_align.report.json_rows import FixRow, ProblemRow, UnreadRow
from loc_align.text.json_ import to_json


def json_report(problems: Iterable[Problem], view: ReportContext) -> Iterator[str]:
    """Yield ``{"version":1,"problems":[...],"unread":[...]}`` with one problem per line."""
    yield '{"version":1,"problems":['
    separator = "\n"
    for problem in problems:
        yield separator + to_json(_row(problem)).decode()
        separator = ",\n"
    yield f'\n],"unread":{to_json([UnreadRow(*item) for item in view.unread.items()]).decode()}}}\n'


def _row(problem: Problem) -> ProblemRow:
    return ProblemRow(
        path=problem.path,
        line=problem.line,
        column=problem.column,
        end_line=problem.end_line,
        end_column=problem.end_column,
        rule=problem.rule,
        severity=problem.severity,  # type: ignore[arg-type]  # a rule that is off finds no problems
        message=problem.message,
        unit=problem.unit or None,
        source=problem.source or None,
        text=problem.text,
        mark=(problem.mark.start, problem.mark.end),
        target_lang=problem.lang,
        translation_type=problem.translation_type,
        fix=tuple(FixRow(edit.span.start, edit.span.end, edit.text) for edit in problem.fix),
        fingerprint=problem.fingerprint,
    )
