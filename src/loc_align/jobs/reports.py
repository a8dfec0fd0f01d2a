"""Writes the reports of ``check`` to standard output and to files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from loc_align.errors import UsageError
from loc_align.files.spill import Spill
from loc_align.jobs.output import opened
from loc_align.jobs.session import Session
from loc_align.model import Problem
from loc_align.report import FOR_PEOPLE, REPORTERS, ReportContext, Reporter

ReportOutput = tuple[Reporter, str]
"""A reporter and its output file; ``-`` is standard output."""


def parse_report_options(options: Sequence[str]) -> list[ReportOutput]:
    """Parse values of the option ``--format``: ``FORMAT`` or ``FORMAT=FILE``.

    Raises:
        UsageError: a format does not exist, or two reports have the same output.
    """
    result: dict[str, ReportOutput] = {}
    for option in options:
        name, _, file = option.partition("=")
        if name not in REPORTERS:
            message = f"--format: {name!r} is not a report format; use one of {', '.join(REPORTERS)}"
            raise UsageError(message)
        output = file or "-"
        if output in result:
            where = "standard output" if output == "-" else output
            message = f"--format: two reports are written to {where}; give one of them another file: {name}=FILE"
            raise UsageError(message)
        result[output] = (REPORTERS[name], output)
    return list(result.values())


def write_reports(
    problems: Iterable[Problem], outputs: Sequence[ReportOutput], context: ReportContext, session: Session
) -> None:
    """Write reports. The first one streams the problems; the others read a copy, which can be on disk.

    Args:
        problems: the problems; all of them are consumed.
        outputs: the reporters and their output files.
        context: the checked files, and how to show problems on standard output.
        session: receives the report for standard output.
    """
    copy: Spill[Problem] = Spill()
    for number, output in enumerate(sorted(outputs, key=lambda output: output[1] != "-")):
        _write(copy if number else copy.passing(problems) if len(outputs) > 1 else problems, output, context, session)
    copy.close()
    for _ in problems:
        pass


def _write(problems: Iterable[Problem], output: ReportOutput, context: ReportContext, session: Session) -> None:
    reporter, path = output
    if path == "-":
        for piece in reporter(problems, context):
            session.out(piece if reporter in FOR_PEOPLE else _encoded(piece))
        return
    with opened(path) as stream:
        for piece in reporter(problems, replace(context, color=False)):
            stream.write(_encoded(piece))


def _encoded(piece: str) -> bytes:
    return piece.encode("utf-8", "replace")
