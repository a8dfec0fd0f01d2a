"""The function ``check``: side-by-side documents, documents with their source, and memories."""

from __future__ import annotations

from pathlib import Path

import pytest

import loc_align
from loc_align.checks.fixes import choose_fixes
from loc_align.checks.memory import run_memory
from loc_align.checks.settings import active_rules
from loc_align.errors import UsageError
from loc_align.formats import FORMATS
from loc_align.model import Edit, Problem, Span
from loc_align.text import apply_edits
from side_by_side import pair

HEAD = "---\nms.contentlocale: fr-FR\n---\n"
LOST = pair("00000-101", "Exécutez `liste` maintenant.", "Run `ls -la` now.")
SIDES = f"{HEAD}{LOST}\n"
SOURCE = "# Start\n\nRun `ls -la` now, or wait until the morning.\n\n## End\n"
TARGET = f"{HEAD}# Début\n\nExécutez `liste` maintenant, ou attendez le matin.\n\n## Fin\n"


def found(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    return [(problem.rule, problem.line, problem.unit) for problem in problems]


def test_a_side_by_side_document() -> None:
    document = loc_align.read(SIDES.encode(), path="page.md")
    problems = loc_align.check(document, select=["codes"])
    assert found(problems) == [("code-span", 4, "00000-101")]
    assert problems[0].path == "page.md"
    assert loc_align.check(document, select=["links"]) == ()
    assert loc_align.check(document, ignore=["codes"]) == ()
    (mild,) = loc_align.check(document, select=["codes"], severity={"code-span": "info"})
    assert mild.severity == "info"
    assert loc_align.check(document, select=["codes"], severity={"code-span": "off"}) == ()
    with pytest.raises(UsageError, match="unknown rule or family 'code-spam'; did you mean 'code-span'"):
        loc_align.check(document, select=["code-spam"])


def test_a_document_with_its_source_beside() -> None:
    target = loc_align.read(TARGET.encode(), path="fr.md")
    problems = loc_align.check(target, loc_align.read(SOURCE.encode(), path="en.md"), select=["codes"])
    assert [(problem.path, problem.rule, problem.line) for problem in problems] == [("fr.md", "code-span", 6)]
    assert loc_align.check(target, select=["codes"]) == ()


def test_what_the_source_does_too_is_a_problem_of_the_source(tmp_path: Path) -> None:
    both = pair("00000-101", "Exécutez `ls maintenant.", "Run `ls now.")
    one = pair("00000-102", "Exécutez `ls maintenant.", "Run `ls` now.")
    document = loc_align.read(f"{HEAD}{both}\n\n{one}\n".encode(), path="page.md")
    assert found(loc_align.check(document)) == [("source-codes", 4, "00000-101"), ("code-unclosed", 6, "00000-102")]
    assert found(loc_align.check(document, ignore=["source"])) == [("code-unclosed", 6, "00000-102")]
    assert found(loc_align.check(document, select=["source"])) == [("source-codes", 4, "00000-101")]
    memory = tmp_path / "memory.jsonl"
    loc_align.write(loc_align.align(document), memory, "jsonl")
    problems = run_memory(loc_align.read_units(memory, "jsonl"), "memory.jsonl", active_rules()).problems
    assert [problem.rule for problem in problems] == ["source-codes", "code-unclosed"]


def test_the_source_document_shows_what_the_source_does_too() -> None:
    source = loc_align.read(b"See [](a.md).\n\n> [!NOTICE]\n> Read the whole page first.\n", path="en.md")
    target = loc_align.read(f"{HEAD}Voir [](a.md).\n\n> [!NOTICE]\n> Lisez toute la page.\n".encode(), path="fr.md")
    problems = loc_align.check(target, source)
    assert {(item.path, item.rule) for item in problems} == {("fr.md", "source-links"), ("fr.md", "source-directives")}
    problems = loc_align.check(target, source, select=["source"])
    assert {(item.path, item.rule, item.line) for item in problems} >= {
        ("en.md", "source-links", 1),
        ("en.md", "source-directives", 3),
    }
    clean = loc_align.read(b"See [Setup](a.md).\n\n> [!NOTE]\n> Read the whole page first.\n", path="en.md")
    assert {item.rule for item in loc_align.check(target, clean)} >= {"link-text", "directive-alert"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_memory(form: str, tmp_path: Path) -> None:
    document = loc_align.read(f"{HEAD}{pair('00000-100', 'Bien.', 'Fine.')}\n\n{LOST}\n".encode(), path="page.md")
    memory = tmp_path / "memory"
    loc_align.write(loc_align.align(document), memory, form)
    units = list(loc_align.read_units(memory, form))
    (problem,) = run_memory(units, "memory", active_rules(["code-span"])).problems
    assert (problem.path, problem.rule, problem.unit, problem.lang) == ("memory", "code-span", "00000-101", "fr-FR")
    assert problem.line == units[1].memory_line > units[0].memory_line > 0
    if form == "parquet":  # a row instead of a line
        assert problem.line == 2
    elif form == "po":  # the ID is in the context, above the source
        assert memory.read_text(encoding="utf-8").splitlines()[problem.line - 1] == 'msgid "Run `ls -la` now."'
    else:
        assert "00000-101" in memory.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert problem.source == "Run `ls -la` now."


def problem(*edits: tuple[int, int, str]) -> Problem:
    fix = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    return Problem("p", "r", "error", "m", 1, 1, 1, 1, Span(0, 0), fix)


@pytest.mark.parametrize(
    ("problems", "expected", "count"),
    [
        ([], "abcdef", 0),
        ([problem()], "abcdef", 0),
        ([problem((0, 1, "A")), problem((3, 4, "D"))], "AbcDef", 2),
        ([problem((3, 4, "D")), problem((0, 1, "A"))], "AbcDef", 2),
        ([problem((0, 3, "X")), problem((2, 4, "Y"))], "Xdef", 1),
        ([problem((0, 1, "A")), problem((1, 2, "B"))], "Abcdef", 1),
        ([problem((0, 1, "A")), problem((0, 1, "A"))], "Abcdef", 2),
        ([problem((0, 1, "A"), (4, 5, "E")), problem((2, 3, "C"))], "AbcdEf", 1),
    ],
)
def test_fixes_that_touch_each_other_are_made_one_after_the_other(
    problems: list[Problem], expected: str, count: int
) -> None:
    edits, fixed = choose_fixes(problems)
    assert (apply_edits("abcdef", edits), fixed) == (expected, count)
