"""The stream of problems in a run of ``check``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from loc_align.checks import LocatedFact
from loc_align.checks.run import check_corpus
from loc_align.files.spill import Sorter
from loc_align.jobs.check import CheckedFile, CheckFile
from loc_align.jobs.session import Session
from loc_align.model import Problem


class ProblemStream:
    """Yields the problems of a run, and counts the fixed ones."""

    def __init__(self, session: Session, work: CheckFile) -> None:
        """Create the stream for a run.

        Args:
            session: reports the number of fixed problems.
            work: the work on each file.
        """
        self._session = session
        self._work = work
        self.fixed = 0
        self._order: dict[str, int] = {}
        self.uncompared: list[str] = []
        """The files so far in which no target could be compared with a source."""

    @property
    def paths(self) -> Collection[str]:
        """The files that were checked so far, in order, without files that could not be read."""
        return self._order.keys()

    def problems(self, files: Iterable[CheckedFile]) -> Iterator[Problem]:
        """Yield the problems of each file, then the problems across files."""
        facts: Sorter[tuple[str, LocatedFact]] = Sorter(lambda fact: (fact[0], fact[1].key))
        for file in files:
            self._order[file.path] = len(self._order)
            self.fixed += file.fixed
            if not file.result.compared:
                self.uncompared.append(file.path)
            self._session.out(file.diff.encode())
            yield from file.result.problems
            for fact in file.result.facts:
                facts.add(fact)
        settings = {active.rule.id: active for config in self._work.configs for active in config.settings}
        across = check_corpus(facts, tuple(settings.values()))
        yield from sorted(
            across, key=lambda problem: (self._order[problem.path], problem.line, problem.column, problem.rule)
        )
