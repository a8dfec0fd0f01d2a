"""The command ``loc-align split``."""

from __future__ import annotations

import click

from loc_align.cli.options import common_options, flavour_option, output, paths_argument, suffix_option
from loc_align.cli.sections import Command
from loc_align.cli.session import Session, find_files
from loc_align.cli.types import FOLDER
from loc_align.jobs.split import Split, run
from loc_align.text import counted


@click.command(cls=Command)
@paths_argument
@output("--source-dir", type=FOLDER, metavar="DIR", help="Folder for the source documents.")
@output("--target-dir", type=FOLDER, metavar="DIR", help="Folder for the target documents.")
@output("--published", is_flag=True, help="Unescape asterisks in targets, as the publishing tool does.")
@suffix_option
@flavour_option
@common_options
def split(
    paths: tuple[str, ...],
    source_dir: str | None,
    target_dir: str | None,
    jobs: int,
    *,
    published: bool,
    quiet: bool,
    suffixes: tuple[str, ...],
    follow_links: bool,
) -> None:
    """Write the source and target documents of side-by-side documents.

    Every pair is replaced by its source or its target. All other bytes stay the same. Files keep their paths relative
    to the folder or pattern that you name.

    \b
    Example:
      loc-align split docs/fr-fr --source-dir out/en --target-dir out/fr
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    done = run(
        session,
        find_files(paths, suffixes=suffixes, follow_links=follow_links),
        Split(source_dir, target_dir, published),
        jobs,
    )
    session.say(f"{counted(done, 'document')} split")
    session.end()
