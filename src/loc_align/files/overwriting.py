"""Prevents output from overwriting input or other output, before anything is written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from loc_align.errors import InputError, UsageError
from loc_align.files.finding import Found

_LONGEST_NAME = 255
"""The longest name of a file in bytes, in the file systems of Linux, macOS, and Windows."""
_SUFFIXES = 20
"""The most characters of the suffixes that a shortened name keeps."""


def refuse_collisions(
    files: Sequence[Found], folders: Sequence[str], suffix: str = "", *, others: Iterable[str] = ()
) -> None:
    """Check the output paths of a run that writes a file for each input file.

    Args:
        files: the input files.
        folders: the output folders; each input file is written to each of them.
        suffix: the suffix that is added to the file names.
        others: further input files.

    Raises:
        UsageError: an output file is an input file, two output files have the same path, or a folder is a file.
    """
    refuse_files(folders)
    inputs = {os.path.realpath(path) for path in (*(item.path for item in files), *others)}
    written: dict[str, str] = {}
    for folder in folders:
        for item in files:
            output = os.path.realpath(Path(folder) / f"{item.relative}{suffix}")
            if output in inputs:
                message = f"the output for {item.path} would overwrite the input file {output}; choose another folder"
                raise UsageError(message)
            if output in written:
                message = (
                    f"{item.path} and {written[output]} have the same output file {output}; process them separately"
                )
                raise UsageError(message)
            written[output] = item.path


def refuse_files(folders: Iterable[str]) -> None:
    """Check that no output folder is a file.

    Raises:
        UsageError: a folder is a file.
    """
    for folder in folders:
        if Path(folder).exists() and not Path(folder).is_dir():
            raise UsageError(f"{folder}: the output folder is a file; choose another folder")


def refuse_overwriting(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Check that no output file is an input file.

    Args:
        outputs: the output files.
        inputs: the input files.

    Raises:
        UsageError: an output file is an input file.
    """
    read = {os.path.realpath(path) for path in inputs}
    for output in outputs:
        if os.path.realpath(output) in read:
            raise UsageError(f"{output} is both an input file and the output file; choose another output file")


def place_in(folder: str | os.PathLike[str], relative: str) -> Path:
    """Return the path of an output file in a folder.

    A name that is too long with its suffix is shortened, and gets a digest so that it stays unique.

    Raises:
        InputError: a link in the folder leads out of it.
    """
    path = Path(folder) / relative
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        path = path.with_name(_shortened(path.name))
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        message = f"{path}: not written, because a link leads out of the folder {Path(folder)}; remove the link"
        raise InputError(message)
    return path


def _shortened(name: str) -> str:
    suffixes = "".join(PurePath(name).suffixes[-2:])
    ending = f"-{hashlib.sha256(os.fsencode(name)).hexdigest()[:8]}{suffixes if len(suffixes) <= _SUFFIXES else ''}"
    start = name.removesuffix(suffixes)
    while len(os.fsencode(start + ending)) > _LONGEST_NAME:
        start = start[:-1]
    return start + ending
