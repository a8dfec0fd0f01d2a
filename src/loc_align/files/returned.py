"""What came back from translators, and the documents that it belongs to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from loc_align import formats
from loc_align.errors import InputError
from loc_align.files.io import os_message, read
from loc_align.formats import Returned
from loc_align.text import digest

_SUFFIXES = (".xlf", ".xlf2", "xliff")
"""How the names of XLIFF files end, those of vendors such as ``.sdlxliff`` too."""


class Batch(Struct, frozen=True):
    """The units that came back for one document."""

    original: str
    """The path of the document at the export."""
    relative: str
    """Where it stood below the folder that was exported; its place below the output folder."""
    document_hash: str | None
    units: tuple[Returned, ...]


def read_batches(paths: Iterable[str]) -> list[Batch]:
    """Read XLIFF files; the units of one document come together, whichever files they are in.

    Args:
        paths: XLIFF files, and folders of which all XLIFF files below are taken, sorted.

    Raises:
        InputError: a file cannot be read, or a folder holds none.
        FormatError: a file is no XLIFF, or breaks its rules.
    """
    units: dict[tuple[str, str], list[Returned]] = {}
    for path in (name for place in paths for name in _files(place)):
        for item in read_returned(path):
            original = item.unit.provenance.path
            relative = item.relative or original
            units.setdefault((original, relative), []).append(item)
    return [
        Batch(original, relative, items[0].document_hash, tuple(items)) for (original, relative), items in units.items()
    ]


def _files(path: str) -> list[str]:
    place = Path(path)
    if not place.is_dir():
        return [path]
    found = sorted(item.as_posix() for item in place.rglob("*") if item.name.lower().endswith(_SUFFIXES))
    if not found:
        message = f"{path}: the folder holds no XLIFF file (*.xlf, *.xliff)"
        raise InputError(message)
    return found


def read_returned(path: str | os.PathLike[str]) -> Iterator[Returned]:
    """Read an XLIFF file that came back from translators, streaming.

    Args:
        path: an XLIFF 1.2 or 2 file that was exported from documents.

    Raises:
        InputError: the file cannot be read.
        FormatError: the file is no XLIFF, or breaks its rules.
    """
    name = os.fspath(path)
    try:
        with Path(name).open("rb") as stream:
            yield from formats.load_back(stream, name)
    except OSError as error:
        raise InputError(os_message(name, error)) from None


def output_name(batch: Batch) -> str:
    """Where below the output folder a document goes.

    Raises:
        InputError: the path in the file leads elsewhere.
    """
    place = PurePosixPath(batch.relative.replace("\\", "/"))
    parts = [part for part in place.parts if part != "."]
    if not parts or place.is_absolute() or ".." in parts or ":" in parts[0] or "\0" in batch.relative:
        message = f"{batch.relative or 'a file without a name'}: the path leads out of the output folder"
        raise InputError(message)
    return "/".join(parts)


def find_document(batch: Batch, root: str | None) -> str:
    """The document that units belong to.

    Below ``root`` its path is looked up as the export has it, then without its first folders. Without a root it is
    looked up from here; a path that leads elsewhere is only followed to the very document that was exported.

    Args:
        batch: the units.
        root: a folder that holds the documents.

    Raises:
        InputError: there is no such document.
    """
    if root is not None:
        for name in _candidates(batch):
            place = Path(root) / name
            if place.is_file():
                return place.as_posix()
        message = f"{batch.original}: there is no such document below {root}"
        raise InputError(message)
    place = Path(batch.original)
    if place.is_file() and (_is_below(place) or _is_exported(place, batch)):
        return place.as_posix()
    message = f"{batch.original}: there is no such document here; say with --root where the documents are"
    raise InputError(message)


def _candidates(batch: Batch) -> Iterator[str]:
    for name in (batch.relative, batch.original):
        parts = [part for part in PurePosixPath(name).parts if part not in {"/", ".", ".."} and "\0" not in part]
        yield from ("/".join(parts[at:]) for at in range(len(parts)))


def _is_below(place: Path) -> bool:
    return place.resolve().is_relative_to(Path.cwd())


def _is_exported(place: Path, batch: Batch) -> bool:
    document = read(place)
    return digest(document.text, bom=document.bom) == batch.document_hash
