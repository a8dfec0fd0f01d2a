"""Help with named sections of options."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_GENERAL = "General"
"""The section of options that all commands share."""
_COLUMN = 24
"""The width of the column with the options. A longer option gets a line of its own."""


class _Option(click.Option):
    """An option of a section."""

    def __init__(self, *args: Any, section: str, **kwargs: Any) -> None:  # noqa: ANN401 - they are click's
        super().__init__(*args, **kwargs)
        self.section = section


def section(title: str) -> Callable[..., Callable[[F], F]]:
    """Create a section of options.

    Args:
        title: the heading of the section in the help.

    Returns:
        A function like :func:`click.option`, for an option of the section.
    """
    return partial(click.option, cls=_Option, section=title)


general = section(_GENERAL)


class Command(click.Command):
    """A command whose help lists options by section, in the order of their declaration."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by section, the general ones last."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(param, "section", _GENERAL), []).append(record)
        sections[_GENERAL] = sections.pop(_GENERAL)  # at least --help
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records, col_max=_COLUMN)
