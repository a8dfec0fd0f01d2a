"""Output folders that appear whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loc_align.errors import UsageError, writing
from loc_align.files.overwriting import refuse_files

_PREFIX = ".loc-align-"


def refuse_full(folders: Iterable[str]) -> None:
    """Check that no output folder has anything in it.

    Raises:
        UsageError: a folder is a file, or is not empty.
    """
    for folder in folders:
        refuse_files([folder])
        if Path(folder).exists() and any(Path(folder).iterdir()):
            raise UsageError(f"{folder or '.'}: the folder is not empty; give a new one")


@contextmanager
def staged(folder: str) -> Iterator[str]:
    """Provide a temporary folder whose content moves into another folder after the block has succeeded.

    Otherwise, nothing is left: neither content, nor folders that did not exist before.

    Args:
        folder: the other folder. It is made with its parents, and the temporary folder is in it, because only then
            moving is certain to be quick.

    Raises:
        InputError: the folder cannot be written.
    """
    target = Path(folder)
    missing = [path for path in (target, *target.parents) if not path.exists()]
    with _removed_after_failure(missing):
        with writing(folder):
            target.mkdir(parents=True, exist_ok=True)
            place = tempfile.mkdtemp(prefix=_PREFIX, dir=target)
        try:
            yield place
            with writing(folder):
                for item in sorted(Path(place).iterdir()):
                    item.rename(target / item.name)
        finally:
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _removed_after_failure(folders: Iterable[Path]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for path in folders:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise
