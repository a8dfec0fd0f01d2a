"""Which files a command's paths name."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from loc_align.errors import UsageError


class Found(Struct, frozen=True):
    """A file, and where it stands below the path that named it."""

    path: str
    """As a caller can open it; forward slashes."""
    relative: str
    """Below the folder or the fixed part of the pattern; a file's own name where it was named itself."""


def find(paths: Iterable[str]) -> list[Found]:
    """The Markdown files that paths name.

    Args:
        paths: files, folders (all ``*.md`` below them, hidden ones left out) and glob patterns (``**`` goes deep).

    Returns:
        Each file once, in the order of the paths, those of a folder or a pattern sorted.

    Raises:
        UsageError: a path does not exist, or a pattern or a folder holds no Markdown file.
    """
    found: dict[str, Found] = {}
    for path in paths:
        names = _expand(path)
        if not names:
            kind = "the folder holds no Markdown file (*.md)" if Path(path).is_dir() else "no such file or folder"
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
    """The folders of a pattern before the first one with a wildcard."""
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
