"""What ``check`` does with each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import click

from loc_align.align import align
from loc_align.checks import Noted
from loc_align.checks.mend import ROUNDS, mend
from loc_align.checks.run import Checked, judge, run
from loc_align.cli.common import Session
from loc_align.cli.output import difference
from loc_align.config import Configs, Plan
from loc_align.corpus import Found, Sorter, atomic, read
from loc_align.model import Document, Problem
from loc_align.parse import parse
from loc_align.text import counted, encode


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a file."""

    path: str
    checked: Checked
    mended: int = 0
    """How many problems were mended."""
    diff: str = ""
    """What that changes, where it was asked for."""


@dataclass(frozen=True, slots=True)
class Work:
    """From a path to its problems; travels to the worker processes."""

    source_lang: str
    target_lang: str | None
    plans: tuple[Plan, ...] = ()
    plan_of: Mapping[str, int] = field(default_factory=dict)
    """Index of each path's plan, where it is not the first."""
    fix: bool = False
    """Whether to mend what can be mended, and write it."""
    diff: bool = False
    """Whether to mend and show the difference instead."""

    def __call__(self, path: str) -> Done:
        """Check a file."""
        document = read(path)
        plan = self.plans[self.plan_of.get(path, 0)]
        checked = self._check(document, plan)
        if not (self.fix or self.diff):
            return Done(path, checked)
        mended, after, count = self._mended(document, checked, plan)
        if count and self.fix:
            with atomic(path) as stream:
                stream.write(encode(mended.text, bom=mended.bom))
        diff = difference(document.text, mended.text, document.path) if self.diff else ""
        return Done(path, after if self.fix else checked, count, diff)

    def _check(self, document: Document, plan: Plan) -> Checked:
        lang = self.target_lang or plan.target_lang
        bitext = align(document, source_lang=self.source_lang, target_lang=lang)
        return run(bitext, plan.settings, expected_lang=lang)

    def _mended(self, document: Document, checked: Checked, plan: Plan) -> tuple[Document, Checked, int]:
        """Mend until nothing is left to mend; what a fix would go back and forth with stays as it is."""
        total = 0
        for _ in range(ROUNDS):
            text, count = mend(document.text, checked.problems)
            if not count:
                break
            document = replace(parse(encode(text), document.path), bom=document.bom)
            checked = self._check(document, plan)
            total += count
        return document, checked, total


def make_work(files: Iterable[Found], configs: Configs, work: Work) -> Work:
    """The work on some files: each with what its configuration says.

    Raises:
        UsageError: a configuration is wrong.
    """
    plans: list[Plan] = []
    plan_of: dict[str, int] = {}
    for item in files:
        plan = configs.plan(item.path)
        index = next((at for at, known in enumerate(plans) if known is plan), len(plans))
        if index == len(plans):
            plans.append(plan)
        if index:
            plan_of[item.path] = index
    return replace(work, plans=tuple(plans), plan_of=plan_of)


class Stream:
    """The problems of a run, as they come from the files."""

    def __init__(self, session: Session, work: Work) -> None:
        """Nothing was checked yet."""
        self._session = session
        self._work = work
        self._mended = 0

    def problems(self, done: Iterable[Done]) -> Iterator[Problem]:
        """The problems of each file in turn, and at the end those that show only across files."""
        facts: Sorter[tuple[str, Noted]] = Sorter(lambda fact: (fact[0], fact[1].key))
        order: dict[str, int] = {}
        for item in done:
            order[item.path] = len(order)
            self._mended += item.mended
            click.echo(item.diff, nl=False)
            yield from item.checked.problems
            for fact in item.checked.facts:
                facts.add(fact)
        settings = {active.rule.id: active for plan in self._work.plans for active in plan.settings}
        across = judge(facts, tuple(settings.values()))
        yield from sorted(across, key=lambda problem: (order[problem.path], problem.line, problem.column, problem.rule))

    def end(self) -> None:
        """Tell how much was mended."""
        if self._work.fix or self._mended:
            would = "mended" if self._work.fix else "can be mended with --fix"
            self._session.say(f"{counted(self._mended, 'problem')} {would}")
