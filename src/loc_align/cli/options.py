"""The options that subcommands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def common_options(command: F) -> F:
    """The options that every subcommand over many files has."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(min=1),
            default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
            show_default="processors",
            metavar="N",
            help="How many processes share the work; the output is the same for any number.",
        ),
    ):
        command = option(command)
    return command


def language_options(command: F) -> F:
    """The options that say which languages the two sides are in."""
    for option in (
        click.option("--target-lang", metavar="TAG", help="Language of the targets; else ms.contentlocale says it."),
        click.option(
            "--source-lang", default="en-US", show_default=True, metavar="TAG", help="Language of the sources (BCP 47)."
        ),
    ):
        command = option(command)
    return command


def level_option(command: F) -> F:
    """The option that says which level of TMX is written."""
    option = click.option(
        "--level",
        type=click.Choice(["1", "2"]),
        default="2",
        show_default=True,
        help="TMX: 2 writes inline codes as elements, 1 plain text.",
    )
    return option(command)
