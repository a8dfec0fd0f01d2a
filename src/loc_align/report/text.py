"""The form for people: a line for each problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loc_align.model import Problem


def text_report(problems: Iterable[Problem]) -> Iterator[str]:
    """``path:line:column: severity: message [rule]``."""
    for problem in problems:
        place = f"{problem.path}:{problem.line}:{problem.column}"
        yield f"{place}: {problem.severity}: {problem.message} [{problem.rule}]\n"
