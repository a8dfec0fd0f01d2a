"""The JSON report, which contains all fields of each problem. The schema is ``problems.schema.json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from loc_align.model import Problem, TranslationType
from loc_align.report.base import ReportContext
from loc_align.text.json_ import to_json

_Positive = Annotated[int, Meta(ge=1)]
_Offset = Annotated[int, Meta(ge=0)]


class FixRow(Struct, frozen=True, forbid_unknown_fields=True):
    """An edit that replaces a span with a text. The span is half-open, in character offsets."""

    start: _Offset
    end: _Offset
    text: str


class ProblemRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A problem found by a rule."""

    path: Annotated[str, Meta(description="The path of the file as given, with forward slashes.")]
    line: Annotated[_Positive, Meta(description="The 1-based line where the problem starts.")]
    column: Annotated[_Positive, Meta(description="The 1-based column where the problem starts, in characters.")]
    end_line: Annotated[_Positive, Meta(description="The 1-based line where the problem ends.")]
    end_column: Annotated[_Positive, Meta(description="The 1-based column after the last character.")]
    rule: Annotated[str, Meta(description="The ID of the rule.")]
    severity: Annotated[Literal["error", "warning", "info"], Meta(description="The severity of the problem.")]
    message: Annotated[str, Meta(min_length=1, description="What is wrong and how to fix it, on one line.")]
    unit: Annotated[str | None, Meta(description="The ID of the translation unit.")]
    source: Annotated[str | None, Meta(description="The source of the unit, shortened.")]
    text: Annotated[str, Meta(description="The target of the unit, or the line, shortened.")]
    mark: Annotated[tuple[_Offset, _Offset], Meta(description="The span of the problem in the text.")]
    target_lang: Annotated[str, Meta(description="The target language, BCP 47.")]
    translation_type: Annotated[
        TranslationType | None, Meta(description="HT for human translation, MT for machine translation.")
    ]
    fix: Annotated[
        tuple[FixRow, ...],
        Meta(description="The edits that fix the problem. Offsets are in characters, without a byte order mark."),
    ]
    fingerprint: Annotated[
        str, Meta(pattern="^[0-9a-f]{32}$", description="Identifies the problem even if its line number changes.")
    ]


class ProblemList(Struct, frozen=True, forbid_unknown_fields=True):
    """The report: all problems of a run."""

    version: Literal[1]
    problems: tuple[ProblemRow, ...]


def json_report(problems: Iterable[Problem], _: ReportContext) -> Iterator[str]:
    """Yield ``{"version":1,"problems":[...]}`` with one problem per line."""
    yield '{"version":1,"problems":['
    separator = "\n"
    for problem in problems:
        yield separator + to_json(_row(problem)).decode()
        separator = ",\n"
    yield "\n]}\n"


def _row(problem: Problem) -> ProblemRow:
    return ProblemRow(
        path=problem.path,
        line=problem.line,
        column=problem.column,
        end_line=problem.end_line,
        end_column=problem.end_column,
        rule=problem.rule,
        severity=problem.severity,  # type: ignore[arg-type]  # a rule that is off finds no problems
        message=problem.message,
        unit=problem.unit or None,
        source=problem.source or None,
        text=problem.text,
        mark=(problem.mark.start, problem.mark.end),
        target_lang=problem.lang,
        translation_type=problem.translation_type,
        fix=tuple(FixRow(edit.span.start, edit.span.end, edit.text) for edit in problem.fix),
        fingerprint=problem.fingerprint,
    )
