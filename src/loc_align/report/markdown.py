"""A summary in Markdown, for the page of a workflow or a comment on a pull request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from loc_align.errors import printable
from loc_align.model import Problem, Severity
from loc_align.report.base import SEVERITIES, ReportContext
from loc_align.text import counted

_MAX_LISTED = 200
"""The maximum number of problems in the list. The page of a workflow is limited to a megabyte."""
_ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|#&~$"})
_SPECIAL = re.compile(r"(:[\w+-]+:|(?<!\w)@\w[\w/-]*|(?<!\w)(?:#|GH-)\d+)")
"""What GitHub turns into emoji, mentions, and references to issues, even if it is escaped. It leaves code alone."""


def markdown_report(problems: Iterable[Problem], view: ReportContext) -> Iterator[str]:
    """Yield a table of the rules with their counts, and a table of the problems, the most severe first."""
    counts: Counter[tuple[str, Severity]] = Counter()
    listed: dict[Severity, list[Problem]] = {severity: [] for severity in SEVERITIES}
    for problem in problems:
        counts[problem.rule, problem.severity] += 1
        if len(listed[problem.severity]) < _MAX_LISTED:
            listed[problem.severity].append(problem)
    total = sum(counts.values())
    many = counted(total, "problem") if total else "no problems"
    yield f"## loc-align: {many} in {counted(len(view.paths), 'file')}\n"
    if total:
        yield "\n| rule | severity | problems |\n|---|---|--:|\n"
        yield from (f"| `{rule}` | {severity} | {count:,} |\n" for (rule, severity), count in counts.most_common())
        yield "\n| location | problem |\n|---|---|\n"
        rows = [problem for severity in SEVERITIES for problem in listed[severity]][:_MAX_LISTED]
        yield from (_row(problem) for problem in rows)
        if total > len(rows):
            yield f"\n… and {total - len(rows):,} more.\n"


def _row(problem: Problem) -> str:
    location = _code(f"{printable(problem.path)}:{problem.line}:{problem.column}")
    parts = _SPECIAL.split(" ".join(problem.message.split()))
    message = "".join(_code(part) if number % 2 else part.translate(_ESCAPED) for number, part in enumerate(parts))
    return f"| {location} | **{problem.severity}** {message} (`{problem.rule}`) |\n"


def _code(text: str) -> str:
    """Return a code span in a table, where a pipe is escaped even in code (GitHub Flavored Markdown, 4.10)."""
    line = " ".join(text.splitlines()).replace("|", "\\|")
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    edge = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{edge}{line}{edge}{fence}"
