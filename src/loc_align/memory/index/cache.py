"""Cached indexes of memories in other formats."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from loc_align.errors import InputError
from loc_align.files.cache import cache_folder
from loc_align.files.io import read_units
from loc_align.files.streams import opened, os_message
from loc_align.memory.index.build import build_memory
from loc_align.memory.index.schema import VERSION

_SQLITE = b"SQLite format 3\0"
_CHUNK = 1 << 20


def cached_memory(path: str | os.PathLike[str]) -> str:
    """Return the index of a memory in any format. If the file is not an index, build one in the cache folder.

    The cache identifies a file by its content, so a changed file gets a new index.

    Args:
        path: an index, or a file that :func:`~loc_align.read_units` reads.

    Returns:
        The path of the index.

    Raises:
        InputError: the file cannot be read, or the cache folder cannot be written to.
        FormatError: the format of the file is unknown, or the file breaks its rules.
    """
    name = os.fspath(path)
    with opened(name) as stream:
        if stream.read(len(_SQLITE)) == _SQLITE:
            return name
        stream.seek(0)
        digest = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    # The suffix is part of the name, because it can decide the format.
    index = cache_folder() / f"{digest.hexdigest()[:32]}{Path(name).suffix.lower()}-{VERSION}.sqlite"
    if not index.exists():
        try:
            index.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = (
                f"{os_message(str(index.parent), error)}; the index of {name} cannot be stored there: set "
                "LOC_ALIGN_CACHE to another folder, or build the index with loc-align memory build"
            )
            raise InputError(message) from None
        build_memory(read_units(name), index)
    return str(index)
