"""The rules find injected faults on the correct line, and report few other problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from faults.measure import Trial, trials
from faults.table import KINDS
from loc_align.alignment.by_id import align
from loc_align.checks import RULES
from loc_align.checks.run import run
from loc_align.checks.settings import active_rules
from loc_align.documents import parse

DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.md"))
_ELSEWHERE = 0.1
"""The maximum number of new problems on other lines, for each fault."""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_documents_are_good(path: Path) -> None:
    assert run(align(parse(path.read_bytes(), path.name)), active_rules()).problems == ()


def test_every_rule_of_the_table_exists() -> None:
    assert {rule for kind in KINDS.values() for rule in kind.rules} - set(RULES) == set()


def test_every_kind_has_a_place_in_the_documents() -> None:
    tried = {trial.kind for trial in trials(DOCUMENTS, active_rules([]), each=1)}
    assert set(KINDS) - tried == set()


def test_faults_in_languages_of_all_scripts_are_found() -> None:
    _assert_found([*trials(DOCUMENTS, active_rules(), len(DOCUMENTS))], least=0.98)


def test_faults_in_published_files_are_found(corpus: list[Path]) -> None:
    _assert_found([*trials(corpus[::3], active_rules(), 4)], least=0.95)


def _assert_found(tried: Sequence[Trial], *, least: float) -> None:
    """Assert that the rules find at least a share of the faults on their lines, and report few other problems."""
    missed: dict[str, list[str]] = defaultdict(list)
    for trial in tried:
        if not trial.found:
            missed[trial.kind].append(trial.place)
    found = len(tried) - sum(map(len, missed.values()))
    assert found >= least * len(tried), dict(missed)
    elsewhere = [f"{trial.kind}, {trial.place}: {trial.elsewhere}" for trial in tried if trial.elsewhere]
    assert sum(len(trial.elsewhere) for trial in tried) <= _ELSEWHERE * len(tried), elsewhere
