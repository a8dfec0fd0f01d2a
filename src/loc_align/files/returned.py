"""Reads XLIFF and PO files that translators returned, and finds the documents that they belong to."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from loc_align import formats
from loc_align.errors import InputError
from loc_align.files.io import read
from loc_align.files.streams import Readable, name_of, opened
from loc_align.files.walking import Walk
from loc_align.formats import Notices, Returned
from loc_align.text import counted, digest

_SUFFIXES = (".xlf", ".xlf2", "xliff", ".po")
"""The suffixes of XLIFF and PO files, including those of vendors such as ``.sdlxliff``."""


class Batch(Struct, frozen=True):
    """The returned units of one document."""

    original: str
    """The path of the document at the time of the export."""
    relative: str
    """Its path relative to the exported folder; also its path in the output folder."""
    document_hash: str | None
    """The SHA-256 of the document at the time of the export."""
    units: tuple[Returned, ...]


def read_batches(
    paths: Iterable[str],
    say: Callable[[str], object] | None = None,
    notices: Notices | None = None,
) -> list[Batch]:
    """Read XLIFF and PO files and group their units by document.

    Args:
        paths: XLIFF and PO files, and folders. All such files in a folder are read, in alphabetical order.
        say: receives a message about the files without units, which belong to documents without pairs.
        notices: collects the deviations from the rules of XLIFF.

    Returns:
        A batch for each document. Its units can come from several files.

    Raises:
        InputError: a file cannot be read, or a folder contains no such file.
        FormatError: a file is neither XLIFF nor PO, or breaks the rules of its format.
    """
    units: dict[tuple[str, str], list[Returned]] = {}
    empty = []
    for path in (name for argument in paths for name in _files(argument)):
        items = [*read_returned(path, notices=notices)]
        if not items:
            empty.append(path)
        for item in items:
            original = item.unit.provenance.path
            relative = item.relative or original
            units.setdefault((original, relative), []).append(item)
    if empty and say:
        say(f"{counted(len(empty), 'file')} without units, such as {empty[0]}")
    return [
        Batch(original, relative, items[0].document_hash, tuple(items)) for (original, relative), items in units.items()
    ]


def _files(path: str) -> list[str]:
    if not Path(path).is_dir():
        return [path]
    found = sorted(Walk(path).files(_SUFFIXES))
    if not found:
        message = f"{path}: the folder contains no XLIFF or PO file (*.xlf, *.xliff, *.po)"
        raise InputError(message)
    return found


def read_returned(
    file: str | os.PathLike[str] | bytes | Readable, *, strict: bool = False, notices: Notices | None = None
) -> Iterator[Returned]:
    """Read an XLIFF or PO file that translators returned, unit by unit.

    Args:
        file: an XLIFF 1.2, XLIFF 2, or PO file that was exported from documents: its path, its bytes, or a file
            object in binary mode, which stays open.
        strict: whether each deviation from the rules of XLIFF is an error. By default, only those are that would lose
            content.
        notices: collects the deviations; decides about ``strict`` itself.

    Returns:
        An iterator over the units. The file is opened when the first unit is read.

    Raises:
        InputError: the file cannot be read.
        FormatError: the file is neither XLIFF nor PO, or breaks the rules of its format.
        UsageError: the file object is in text mode.
    """
    name = name_of(file)

    def units() -> Iterator[Returned]:
        with opened(file) as stream:
            yield from formats.load_returned(stream, name, notices or Notices(strict=strict))

    return units()


def output_name(batch: Batch) -> str:
    """Return the path of a document in the output folder.

    Raises:
        InputError: the path in the file is outside the output folder.
    """
    # Elsewhere than on Windows, a name can contain backslashes and colons. C: alone is a drive of another computer.
    path = PurePosixPath(batch.relative.replace("\\", "/") if os.name == "nt" else batch.relative)
    parts = [part for part in path.parts if part != "."]
    drive = parts and ":" in parts[0] if os.name == "nt" else re.match(r"[A-Za-z]:(?:\\|$)", parts[0] if parts else "")
    if not parts or path.is_absolute() or ".." in parts or drive or "\0" in batch.relative:
        message = (
            f"{batch.relative or '(empty path)'}: the path in the returned file is outside the output folder; "
            "correct it"
        )
        raise InputError(message)
    return "/".join(parts)


def find_document(batch: Batch, root: str | None) -> str:
    """Return the path of the document that units belong to.

    With a root, the function looks for the path in the export below the root, then for the path without its first
    folders. Without a root, it looks for the path in the current folder. A path outside the current folder is used only
    if the document there is the exported one.

    Args:
        batch: the returned units of the document.
        root: the folder that contains the documents.

    Raises:
        InputError: the document was not found.
    """
    if root is not None:
        for name in _candidates(batch):
            path = Path(root) / name
            if path.is_file():
                return path.as_posix()
        message = f"{batch.original}: no such document in {root}; check --root"
        raise InputError(message)
    path = Path(batch.original)
    if path.is_file() and (_is_below(path) or _is_exported(path, batch)):
        return path.as_posix()
    message = f"{batch.original}: no such document; give the folder that contains the documents with --root"
    raise InputError(message)


def _candidates(batch: Batch) -> Iterator[str]:
    for name in (batch.relative, batch.original):
        parts = [part for part in PurePosixPath(name).parts if part not in {"/", ".", ".."} and "\0" not in part]
        yield from ("/".join(parts[at:]) for at in range(len(parts)))


def _is_below(path: Path) -> bool:
    return path.resolve().is_relative_to(Path.cwd())


def _is_exported(path: Path, batch: Batch) -> bool:
    document = read(path)
    return digest(document.file_text, bom=document.bom) == batch.document_hash
