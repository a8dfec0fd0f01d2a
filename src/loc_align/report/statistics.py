"""Statistics: the number of problems by rule, language, and translation type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from loc_align.model import Problem
from loc_align.report.base import SEVERITIES, ReportContext

_HEADER = ("language", "by", "severity", "rule", "problems", "files")
_BY = {"HT": "people", "MT": "machine", None: "unknown"}


def statistics_report(problems: Iterable[Problem], _: ReportContext) -> Iterator[str]:
    """Yield a table, with the most frequent problems first within each language and translation type."""
    counts: Counter[tuple[str, ...]] = Counter()
    files: Counter[tuple[str, ...]] = Counter()
    latest: dict[tuple[str, ...], str] = {}
    for problem in problems:
        key = (problem.lang, _BY[problem.translation_type], problem.severity, problem.rule)
        counts[key] += 1
        files[key] += latest.get(key) != problem.path
        latest[key] = problem.path
    order = {severity: str(rank) for rank, severity in enumerate(SEVERITIES)}
    keys = sorted(counts, key=lambda key: (key[0], key[1], order[key[2]], -counts[key], key[3]))  # type: ignore[index]
    rows = [_HEADER, *((*key, f"{counts[key]:,}", f"{files[key]:,}") for key in keys)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    for row in rows:
        words = (cell.ljust(width) for cell, width in zip(row[:4], widths, strict=False))
        numbers = (cell.rjust(width) for cell, width in zip(row[4:], widths[4:], strict=True))
        yield "  ".join((*words, *numbers)) + "\n"
