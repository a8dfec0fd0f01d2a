"""Errors that end a run: one line on standard error, and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from loc_align.cli.streams import STDOUT, drop_unwritten
from loc_align.cli.terminal import error, to_stderr
from loc_align.errors import TRACEBACK, LocAlignError, UsageError, bug_message

_FAILED, _WRONG_CALL = 1, 2


@contextmanager
def reported_errors() -> Iterator[None]:
    """Print the error that ends the block, and exit with 2 if the command line is wrong, and with 1 otherwise."""
    try:
        yield
        sys.stdout.flush()
    except click.ClickException as caught:
        _show(caught)
        sys.exit(caught.exit_code)
    except click.Abort:
        sys.exit(_FAILED)
    except Exception as caught:
        if os.environ.get(TRACEBACK) and not isinstance(caught, LocAlignError):
            raise
        to_stderr(error(_message(caught)))
        sys.exit(_WRONG_CALL if isinstance(caught, UsageError) else _FAILED)
    finally:
        drop_unwritten()


def _message(caught: Exception) -> str:
    """Return the message for an exception."""
    if isinstance(caught, LocAlignError):
        return str(caught)
    if isinstance(caught, OSError):
        # All errors have the name of a file, except those of a full disk below the help of a command.
        name = caught.filename or (STDOUT if caught.errno == errno.ENOSPC else "the operating system")
        return f"{name}: {caught.strerror or caught}"
    if isinstance(caught, MemoryError):
        return "there is not enough memory; use fewer --jobs, or give fewer files at a time"
    return bug_message(caught)


def _show(caught: click.ClickException) -> None:
    """Print an error in the command line, with a pointer to the help. Without arguments, print the help itself."""
    message = caught.format_message().replace("\n\t", " ")  # Click lists the choices of an option in lines
    if not isinstance(caught, click.UsageError) or caught.ctx is None:
        to_stderr(error(message))
    elif message == caught.ctx.get_help():
        caught.show()
    else:
        usage = caught.ctx.get_usage()
        to_stderr(f"{usage}\nTry '{caught.ctx.command_path} --help' for help.\n")
        to_stderr(error(message))
