"""Where ``check`` writes its reports: standard output, files, or both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from loc_align.errors import UsageError
from loc_align.files.spill import Spill
from loc_align.jobs.output import opened
from loc_align.model import Problem
from loc_align.report import REPORTERS, ReportContext, Reporter

_Form = tuple[Reporter, str]
"""A form, and the file that it goes to; ``-`` is standard output."""


def parse_forms(forms: Sequence[str]) -> list[_Form]:
    """Read ``FORM`` or ``FORM=FILE``.

    Raises:
        UsageError: there is no such form, or two of them go to one place.
    """
    result: dict[str, _Form] = {}
    for item in forms:
        name, _, file = item.partition("=")
        if name not in REPORTERS:
            message = f"--format: no form {name!r}; the forms are {', '.join(REPORTERS)}"
            raise UsageError(message)
        place = file or "-"
        if place in result:
            where = "standard output" if place == "-" else place
            message = f"--format: two reports would go to {where}; give one of them a file: {name}=FILE"
            raise UsageError(message)
        result[place] = (REPORTERS[name], place)
    return list(result.values())


def write_reports(problems: Iterable[Problem], forms: Sequence[_Form], view: ReportContext) -> None:
    """Write reports; the first one while the problems come, the others from a copy that may lie on disk."""
    kept: Spill[Problem] = Spill()
    for number, form in enumerate(sorted(forms, key=lambda form: form[1] != "-")):
        _write(kept if number else kept.passing(problems) if len(forms) > 1 else problems, form, view)
    kept.close()
    for _ in problems:
        pass


def _write(problems: Iterable[Problem], form: _Form, view: ReportContext) -> None:
    reporter, place = form
    if place == "-":
        for piece in reporter(problems, view):
            click.echo(piece, nl=False)
        return
    with opened(place) as stream:
        for piece in reporter(problems, ReportContext(view.paths, failing=view.failing)):
            stream.write(piece.encode("utf-8", "replace"))
