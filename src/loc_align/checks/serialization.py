"""Serializes the check result of a document, for the cache."""

from __future__ import annotations

import json
from typing import Any

from loc_align.checks.base import LocatedFact
from loc_align.checks.run import CheckResult
from loc_align.model import Edit, Problem, Span


def dump_result(checked: CheckResult) -> bytes:
    """Serialize a result."""
    problems = [_to_json(problem) for problem in checked.problems]
    facts = [[rule, fact.key, fact.value, _to_json(fact.problem)] for rule, fact in checked.facts]
    return json.dumps([problems, facts], ensure_ascii=True, separators=(",", ":")).encode("ascii")


def load_result(data: bytes) -> CheckResult:
    """Deserialize a result.

    Raises:
        ValueError: :func:`dump_result` did not write the data.
    """
    try:
        problems, facts = json.loads(data)
        return CheckResult(
            tuple(_to_problem(item) for item in problems),
            tuple((rule, LocatedFact(key, value, _to_problem(place))) for rule, key, value, place in facts),
        )
    except (TypeError, IndexError) as error:
        raise ValueError(*error.args) from None


def _to_json(problem: Problem) -> list[Any]:
    return [
        problem.path, problem.rule, problem.severity, problem.message, problem.line, problem.column,
        problem.end_line, problem.end_column, _span(problem.span),
        [[*_span(edit.span), edit.text] for edit in problem.fix], problem.unit, problem.text, _span(problem.mark),
        problem.source, problem.lang, problem.translation_type, problem.fingerprint,
    ]  # fmt: skip


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _to_problem(item: list[Any]) -> Problem:
    values = list(item)
    values[_SPAN], values[_MARK] = Span(*values[_SPAN]), Span(*values[_MARK])
    values[_FIX] = tuple(Edit(Span(start, end), text) for start, end, text in values[_FIX])
    return Problem(*values)


_SPAN, _FIX, _MARK = (Problem.__struct_fields__.index(name) for name in ("span", "fix", "mark"))
