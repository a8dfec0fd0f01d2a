"""Generates the pages of the rules from their docstrings and test cases.

To write the pages, run ``python tests/rule_pages.py``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import rule_cases
from loc_align.checks import FAMILIES, RULES, Rule
from loc_align.checks.documentation import render_markdown

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "rules"
_LONGEST = 4000
"""The number of characters in the largest case that a page shows."""


def pages() -> Mapping[str, str]:
    """Return every page, by its file name."""
    return {"index.md": "\n".join(_index()), **{f"{name}.md": _page(rule) for name, rule in RULES.items()}}


def _index() -> Iterator[str]:
    yield "# Rules\n"
    yield f"`loc-align check` has {len(RULES)} rules. To print this list, run `loc-align rules`.\n"
    for family, rules in FAMILIES.items():
        if rules:
            yield f"## {family.capitalize()}\n\n| Rule | Severity | Problem |\n|---|---|---|"
            yield from (f"| [`{rule.id}`]({rule.id}.md) | {rule.severity} | {_summary(rule)} |" for rule in rules)
            yield ""
    yield "```{toctree}\n:hidden:\n"
    yield from RULES
    yield "```\n"


def _summary(rule: Rule) -> str:
    return rule.summary.replace("|", "\\|") + (" (fixable)" if rule.fixable else "")


def _page(rule: Rule) -> str:
    return render_markdown(rule) + "".join(f"\n{part}\n" for part in _shown(rule))


def _shown(rule: Rule) -> Iterator[str]:
    """Yield the first failing case, and what the rule reports."""
    case = rule_cases.cases(rule.id, "fail")[0]
    if case.is_dir() or len(text := case.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")) > _LONGEST:
        return
    yield "## Example in a document"
    yield "This document has the problem:"
    yield _fenced(text, "markdown")
    yield "The rule reports the position, the severity, and the message:"
    yield _fenced("\n".join(rule_cases.expected(case)), "text")


def _fenced(text: str, language: str) -> str:
    longest = max((len(found) for found in re.findall(r"~{3,}", text)), default=2)
    fence = "~" * max(longest + 1, 3)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


if __name__ == "__main__":
    made = pages()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
