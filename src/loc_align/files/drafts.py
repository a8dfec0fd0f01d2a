"""Drafts: the temporary files that become output files when they are complete."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_LONGEST_NAME = 200
"""The longest name of an output file, in bytes, that the name of a draft contains. File systems allow 255 bytes."""
_NAME = re.compile(r"\..+\.([0-9a-f]{8})-([0-9]+)-[0-9a-f]{8}\.tmp", re.DOTALL)
_open: set[Path] = set()


@contextlib.contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """Provide the path of a new draft in the folder of an output file. An error in the block deletes the draft.

    The name contains the process, so that later runs can delete the drafts of processes that were killed.
    """
    folder = target.parent
    _delete_stale(str(folder.absolute()))
    name = target.name if len(os.fsencode(target.name)) <= _LONGEST_NAME else _digest(os.fsencode(target.name))
    draft = folder / f".{name}.{_host()}-{os.getpid()}-{os.urandom(4).hex()}.tmp"
    _open.add(draft)
    try:
        yield draft
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    finally:
        _open.discard(draft)


def discard_drafts() -> None:
    """Delete the drafts of this process before it ends. A forked process does not delete those of its parent."""
    own = f".{_host()}-{os.getpid()}-"
    for draft in [*_open]:
        if own in draft.name:
            with contextlib.suppress(OSError):
                draft.unlink()


@cache
def _delete_stale(folder: str) -> None:
    """Delete the drafts of dead processes in a folder. Each process does this once for each folder."""
    if sys.platform == "win32":
        return  # there is no safe way to find out whether a process exists
    with contextlib.suppress(OSError):
        for item in [*Path(folder).iterdir()]:
            found = _NAME.fullmatch(item.name)
            if found and found[1] == _host() and not _is_alive(int(found[2])):
                item.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # it exists and belongs to another user
    return True


@cache
def _host() -> str:
    """Return a digest of the computer's name, because processes of another computer can share the folder."""
    return _digest(platform.node().encode("utf-8", "surrogateescape"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]
