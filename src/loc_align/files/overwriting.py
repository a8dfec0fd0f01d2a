"""Output that would take the place of input, or of other output, is refused before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from loc_align.errors import UsageError
from loc_align.files.finding import Found


def refuse_collisions(
    files: Sequence[Found], folders: Sequence[str], suffix: str = "", *, others: Iterable[str] = ()
) -> None:
    """Refuse to write over what is read, and two files to one place.

    Args:
        files: the files that are read.
        folders: the folders that each of them is written below.
        suffix: what is added to its name there.
        others: more files that are read.
    """
    inputs = {Path(path).resolve() for path in (*(item.path for item in files), *others)}
    written: dict[Path, str] = {}
    for folder in folders:
        for item in files:
            place = (Path(folder) / f"{item.relative}{suffix}").resolve()
            if place in inputs:
                message = f"{item.path} would overwrite {place}, which is read too; choose another folder"
                raise UsageError(message)
            if place in written:
                message = f"{item.path} and {written[place]} would both be written to {place}; take them one by one"
                raise UsageError(message)
            written[place] = item.path


def refuse_overwriting(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse to write a result to a file that it is made of.

    Args:
        outputs: the files that are written.
        inputs: the files that are read.
    """
    read = {Path(path).resolve() for path in inputs}
    for output in outputs:
        if Path(output).resolve() in read:
            raise UsageError(f"{output} would be overwritten, and it is read too; choose another file to write")
