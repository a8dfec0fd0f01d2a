"""The command ``loc-align``, with one module per subcommand."""

from __future__ import annotations

import gc

import click

from loc_align.__about__ import __version__
from loc_align.cli.table import COMMANDS, LazyGroup

__all__ = ["main"]

_OBJECTS_BEFORE_COLLECTION = 100_000
"""The values of a document contain no cycles, so frequent garbage collection is a waste of time."""


@click.group(cls=LazyGroup, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="loc-align")
def main() -> None:
    """Align, check, export, and merge localized Markdown.

    PATHs are Markdown files, folders (all Markdown files below them), or glob patterns.

    \b
    Examples:
      loc-align export docs/fr-fr --to tmx -o memory.tmx
      loc-align check docs/fr-fr
    """  # noqa: D301 - click wants the character
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, 20, 20)
