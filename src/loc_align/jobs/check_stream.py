"""The problems of a run of ``check``, as they come from the files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import click

from loc_align.checks import LocatedFact
from loc_align.checks.run import check_corpus
from loc_align.files.spill import Sorter
from loc_align.jobs.check import Done, Work
from loc_align.jobs.session import Session
from loc_align.model import Problem
from loc_align.text import counted


class Stream:
    """The problems of a run; a tally of what was mended."""

    def __init__(self, session: Session, work: Work) -> None:
        """Nothing was checked yet."""
        self._session = session
        self._work = work
        self._mended = 0
        self._order: dict[str, int] = {}

    @property
    def paths(self) -> Collection[str]:
        """The files that were checked so far, in order; those that could not be read are not among them."""
        return self._order.keys()

    def problems(self, done: Iterable[Done]) -> Iterator[Problem]:
        """The problems of each file in turn, and at the end those that show only across files."""
        facts: Sorter[tuple[str, LocatedFact]] = Sorter(lambda fact: (fact[0], fact[1].key))
        for item in done:
            self._order[item.path] = len(self._order)
            self._mended += item.mended
            click.echo(item.diff, nl=False)
            yield from item.checked.problems
            for fact in item.checked.facts:
                facts.add(fact)
        settings = {active.rule.id: active for plan in self._work.plans for active in plan.settings}
        across = check_corpus(facts, tuple(settings.values()))
        yield from sorted(
            across, key=lambda problem: (self._order[problem.path], problem.line, problem.column, problem.rule)
        )

    def end(self) -> None:
        """Tell how much was mended."""
        if self._work.fix or self._work.diff:
            would = "mended" if self._work.fix else "would be mended"
            self._session.say(f"{counted(self._mended, 'problem')} {would}")
