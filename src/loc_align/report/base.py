"""The types of reports."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from loc_align.model import Problem, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""The severities of problems, from the most to the least severe."""


class ReportContext(Struct, frozen=True):
    """What a report needs to know besides the problems."""

    paths: Collection[str] = ()
    """The checked files, in order. Complete only after the last problem, because a file can be unreadable."""
    uncompared: Collection[str] = ()
    """The checked files in which no target could be compared with a source. Complete like :attr:`paths`."""
    unread: Mapping[str, str] = MappingProxyType({})
    """The message about each file that could not be read, by its path. Complete like :attr:`paths`."""
    color: bool = False
    """Whether the output is a terminal that shows colors."""
    failing: frozenset[Severity] = frozenset({"error"})
    """The severities that make the run fail."""


Reporter = Callable[[Iterable[Problem], ReportContext], Iterator[str]]
"""Converts problems, grouped by file, to the pieces of a report."""


def by_file(problems: Iterable[Problem]) -> Iterator[list[Problem]]:
    """Yield the problems of each file."""
    group: list[Problem] = []
    for problem in problems:
        if group and group[-1].path != problem.path:
            yield group
            group = []
        group.append(problem)
    if group:
        yield group
