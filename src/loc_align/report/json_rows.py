"""The rows of the JSON report, as ``problems.schema.json`` describes them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from loc_align.model import TranslationType

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


class UnreadRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A file that could not be read, so that nobody knows its problems."""

    path: Annotated[str, Meta(description="The path of the file as given, with forward slashes.")]
    message: Annotated[str, Meta(min_length=1, description="Why it could not be read.")]


class ProblemList(Struct, frozen=True, forbid_unknown_fields=True):
    """The report: all problems of a run, and the files that it could not read."""

    version: Literal[1]
    problems: tuple[ProblemRow, ...]
    unread: tuple[UnreadRow, ...]
