"""What ``split`` does with a side-by-side document."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from loc_align.files.io import atomic, read
from loc_align.jobs.defect_lines import defect_lines
from loc_align.sxs.splitting import split


class Split(Struct, frozen=True):
    """From a path to its two documents on disk; travels to the worker processes."""

    relative: dict[str, str]
    source_dir: str | None
    target_dir: str | None
    published: bool

    def __call__(self, path: str) -> tuple[str, ...]:
        """Write the documents of one file; returns a line for each of its defects."""
        document = read(path)
        if self.source_dir:
            self._write(path, self.source_dir, split(document, "source"))
        if self.target_dir:
            self._write(path, self.target_dir, split(document, "target", published=self.published))
        return defect_lines(document)

    def _write(self, path: str, folder: str, data: bytes) -> None:
        with atomic(Path(folder) / self.relative[path]) as stream:
            stream.write(data)
