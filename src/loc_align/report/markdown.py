"""A summary in Markdown, as a workflow's page or a comment on a change takes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from loc_align.model import Problem, Severity
from loc_align.report.base import SEVERITIES, ReportContext
from loc_align.text import counted

_MOST = 200
"""So many problems are listed; a workflow's page takes a megabyte."""
_ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|#&~$"})


def markdown_report(problems: Iterable[Problem], view: ReportContext) -> Iterator[str]:
    """A table of the rules with their counts, and one of the problems, the gravest first."""
    counts: Counter[tuple[str, Severity]] = Counter()
    listed: dict[Severity, list[Problem]] = {severity: [] for severity in SEVERITIES}
    for problem in problems:
        counts[problem.rule, problem.severity] += 1
        if len(listed[problem.severity]) < _MOST:
            listed[problem.severity].append(problem)
    total = sum(counts.values())
    many = counted(total, "problem") if total else "no problem"
    yield f"## loc-align: {many} in {counted(len(view.paths), 'file')}\n"
    if total:
        yield "\n| rule | severity | problems |\n|---|---|--:|\n"
        yield from (f"| `{rule}` | {severity} | {count:,} |\n" for (rule, severity), count in counts.most_common())
        yield "\n| place | problem |\n|---|---|\n"
        rows = [problem for severity in SEVERITIES for problem in listed[severity]][:_MOST]
        yield from (_row(problem) for problem in rows)
        if total > len(rows):
            yield f"\n… and {total - len(rows):,} more.\n"


def _row(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}:{problem.column}".translate(_ESCAPED)
    message = " ".join(problem.message.split()).translate(_ESCAPED)
    return f"| {place} | **{problem.severity}** {message} (`{problem.rule}`) |\n"
