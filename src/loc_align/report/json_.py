"""The JSON report, with everything that is known about each problem. The schema is ``problems.schema.json``."""

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
    """An edit: put the text in place of what stands from the start to the end."""

    start: _Offset
    end: _Offset
    text: str


class ProblemRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A fault that a rule found, with its place."""

    path: Annotated[str, Meta(description="The file, as it was named, with forward slashes.")]
    line: Annotated[_Positive, Meta(description="The line on which the problem starts.")]
    column: Annotated[_Positive, Meta(description="The column, in characters.")]
    end_line: Annotated[_Positive, Meta(description="The line on which the problem ends.")]
    end_column: Annotated[_Positive, Meta(description="The column after the last character.")]
    rule: Annotated[str, Meta(description="The id of the rule.")]
    severity: Annotated[Literal["error", "warning", "info"], Meta(description="How serious the problem is.")]
    message: Annotated[str, Meta(min_length=1, description="What is wrong and how to fix it, on one line.")]
    unit: Annotated[str | None, Meta(description="The id of the translation unit.")]
    source: Annotated[str | None, Meta(description="The unit's source, cut.")]
    text: Annotated[str, Meta(description="The unit's target or the line, cut.")]
    mark: Annotated[tuple[_Offset, _Offset], Meta(description="Where the fault is in the text.")]
    target_lang: Annotated[str, Meta(description="The language of the targets, BCP 47.")]
    translation_type: Annotated[TranslationType | None, Meta(description="Human or machine translation.")]
    fix: Annotated[
        tuple[FixRow, ...],
        Meta(description="Edits that fix it; offsets in characters into the file's text without byte order mark."),
    ]
    fingerprint: Annotated[
        str, Meta(pattern="^[0-9a-f]{32}$", description="By which the problem is recognized after lines moved.")
    ]


class ProblemList(Struct, frozen=True, forbid_unknown_fields=True):
    """The report: all the problems of a run."""

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
        severity=problem.severity,  # type: ignore[arg-type]  # what is off finds no problems
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
