"""Errors that end a run: one line on standard error, and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from loc_align.cli.terminal import error, to_stderr
from loc_align.errors import LocAlignError, UsageError

_FAILED, _WRONG_CALL = 1, 2


@contextmanager
def reported_errors() -> Iterator[None]:
    """Print the error that ends the block, and exit with 2 if the command line is wrong, and with 1 otherwise."""
    try:
        yield
    except LocAlignError as caught:
        to_stderr(error(str(caught)))
        sys.exit(_WRONG_CALL if isinstance(caught, UsageError) else _FAILED)
    except click.ClickException as caught:
        _show(caught)
        sys.exit(caught.exit_code)
    except click.Abort:
        sys.exit(_FAILED)


def _show(caught: click.ClickException) -> None:
    """Print an error of click: the help if there are no arguments, or else how to get it."""
    message = caught.format_message()
    if not isinstance(caught, click.UsageError) or caught.ctx is None:
        to_stderr(error(message))
    elif message == caught.ctx.get_help():
        caught.show()
    else:
        usage = caught.ctx.get_usage()
        click.echo(f"{usage}\nTry '{caught.ctx.command_path} --help' for help.\n", err=True)
        to_stderr(error(message))
