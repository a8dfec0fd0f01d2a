"""The report for people: problems by file, with the marked text and its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from loc_align.errors import UNPRINTABLE, printable
from loc_align.model import Problem, Severity
from loc_align.report.base import SEVERITIES, ReportContext, by_file
from loc_align.text import counted

_CODES: dict[str, str] = {"error": "31", "warning": "33", "info": "36", "path": "1;4", "dim": "2", "mark": "1;31"}


def text_report(problems: Iterable[Problem], view: ReportContext) -> Iterator[str]:
    """Yield the name of each file and its problems, and finally the number of problems."""
    totals: Counter[Severity] = Counter()
    files: set[str] = set()
    fixable = 0
    for group in by_file(problems):
        yield _styled(printable(group[0].path), "path", view) + "\n"
        for problem in group:
            yield from _problem(problem, view)
            totals[problem.severity] += 1
            fixable += bool(problem.fix)
        yield "\n"
        files.add(group[0].path)
    ending = f"; {fixable:,} fixable with --fix" if fixable else ""
    yield f"{_summary(totals, len(files), view)}{ending}{_uncompared(view)}\n"


def _uncompared(view: ReportContext) -> str:
    """Return how many files have nothing to compare, so that nobody takes them for good."""
    if not view.paths:
        return ", so nothing was compared"
    count = len(view.uncompared)
    if not count:
        return ""
    return f"; nothing to compare in {counted(count, 'file')}: no pairs, and no match in a source document"


def _problem(problem: Problem, view: ReportContext) -> Iterator[str]:
    place = f"{problem.line}:{problem.column}"
    severity = _styled(problem.severity, problem.severity, view)
    yield f"  {place}  {severity}  {sanitized(problem.message)}  {_styled(f'[{problem.rule}]', 'dim', view)}\n"
    before, marked = sanitized(problem.text[: problem.mark.start]), sanitized(problem.mark.of(problem.text))
    after = sanitized(problem.text[problem.mark.end :])
    under = "^" * max(cell_len(marked), 1)
    yield f"      {before}{_styled(marked, 'mark', view) if marked else ''}{after}\n"
    yield f"      {' ' * cell_len(before)}{_styled(under, 'mark', view)}\n"
    if problem.source:
        yield _styled(f"      source: {sanitized(problem.source)}", "dim", view) + "\n"


def sanitized(text: str) -> str:
    """Return a text that is safe for a terminal: control and direction characters become U+FFFD."""
    return UNPRINTABLE.sub("\ufffd", text)


def _summary(totals: Counter[Severity], files: int, view: ReportContext) -> str:
    if not totals:
        return _styled(f"no problems found in {counted(len(view.paths), 'file')}", "dim", view)
    kinds = [
        _styled(counted(totals[severity], severity).replace("infos", "info"), severity, view)
        for severity in SEVERITIES
        if totals[severity]
    ]
    return f"{', '.join(kinds)} in {counted(files, 'file')} of {len(view.paths):,}"


def _styled(text: str, style: str, view: ReportContext) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if view.color else text
