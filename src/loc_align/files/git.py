"""Finds changed files with git."""

from __future__ import annotations

import subprocess
from pathlib import Path

from loc_align.errors import UsageError


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
