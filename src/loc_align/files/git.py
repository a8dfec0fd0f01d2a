"""Asks git for changed files, and for the address and the commit of a repository."""

from __future__ import annotations

import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path

from loc_align.errors import UsageError

_CREDENTIALS = re.compile(r"^([a-z][a-z+]*://)[^/@]*@")
_SCP = re.compile(r"(?:[^@/:]+@)?([\w.-]+\.[a-z]+):(?!/)(.+)")
"""An address such as ``git@example.com:team/docs.git``."""


@lru_cache(maxsize=1024)
def published(folder: str) -> tuple[str | None, str | None]:
    """Return the address and the commit of the repository that a folder belongs to.

    Args:
        folder: a folder.

    Returns:
        The address of the remote ``origin``, without credentials, and the commit of HEAD. Each is ``None`` if git does
        not know it.
    """
    path = Path(folder)
    if not (path / ".git").exists():
        parent = os.path.dirname(path.absolute())  # noqa: PTH120 - the parent of a relative path, too
        return (None, None) if parent == str(path.absolute()) else published(parent)
    return _address(_answer(folder, "config", "--get", "remote.origin.url")), _answer(folder, "rev-parse", "HEAD")


def _answer(folder: str, *arguments: str) -> str | None:
    try:
        return _git(folder, *arguments).strip() or None
    except UsageError:
        return None


def _address(remote: str | None) -> str | None:
    """Return the public address of a remote: no credentials, and no path on this computer."""
    if remote is None:
        return None
    scp = _SCP.fullmatch(remote)
    address = f"https://{scp[1]}/{scp[2]}" if scp else _CREDENTIALS.sub(r"\1", remote)
    return address.removesuffix("/").removesuffix(".git") if "://" in address and "file:" not in address else None


def changed_since(ref: str, folder: str = ".") -> set[Path]:
    """Return the files that have changed since the merge base of a commit and HEAD, and untracked files.

    Args:
        ref: a commit, a branch, or a tag.
        folder: a folder in the repository.

    Returns:
        Absolute paths, without deleted files.

    Raises:
        UsageError: the folder is not in a repository, git is not installed, or the commit does not exist.
    """
    root = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    if ref.startswith("-"):
        message = f"{ref}: not a commit; give the name of a commit, a branch, or a tag"
        raise UsageError(message)
    base = _git(folder, "merge-base", ref, "HEAD").strip()
    changed = _git(str(root), "diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", base, "--")
    new = _git(str(root), "ls-files", "-z", "--others", "--exclude-standard")
    return {(root / name).resolve() for name in f"{changed}{new}".split("\0") if name}


def _git(folder: str, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no argument can be read as an option
            ["git", "-C", folder, *arguments],  # noqa: S607 - the git that the caller uses
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except OSError:
        message = "git is not installed; --changed-since needs it"
        raise UsageError(message) from None
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"git {arguments[0]} failed"])[-1]
        message = f"{reason.removeprefix('fatal: ')}; --changed-since needs a git repository with that commit"
        raise UsageError(message)
    return done.stdout
