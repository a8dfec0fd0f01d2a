"""One fault is one problem: rules that see the same fault don't repeat each other."""

from __future__ import annotations

import pytest

from loc_align.checks.aligning import align_document
from loc_align.checks.run import run
from loc_align.checks.settings import active_rules
from loc_align.documents import parse

_SOURCE = """# Pumps

Read [the manual](manual.md) before you start the pump `P-12`.

| Part | Use |
|---|---|
| Seal | Keeps water out |

Write to <help@pumps.example>, or read **the list** of parts.[^1]

The pump runs at night.

1. Open the valve.
2. Close the valve.

[^1]: As of 2024.
"""
_TARGET = """# Pumpen

Lesen Sie [das Handbuch](manual.md), bevor Sie die Pumpe `P-12` starten.

| Teil | Zweck |
|---|---|
| Dichtung | Hält das Wasser draußen |

Schreiben Sie an <help@pumps.example>, oder lesen Sie **die Liste** der Teile.[^1]

Die Pumpe läuft nachts.

1. Öffnen Sie das Ventil.
2. Schließen Sie das Ventil.

[^1]: Stand von 2024.
"""


def _problems(target: str, flavour: str, *rules: str) -> list[tuple[int, str]]:
    original, document = (parse(text.encode(), "page.md", flavour) for text in (_SOURCE, target))
    bitext = align_document(document, original, "en", "de")
    found = run(bitext, active_rules(rules or None), source_document=original).problems
    return [(item.line, item.rule) for item in found]


@pytest.mark.parametrize("flavour", ["docfx", "gfm", "jekyll", "hugo", "mkdocs", "docusaurus", "vitepress"])
def test_a_good_translation_has_no_problems(flavour: str) -> None:
    assert _problems(_TARGET, flavour) == []


@pytest.mark.parametrize(
    ("right", "wrong", "line", "rule"),
    [
        ("](manual", "] (manual", 3, "link-frame"),
        ("`P-12`", "`P-\u200b12`", 3, "text-invisible"),
        ("Dichtung |", "Dichtung | |", 7, "structure-table-row"),
        ("help@", "hilfe@", 9, "link-autolink"),
        ("**die Liste**", "***die Liste**", 9, "code-emphasis-literal"),
        ("**die Liste**", "**die Liste***", 9, "code-emphasis-literal"),
        ("Teile.[^1]", "Teile.", 9, "link-footnote"),
        ("Die Pumpe läuft nachts.", "<!-- Die Pumpe läuft nachts.", 11, "structure-opening"),
        ("2. Sch", "2.Sch", 13, "structure-blocks"),
    ],
)
@pytest.mark.parametrize("flavour", ["docfx", "gfm", "jekyll"])
def test_one_fault_is_one_problem(flavour: str, right: str, wrong: str, line: int, rule: str) -> None:
    assert _problems(_TARGET.replace(right, wrong), flavour) == [(line, rule)]


def test_without_the_rule_that_sees_the_cause_the_other_one_reports() -> None:
    target = _TARGET.replace("Dichtung |", "Dichtung | |")
    assert _problems(target, "gfm", "structure-tables") == [(7, "structure-tables")]


def test_an_unpaired_backtick_gets_no_fix_for_spaces() -> None:
    source = "Add the `search` field to `pumps.cfg`.\n"
    original, document = (
        parse(text.encode(), "page.md") for text in (source, "Fügen Sie das Feld `search in `pumps.cfg` ein.\n")
    )
    found = run(align_document(document, original, "en", "ro"), active_rules(), source_document=original).problems
    assert not any(item.fix for item in found)
