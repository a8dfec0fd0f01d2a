"""Every rule: documentation, test cases, and fixes."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

import rule_cases
import rule_pages
from loc_align.alignment.by_id import align
from loc_align.checks import FAMILIES, RULES
from loc_align.checks.documentation import parse_documentation
from loc_align.checks.run import run
from loc_align.checks.settings import active_rules
from loc_align.documents import parse
from side_by_side import pair


def cases(kind: str) -> list[ParameterSet]:
    return [
        pytest.param(rule, case, id=f"{rule}-{case.stem}") for rule in RULES for case in rule_cases.cases(rule, kind)
    ]


FAILING = cases("fail")
PASSING = cases("pass")
FIXABLE = [pytest.param(*case.values, id=case.id) for case in FAILING if RULES[str(case.values[0])].fixable]


def test_ids_are_unique_and_say_their_family() -> None:
    ids = [rule.id for rules in FAMILIES.values() for rule in rules]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_documented(rule: str) -> None:
    text = parse_documentation(RULES[rule])
    assert text.what.startswith("Checks ")
    assert all((text.why, text.fails, text.passes))
    assert text.options.keys() == RULES[rule].options.keys()
    assert RULES[rule].summary
    assert not RULES[rule].summary.endswith(".")


@pytest.mark.parametrize("rule", [name for name, rule in RULES.items() if rule.scope == "pair"])
def test_the_examples_of_a_rule_are_true(rule: str) -> None:
    for title, fails in (("Fails:", True), ("Passes:", False)):
        examples = list(rule_cases.examples(rule, title))
        assert examples, f"{rule}: no example below {title}"
        for lang, source, target in examples:
            document = parse(pair("00000-101", target, source).encode(), "example.md")
            found = run(align(document, target_lang=lang), active_rules([rule])).problems
            assert bool(found) == fails, f"{rule}: {source} → {target}: {found}"


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_cases(rule: str) -> None:
    assert rule_cases.cases(rule, "fail"), f"tests/checks/{rule}/fail.md is missing"
    assert rule_cases.cases(rule, "pass"), f"tests/checks/{rule}/pass.md is missing"


@pytest.mark.parametrize(("rule", "case"), FAILING)
def test_what_fails(rule: str, case: Path) -> None:
    found = rule_cases.problems(rule, case)
    assert rule_cases.lines(case, found) == rule_cases.expected(case)
    assert found


@pytest.mark.parametrize(("rule", "case"), FAILING)
def test_a_message_says_what_is_wrong_and_what_to_do(rule: str, case: Path) -> None:
    for problem in rule_cases.problems(rule, case):
        wrong, _, cure = problem.message.rpartition("; ")
        assert wrong
        assert not cure.endswith(".")
        assert "\n" not in problem.message


@pytest.mark.parametrize(("rule", "case"), PASSING)
def test_what_passes(rule: str, case: Path) -> None:
    assert rule_cases.lines(case, rule_cases.problems(rule, case)) == []


@pytest.mark.parametrize(("rule", "case"), FIXABLE)
def test_what_is_fixed(rule: str, case: Path, tmp_path: Path) -> None:
    fixed = rule_cases.fixed(case, rule_cases.problems(rule, case))
    assert fixed == case.with_suffix(".fixed.md").read_bytes()
    again = tmp_path / case.name
    again.write_bytes(fixed)
    assert [problem for problem in rule_cases.problems(rule, again) if problem.fix] == []


def test_every_folder_of_cases_belongs_to_a_rule() -> None:
    folders = (
        {path.name for path in rule_cases.CASES.iterdir() if path.is_dir()} if rule_cases.CASES.exists() else set()
    )
    assert folders <= set(RULES)


def test_the_pages_of_the_rules_are_as_the_code_says() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in rule_pages.FOLDER.glob("*.md")}
    assert written == rule_pages.pages(), "run python tests/rule_pages.py to update them"
