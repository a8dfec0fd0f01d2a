"""The test cases of the rules: files that pass, files that fail, and the expected problems.

The cases of a rule ``R`` are ``tests/checks/R/pass*.md`` and ``tests/checks/R/fail*.md``. The file ``fail.txt`` has one
line for each problem in ``fail.md``: ``LINE:COLUMN-LINE:COLUMN severity message``. Optional files for a case:

- ``fail.fixed.md``: the document after the fixes of the rule; required if the rule is fixable;
- ``fail.source.md``: the source document;
- ``fail.csv``: the glossary;
- ``fail.toml``: the options of the rule, and ``target-lang``, the expected language.

A case of a rule with the scope ``corpus`` is a folder ``fail`` with documents. Its lines start with ``FILE:``.

``python tests/rule_cases.py RULE...`` writes the ``.txt`` and ``.fixed.md`` files. Review every line of them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loc_align.alignment.by_id import align
from loc_align.checks import RULES, LocatedFact
from loc_align.checks.run import check_corpus, run
from loc_align.checks.settings import active_rules
from loc_align.checks.terminology import read_glossary
from loc_align.documents import parse
from loc_align.model import Problem
from loc_align.text import apply_edits, encode

CASES = Path(__file__).parent / "checks"


def cases(rule: str, kind: str) -> list[Path]:
    """Return the cases of a rule: documents, or folders of documents."""
    folder = CASES / rule
    return [path for path in sorted(folder.glob(f"{kind}*")) if path.is_dir() or _is_document(path)]


def _is_document(path: Path) -> bool:
    return path.suffix == ".md" and path.suffixes not in ([".fixed", ".md"], [".source", ".md"])


def problems(rule: str, case: Path) -> list[Problem]:
    """Return what a rule finds in a case."""
    options, lang = _options(case)
    alone = [rule] if RULES[rule].scope != "suppressions" else None
    chosen = active_rules(alone, options=MappingProxyType({rule: options}))
    found: list[Problem] = []
    facts: list[tuple[str, LocatedFact]] = []
    for path in sorted(case.glob("*.md")) if case.is_dir() else [case]:
        bitext = align(parse(path.read_bytes(), path.name), target_lang=lang)
        source = path.with_suffix(".source.md")
        source_document = parse(source.read_bytes(), source.name) if source.exists() else None
        checked = run(bitext, chosen, source_document=source_document, expected_lang=lang)
        found += [problem for problem in checked.problems if problem.rule == rule]
        facts += checked.facts
    found += check_corpus(sorted(facts, key=lambda fact: (fact[0], fact[1].key)), chosen)
    return found


def _options(case: Path) -> tuple[dict[str, Any], str | None]:
    beside = case.with_suffix(".toml")
    options = tomllib.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    lang = options.pop("target-lang", None)
    glossary = case.with_suffix(".csv")
    if glossary.exists():
        options["glossary"] = read_glossary(glossary.read_bytes(), glossary.name)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in options.items()}, lang


def expected(case: Path) -> list[str]:
    """Return the expected lines of a case."""
    return case.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def lines(case: Path, found: list[Problem]) -> list[str]:
    """Return problems as lines."""
    return [
        f"{f'{problem.path}:' if case.is_dir() else ''}{problem.line}:{problem.column}"
        f"-{problem.end_line}:{problem.end_column} {problem.severity} {problem.message}"
        for problem in found
    ]


def fixed(case: Path, found: list[Problem]) -> bytes:
    """Return a case with its problems fixed."""
    document = parse(case.read_bytes(), case.name)
    edits = {edit: None for problem in found for edit in problem.fix}
    return encode(apply_edits(document.text, edits), bom=document.bom)


def examples(rule: str, title: str) -> Iterator[tuple[str, str, str]]:
    """Yield the examples below ``Fails:`` or ``Passes:`` in a rule's docstring: language, source, target.

    Each is a line ``SOURCE → TARGET``, or ``de: SOURCE → TARGET`` for a language.
    """
    below = False
    for line in cleandoc(RULES[rule].check.__doc__ or "").splitlines():
        if line[:1].strip():
            below = line.rstrip() == title
        elif below and "→" in line:
            found = re.fullmatch(r"(?:([a-z]{2,3}(?:-\w+)*): )?(.*?) → ?(.*)", line.strip())
            assert found, line
            yield found[1] or "und", found[2], found[3]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for path in cases(name, "fail"):
            result = problems(name, path)
            path.with_suffix(".txt").write_text("".join(f"{line}\n" for line in lines(path, result)), encoding="utf-8")
            sys.stdout.write("\n  ".join([str(path), *lines(path, result)]) + "\n")
            if RULES[name].fixable:
                path.with_suffix(".fixed.md").write_bytes(fixed(path, result))
