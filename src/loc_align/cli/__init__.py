"""The command ``loc-align``: one module a subcommand."""

from __future__ import annotations

import gc
import signal
import sys
import threading

import click

from loc_align.__about__ import __version__
from loc_align.cli.table import COMMANDS, LazyGroup

__all__ = ["main"]

_OBJECTS_BEFORE_COLLECTION = 100_000
"""The values of a document hold no cycles, so looking for some after every few hundred objects is wasted time."""


@click.group(cls=LazyGroup, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="loc-align")
def main() -> None:
    """Read localized Markdown, align it, check it, and export translation memories.

    PATHs are Markdown files, folders (all *.md below them) or glob patterns.

    \b
    Example:
      loc-align export docs/fr-fr --to tmx -o memory.tmx
    """  # noqa: D301 - click wants the character
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, 20, 20)
    if threading.current_thread() is threading.main_thread():
        # As an exception, so that half-written files are taken away on the way out.
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
