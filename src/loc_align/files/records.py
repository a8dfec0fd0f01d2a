"""Finds, reads, and writes the records of translations, in the folder ``.loc-align`` beside them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from loc_align.files.history import is_in_git
from loc_align.files.io import atomic
from loc_align.files.overwriting import place_in
from loc_align.updating.record import Record, read_record, translated, write_record

FOLDER = ".loc-align"
"""The folder with the records, in the folder with the target documents."""


def target_root(path: str, relative: str) -> str:
    """Return the folder that a relative path of a target starts from."""
    parts = PurePosixPath(relative).parts
    return PurePosixPath(*PurePosixPath(path).parts[: -len(parts)] or (".",)).as_posix()


def load_record(root: str, relative: str) -> Record | None:
    """Return the record of a target document; ``None`` if there is none that can be read."""
    path = Path(root) / FOLDER / f"{relative}.txt"
    return read_record(path.read_bytes()) if path.is_file() else None


def find_record(path: str) -> tuple[str, str]:
    """Return the folder that has the record of a target document, and the path of the document in it.

    Args:
        path: the path of the document.

    Returns:
        The nearest folder above the document with a record of it; without one, the folder of the document.
    """
    parts = PurePosixPath(path).parts
    for length in range(1, len(parts) + 1):
        relative = "/".join(parts[-length:])
        root = target_root(path, relative)
        if (Path(root) / FOLDER / f"{relative}.txt").is_file():
            return root, relative
    return target_root(path, parts[-1]), parts[-1]


def record_bytes(path: str) -> bytes:
    """Return the record of a target document as it is stored; nothing if there is none."""
    root, relative = find_record(path)
    record = Path(root) / FOLDER / f"{relative}.txt"
    return record.read_bytes() if record.is_file() else b""


def load_source(root: str, relative: str) -> bytes | None:
    """Return the copy of the source that a target was made from; ``None`` if there is none."""
    path = Path(root) / FOLDER / f"{relative}.source"
    return path.read_bytes() if path.is_file() else None


def save_record(root: str, relative: str, record: Record, source: bytes) -> None:
    """Write the record of a target document; outside git, also a copy of its source, because nothing else has it.

    Raises:
        InputError: the file can't be written.
    """
    folder = str(Path(root) / FOLDER)
    _write(folder, f"{relative}.txt", write_record(record))
    if not is_in_git(root):
        _write(folder, f"{relative}.source", source)


def save_translated(root: str, output: str, relative: str, digests: Collection[str]) -> None:
    """Write the record of a target document whose pending sentences have been translated; none if it has no record.

    Args:
        root: the folder with the target document and its record.
        output: the folder that the translated document was written to.
        relative: the path of the document in both.
        digests: the hashes of the sentences that have been translated.

    Raises:
        InputError: the file can't be written.
    """
    record = load_record(root, relative)
    if record is None:
        return
    folder = str(Path(output) / FOLDER)
    _write(folder, f"{relative}.txt", write_record(translated(record, digests)))
    source = load_source(root, relative)
    if source is not None:
        _write(folder, f"{relative}.source", source)


def _write(folder: str, relative: str, data: bytes) -> None:
    path = place_in(folder, relative)
    if path.is_file() and path.read_bytes() == data:
        return
    with atomic(path) as stream:
        stream.write(data)
