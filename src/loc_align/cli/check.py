"""``loc-align check``: faults in localized documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from loc_align.align import align, canonical_lang
from loc_align.checks import Noted
from loc_align.checks.run import Checked, judge, run
from loc_align.checks.settings import Settings, settings
from loc_align.cli.common import Session, common_options, find_files, language_options, user_errors
from loc_align.corpus import read
from loc_align.model import Problem
from loc_align.report import REPORTERS


@dataclass(frozen=True, slots=True)
class _Work:
    """From a path to its problems; travels to the worker processes."""

    settings: Settings
    source_lang: str
    target_lang: str | None

    def __call__(self, path: str) -> Checked:
        bitext = align(read(path), source_lang=self.source_lang, target_lang=self.target_lang)
        return run(bitext, self.settings, expected_lang=self.target_lang)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(REPORTERS)),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@language_options
@common_options
def check(
    paths: tuple[str, ...], form: str, source_lang: str, target_lang: str | None, jobs: int, *, quiet: bool
) -> None:
    """Find faults in localized documents.

    \b
    Example:
      loc-align check docs/fr-fr --format json
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    files = find_files(paths)
    chosen = settings()
    with user_errors():
        work = _Work(chosen, canonical_lang(source_lang), canonical_lang(target_lang) if target_lang else None)
    problems = _problems(session.work(files, work, jobs), chosen)
    counted = _Counted(problems)
    for piece in REPORTERS[form](counted):
        click.echo(piece, nl=False)
    session.failed += counted.count
    session.end()


def _problems(checked: Iterator[Checked], chosen: Settings) -> Iterator[Problem]:
    facts: list[tuple[str, Noted]] = []
    for item in checked:
        yield from item.problems
        facts += item.facts
    yield from judge(sorted(facts, key=lambda fact: (fact[0], fact[1].key)), chosen)


class _Counted:
    """Problems, counted as they pass."""

    def __init__(self, problems: Iterator[Problem]) -> None:
        self._problems = problems
        self.count = 0

    def __iter__(self) -> Iterator[Problem]:
        for problem in self._problems:
            self.count += problem.severity == "error"
            yield problem
