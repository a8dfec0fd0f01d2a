"""The types of arguments and options, with shell completion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import click
from click.shell_completion import CompletionItem
from click.types import FloatParamType, StringParamType

from loc_align.cli.terminal import warn


class PathType(StringParamType):
    """A path, a pattern, or ``-``. The jobs check them."""

    def __init__(self, kind: Literal["file", "dir"]) -> None:
        """Create the type.

        Args:
            kind: what a shell completes.
        """
        self.name = kind

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Let the shell complete the path."""
        del ctx, param
        return [CompletionItem(incomplete, type=self.name)]


FILE = PathType("file")
FOLDER = PathType("dir")


class ScoreType(FloatParamType):
    """A score from 0 to 1. Percentages are accepted."""

    name = "score"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Convert ``0.75`` or ``75%``. A number above 1 is read as a percentage, with a warning."""
        text = str(value).strip()
        percent = text.endswith("%")
        try:
            number = float(text.removesuffix("%"))
        except ValueError:
            number = -1
        score = number / 100 if percent or number > 1 else number
        if not 0 <= score <= 1:
            self.fail(f"{text!r} is not a score from 0 to 1, such as 0.75 or 75%.", param, ctx)
        if number > 1 and not percent:
            name = param.opts[-1] if param else "number"
            warn(f"{name} {text} is read as {number:g}%; write {score:g} or {number:g}%")
        return score


class Names(StringParamType):
    """One or more names. The jobs check them, because they can suggest similar names."""

    name = "names"

    def __init__(self, kind: Literal["rule", "name", "severity", "report"]) -> None:
        """Create the type.

        Args:
            kind: the names to complete: rules, rules and families, their severities, or report formats.
        """
        self._kind = kind

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete the last name of a comma-separated list."""
        del ctx, param
        before, comma, last = incomplete.rpartition(",") if self._kind == "name" else ("", "", incomplete)
        given = {*before.split(",")}
        return [
            CompletionItem(f"{before}{comma}{name}")
            for name in _known(self._kind, last)
            if name.startswith(last) and name not in given
        ]


def _known(kind: str, written: str) -> Iterable[str]:
    """Return all names of a kind."""
    if kind == "report":
        from loc_align.report import REPORTERS  # noqa: PLC0415 - slow to import

        return REPORTERS
    from loc_align.checks import RULES  # noqa: PLC0415 - as above
    from loc_align.checks.rule_names import NAMES  # noqa: PLC0415 - as above

    if kind == "severity":
        rule, equals, _ = written.partition("=")
        return [f"{rule}={level}" for level in ("error", "warning", "info", "off")] if equals else [*NAMES]
    return RULES if kind == "rule" else NAMES
