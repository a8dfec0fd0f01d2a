"""Whether the problems of a run fail it: the gravest severity that is let through, and budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from loc_align.checks import FAMILY_OF
from loc_align.model import Problem, Severity

FAILING_SEVERITIES: Mapping[str, frozenset[Severity]] = MappingProxyType(
    {
        "error": frozenset({"error"}),
        "warning": frozenset({"error", "warning"}),
        "info": frozenset({"error", "warning", "info"}),
        "never": frozenset(),
    }
)
"""The severities that fail a run, by the mildest of them."""


class FailureCounter:
    """Counts what fails a run."""

    def __init__(self, failing: frozenset[Severity], budget: Mapping[str, int]) -> None:
        """Nothing was seen yet.

        Args:
            failing: the severities that fail the run.
            budget: how many problems a rule, a family or a language may have.
        """
        self._failing = failing
        self._budget = budget
        self._spent: Counter[str] = Counter()
        self._others = 0

    def counting(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems, counted as they pass."""
        for problem in problems:
            if problem.severity in self._failing:
                self._count(problem)
            yield problem

    def _count(self, problem: Problem) -> None:
        names = {problem.rule, FAMILY_OF.get(problem.rule, ""), problem.lang} & self._budget.keys()
        self._spent.update(names)
        self._others += not names

    def exceeded(self) -> bool:
        """Whether the run fails."""
        return bool(self._others) or any(self._spent[name] > most for name, most in self._budget.items())

    def budget_lines(self) -> list[str]:
        """A line for each budget that something was taken from."""
        return [
            f"{name}: {self._spent[name]:,} of {most:,} in the budget"
            + (f", {self._spent[name] - most:,} too many" if self._spent[name] > most else "")
            for name, most in self._budget.items()
            if self._spent[name]
        ]
