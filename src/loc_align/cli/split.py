"""``loc-align split``: the two monolingual documents of each side-by-side one."""

from __future__ import annotations

import click

from loc_align.cli.options import common_options
from loc_align.cli.session import Session, find_files, user_errors
from loc_align.errors import UsageError
from loc_align.files.overwriting import refuse_collisions
from loc_align.jobs.split import Split
from loc_align.text import counted


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--source-dir", metavar="DIR", help="Folder for the documents with every pair's source.")
@click.option("--target-dir", metavar="DIR", help="Folder for the documents with every pair's target.")
@click.option("--published", is_flag=True, help="Unescape asterisks in targets as the publishing tool does.")
@common_options
def split(
    paths: tuple[str, ...],
    source_dir: str | None,
    target_dir: str | None,
    jobs: int,
    *,
    published: bool,
    quiet: bool,
) -> None:
    """Write the source and the target of side-by-side documents.

    Every pair is replaced by its source or its target; all other bytes stay. Files keep their place below the folder
    or pattern that named them.

    \b
    Example:
      loc-align split docs/fr-fr --source-dir out/en --target-dir out/fr
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    files = find_files(paths)
    with user_errors():
        if not (source_dir or target_dir):
            message = "nothing to write: give --source-dir, --target-dir or both"
            raise UsageError(message)
        refuse_collisions(files, [folder for folder in (source_dir, target_dir) if folder])
        work = Split({item.path: item.relative for item in files}, source_dir, target_dir, published)
        done = 0
        for lines in session.work(files, work, jobs):
            done += 1
            for line in lines:
                session.say(f"warning: {line}")
    session.say(f"{counted(done, 'document')} split")
    session.end()
