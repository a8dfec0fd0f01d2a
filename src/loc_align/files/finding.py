"""Finds the files for the path arguments of a command."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from loc_align.documents import parse
from loc_align.errors import UsageError
from loc_align.files.io import read_bytes
from loc_align.model import Document


class Found(Struct, frozen=True):
    """A file, and its path relative to the path argument."""

    path: str
    """The path, with forward slashes."""
    relative: str
    """The path relative to the folder, or to the part of the pattern before the first wildcard; the file name if the
    argument is a file."""
    data: bytes | None = None
    """The content, if it does not come from the file."""

    def content(self) -> bytes:
        """Return the bytes of the file.

        Raises:
            InputError: the file cannot be read.
        """
        return read_bytes(self.path) if self.data is None else self.data

    def document(self) -> Document:
        """Parse the file as a document.

        Raises:
            DecodeError: the bytes are not UTF-8.
            InputError: the file cannot be read.
        """
        return parse(self.content(), self.path)


def find(paths: Iterable[str]) -> list[Found]:
    """Find the files for paths.

    Args:
        paths: files, folders (for all ``*.md`` files in them, except hidden ones), and glob patterns (``**`` matches
            any number of folders).

    Returns:
        The distinct files in the order of the paths. Files in a folder or of a pattern are sorted.

    Raises:
        UsageError: a path does not exist, or a folder or a pattern has no Markdown file.
    """
    found: dict[str, Found] = {}
    for path in paths:
        names = _expand(path)
        if not names:
            kind = "the folder contains no Markdown file (*.md)" if Path(path).is_dir() else "no such file or folder"
            message = f"{path}: {kind}"
            raise UsageError(message)
        for item in names:
            found.setdefault(item.path, item)
    return list(found.values())


def _expand(path: str) -> list[Found]:
    place = Path(path)
    if place.is_dir():
        return [_below(name, place) for name in sorted(_markdown_below(path))]
    if place.exists():
        return [Found(place.as_posix(), place.name)]
    root = _fixed_part(place)
    names: set[str] = set()
    for match in glob.iglob(path, recursive=True):  # noqa: PTH207 - unlike Path.glob it takes '../**'
        names.update(_markdown_below(match) if Path(match).is_dir() else [Path(match).as_posix()])
    return [_below(name, root) for name in sorted(names)]


def _below(name: str, root: Path) -> Found:
    return Found(name, Path(name).relative_to(root).as_posix())


def _fixed_part(pattern: Path) -> Path:
    """Return the folders of a pattern before the first wildcard."""
    fixed = []
    for part in pattern.parent.parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return Path(*fixed)


def _markdown_below(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(".md") and not name.startswith("."):
                yield (Path(parent) / name).as_posix()
