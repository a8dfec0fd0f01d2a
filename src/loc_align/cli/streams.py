"""Standard output and standard error: text that no console refuses, and UTF-8 for programs."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

import click

from loc_align.errors import writing

STDOUT = "standard output"
"""What messages call it."""


def prepare_streams() -> None:
    """Escape characters that a console cannot show, such as Thai in the code page cp1252, instead of failing."""
    # Python has no stream for a descriptor that the caller has closed.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - it stays open, as the stream it stands for


def print_text(text: str = "", *, end: str = "\n") -> None:
    """Print a text for people to standard output. Its styles, if it has any, are kept."""
    with writing(STDOUT):
        # Without a stream, click takes UTF-8 for a console that says ASCII.
        click.echo(text + end, sys.stdout, nl=False, color=True)


def write_data(data: bytes) -> None:
    """Write data for programs to standard output. No console changes its encoding or its line breaks."""
    with writing(STDOUT):
        click.echo(data, sys.stdout, nl=False)


def print_json(value: object) -> None:
    """Write a value to standard output as indented JSON in UTF-8."""
    import json  # noqa: PLC0415 - few commands need it

    write_data(json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def drop_unwritten() -> None:
    """Drop output that cannot be written, so that Python does not report it a second time when it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
