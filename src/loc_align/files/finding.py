"""Finds the files for the path arguments of a command."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from loc_align.documents.containers.table import CONTAINERS
from loc_align.documents.parsing import MARKDOWN_SUFFIXES
from loc_align.errors import UsageError
from loc_align.files import tally
from loc_align.files.io import read_bytes
from loc_align.files.sites import read_document
from loc_align.files.walking import Walk
from loc_align.model import Document

SUFFIXES = (".md", ".markdown", ".mdx", ".mdoc", ".qmd")
"""The suffixes of the documents in a folder."""


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

    def document(self, source: Document | None = None) -> Document:
        """Parse the file as a document, and count the IDs in it that belong to no pair.

        Args:
            source: the source document, if the file is its translation.

        Raises:
            DecodeError: the bytes are not UTF-8.
            InputError: the file cannot be read.
        """
        document = read_document(self.content(), self.path, source)
        tally.count(document)
        return document


def find(
    paths: Iterable[str],
    *,
    suffixes: Sequence[str] = (),
    others: Callable[[str], bool] | None = None,
    follow_links: bool = False,
    warn: Callable[[str], object] | None = None,
) -> list[Found]:
    """Find the files for paths.

    Args:
        paths: files, folders (for all Markdown files in them, except hidden ones), and glob patterns (``**`` matches
            any number of folders). In a folder and for a pattern, only regular files count.
        suffixes: the suffixes of containers to find in folders, such as ``.yml``.
        others: returns whether the command also reads files with a suffix that are not documents.
        follow_links: whether to follow symbolic links to folders, and to files outside the folder.
        warn: receives messages about skipped links and other skipped files.

    Returns:
        The distinct files in the order of the paths. Files in a folder or of a pattern are sorted.

    Raises:
        UsageError: a path does not exist, a file is neither Markdown nor a container, or a folder or a pattern has no
            document.
        InputError: a folder can't be read.
    """
    found: dict[str, Found] = {}
    for path in paths:
        walk = Walk(path if Path(path).is_dir() else str(_fixed_part(Path(path))), follow_links=follow_links)
        if Path(path).is_file():
            _refuse_unknown(path, others)
        names = _expand(path, walk, (*SUFFIXES, *suffixes))
        if warn:
            for message in walk.warnings():
                warn(message)
        if not names:
            raise UsageError(_no_files(path, (*SUFFIXES, *suffixes)))
        for item in names:
            found.setdefault(item.path, item)
    return list(found.values())


def _refuse_unknown(path: str, others: Callable[[str], bool] | None) -> None:
    suffix = Path(path).suffix.lower()
    if suffix not in {*MARKDOWN_SUFFIXES, *CONTAINERS} and not (others and others(suffix)):
        message = f"{path}: {suffix} is not a suffix of Markdown, YAML, or XML files; give a document"
        raise UsageError(message)


def _no_files(path: str, suffixes: Sequence[str]) -> str:
    if Path(path).is_dir():
        names = ", ".join(f"*{suffix}" for suffix in suffixes)
        return f"{path}: the folder contains no {'Markdown file' if suffixes == SUFFIXES else 'document'} ({names})"
    return f"{path}: {'the target of the link does not exist' if Path(path).is_symlink() else 'no such file or folder'}"


def _expand(path: str, walk: Walk, suffixes: Sequence[str]) -> list[Found]:
    given = Path(path)
    if given.is_dir():
        return [_below(name, given) for name in sorted(walk.files(suffixes))]
    if given.exists():
        return [Found(given.as_posix(), given.name)]
    root = _fixed_part(given)
    return [_below(name, root) for name in sorted({*walk.matches(path, suffixes)})]


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
