"""Reads earlier versions of files from git."""

from __future__ import annotations

import re
import subprocess
from functools import lru_cache
from pathlib import Path
from shutil import which

from msgspec import Struct

_RENAMED = re.compile(r"R\d{3}")
_FIELDS = "%H%x00%an%x00%as"


class Commit(Struct, frozen=True):
    """A commit that changed a file."""

    name: str
    author: str
    day: str
    """The day in ISO 8601, such as ``2026-03-14``."""


def content_at(path: str, revision: str) -> bytes | None:
    """Return the content of a file at a revision; ``None`` if there is none.

    Args:
        path: the path of the file.
        revision: a commit, a branch, a tag, or the name of a blob.
    """
    folder, name = _place(path)
    if revision.startswith("-") or not is_in_git(folder):
        return None
    kind = _git(folder, "cat-file", "-t", revision)
    if kind is None:
        return None
    if kind == b"blob\n":
        return _git(folder, "cat-file", "blob", revision)
    found = _git(folder, "cat-file", "blob", f"{revision}:./{name}")
    return found if found is not None else _content_before_renaming(folder, name, revision)


def _content_before_renaming(folder: str, name: str, revision: str) -> bytes | None:
    """Return the content of a file at a revision at which it had another name; ``None`` if there is none."""
    found = _git(
        folder, "log", "--follow", "--diff-filter=R", "--name-status", "-z", "--format=", f"{revision}..", "--", name
    )
    fields = (found or b"").decode("utf-8", "surrogateescape").split("\0")
    earlier = [fields[at + 1] for at, field in enumerate(fields[:-2]) if _RENAMED.fullmatch(field.strip())]
    return _git(folder, "cat-file", "blob", f"{revision}:{earlier[-1]}") if earlier else None


def last_commit(path: str) -> str | None:
    """Return the last commit that changed a file; ``None`` if the file has changed since, or isn't in git."""
    folder, name = _place(path)
    changed = _git(folder, "status", "--porcelain", "--", name)
    found = _git(folder, "log", "-1", "--format=%H", "--", name) if changed == b"" else None
    return found.decode().strip() or None if found else None


def commits_since(path: str, revision: str) -> tuple[Commit, ...]:
    """Return the commits after a revision that changed a file, the oldest first; none if git doesn't know it."""
    folder, name = _place(path)
    if revision.startswith("-"):
        return ()
    found = _git(folder, "log", "--reverse", f"--format={_FIELDS}", f"{revision}..HEAD", "--", name)
    rows = (line.split("\0") for line in (found or b"").decode("utf-8", "replace").splitlines())
    return tuple(Commit(*row) for row in rows if len(row) == len(Commit.__struct_fields__))


def why_without(path: str) -> str:
    """Return why git has no earlier version of a file."""
    folder, _ = _place(path)
    if is_in_git(folder):
        return "git has only the newest commits; fetch them all" if is_shallow(folder) else "git doesn't have it"
    return why_outside()


def why_outside() -> str:
    """Return why a source isn't in a working tree of git."""
    return "git isn't installed" if which("git") is None else "the source isn't in a git repository"


def has_revision(folder: str, revision: str) -> bool:
    """Return whether git knows a commit, a branch, a tag, or the name of a blob."""
    return not revision.startswith("-") and _git(folder, "cat-file", "-e", revision) is not None


def is_in_git(folder: str) -> bool:
    """Return whether a folder is in a working tree of git."""
    return _says(str(Path(folder).absolute()), "--is-inside-work-tree")


def is_shallow(folder: str) -> bool:
    """Return whether git has only the newest commits."""
    return _says(str(Path(folder).absolute()), "--is-shallow-repository")


@lru_cache(maxsize=1024)
def _says(folder: str, question: str) -> bool:
    return _git(folder, "rev-parse", question) == b"true\n"


def _place(path: str) -> tuple[str, str]:
    file = Path(path)
    return file.parent.as_posix(), file.name


def _git(folder: str, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no argument can be read as an option
            ["git", "-C", folder, *arguments],  # noqa: S607 - the git that the caller uses
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
