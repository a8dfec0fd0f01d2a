"""Whether the problems of a run make it fail: the failing severities and the budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from loc_align.checks import FAMILY_OF
from loc_align.model import Problem, Severity
from loc_align.text import counted

FAILING_SEVERITIES: Mapping[str, frozenset[Severity]] = MappingProxyType(
    {
        "error": frozenset({"error"}),
        "warning": frozenset({"error", "warning"}),
        "info": frozenset({"error", "warning", "info"}),
        "never": frozenset(),
    }
)
"""The severities that make a run fail, by the mildest of them."""


class FailureCounter:
    """Counts the problems that make a run fail."""

    def __init__(self, failing: frozenset[Severity], budget: Mapping[str, int]) -> None:
        """Start with no problems.

        Args:
            failing: the severities that make the run fail.
            budget: the permitted number of problems of a rule, a family, or a language.
        """
        self._failing = failing
        self._budget = budget
        self._spent: Counter[str] = Counter()
        self._others = 0

    def counting(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield problems unchanged, and count them."""
        for problem in problems:
            if problem.severity in self._failing:
                self._count(problem)
            yield problem

    def _count(self, problem: Problem) -> None:
        names = {problem.rule, FAMILY_OF.get(problem.rule, ""), problem.lang} & self._budget.keys()
        self._spent.update(names)
        self._others += not names

    def exceeded(self) -> bool:
        """Return whether the run fails."""
        return bool(self._others) or any(self._spent[name] > most for name, most in self._budget.items())

    def budget_lines(self) -> list[str]:
        """Return a line for each budget that is at least partly used."""
        return [
            f"{name}: {counted(self._spent[name], 'problem')} with a budget of {most:,}"
            + (f", {self._spent[name] - most:,} too many" if self._spent[name] > most else "")
            for name, most in self._budget.items()
            if self._spent[name]
        ]
