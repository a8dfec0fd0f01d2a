"""What a report is: how problems become text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from msgspec import Struct

from loc_align.model import Problem, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""What problems are, the gravest first."""


class ReportContext(Struct, frozen=True):
    """What a report may want to know beside the problems."""

    paths: Collection[str] = ()
    """The files that were checked, in order. Only after the problems are they all there: a file may be unreadable."""
    color: bool = False
    """Whether the report goes to a terminal that shows colours."""
    failing: frozenset[Severity] = frozenset({"error"})
    """The severities that fail the run."""


Reporter = Callable[[Iterable[Problem], ReportContext], Iterator[str]]
"""From problems, those of a file together, to the pieces of a report."""


def by_file(problems: Iterable[Problem]) -> Iterator[list[Problem]]:
    """Problems, file by file."""
    group: list[Problem] = []
    for problem in problems:
        if group and group[-1].path != problem.path:
            yield group
            group = []
        group.append(problem)
    if group:
        yield group
