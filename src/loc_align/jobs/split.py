"""The work of ``split``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from loc_align.errors import UsageError
from loc_align.files.finding import Found
from loc_align.files.io import atomic
from loc_align.files.overwriting import place_in, refuse_collisions
from loc_align.jobs.defect_lines import DefectLines, defect_lines
from loc_align.jobs.session import Session
from loc_align.sxs.splitting import split


class Split(Struct, frozen=True):
    """Splits a file. Picklable, for worker processes."""

    source_dir: str | None
    target_dir: str | None
    published: bool

    def __call__(self, found: Found) -> DefectLines:
        """Write the documents of a file, and return a message for each of its defects."""
        document = found.document()
        if self.source_dir:
            _write(place_in(self.source_dir, found.relative), split(document, "source"))
        if self.target_dir:
            _write(place_in(self.target_dir, found.relative), split(document, "target", published=self.published))
        return defect_lines(document)


def _write(path: Path, data: bytes) -> None:
    with atomic(path) as stream:
        stream.write(data)


def run(session: Session, files: Sequence[Found], work: Split, jobs: int) -> int:
    """Split files, and return their number.

    Raises:
        UsageError: there is no output folder, or an output is an input.
    """
    folders = [folder for folder in (work.source_dir, work.target_dir) if folder]
    if not folders:
        raise UsageError("there is no output; add --source-dir DIR, --target-dir DIR, or both")
    refuse_collisions(files, folders)
    done = 0
    for lines in session.work(files, work, jobs):
        done += 1
        for line in lines:
            session.say(f"warning: {line}")
    return done
