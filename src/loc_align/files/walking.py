"""Finds the regular files below a folder, even if it contains symbolic links, pipes, or devices."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from loc_align.errors import InputError
from loc_align.text import counted

Reason = Literal["link", "broken", "special"]


class Walk:
    """Finds files below a folder, and counts the skipped ones.

    Pipes and devices are always skipped, because reading them could block forever.
    """

    def __init__(self, root: str, *, follow_links: bool = False) -> None:
        """Prepare to search a folder.

        Args:
            root: the folder.
            follow_links: whether to follow symbolic links to folders, and to files outside the folder.
        """
        self._root = root
        self._follow = follow_links
        self._skipped: Counter[Reason] = Counter()

    def files(self, suffixes: Iterable[str]) -> Iterator[str]:
        """Yield the visible files with a suffix, in any case of letters."""
        endings = tuple(suffixes)
        for folder in self._folders(self._root):
            for item in _entries(folder):
                if item.name.lower().endswith(endings) and not item.name.startswith("."):
                    yield from self._taken(item.path)

    def matches(self, pattern: str, suffixes: Iterable[str]) -> Iterator[str]:
        """Yield the files that match a glob pattern, and the files with a suffix below the folders that match."""
        endings = tuple(suffixes)
        everything = Path(pattern).name == "**"  # also matches the content of the folders
        for match in self._expand(pattern):
            if not Path(match).is_dir():
                yield from self._taken(match)
            elif not everything and (self._follow or not Path(match).is_symlink()):
                inner = Walk(match, follow_links=self._follow)
                yield from inner.files(endings)
                self._skipped += inner._skipped

    def _expand(self, pattern: str) -> Iterator[str]:
        # For **, glob.iglob follows links to folders, and never ends if they form a cycle.
        parts = Path(pattern).parts
        if "**" not in parts:
            yield from glob.iglob(pattern)  # noqa: PTH207 - unlike Path.glob it takes '../*'
            return
        at = parts.index("**")
        rest = parts[at + 1 :] or ("*",)
        for start in glob.iglob(str(Path(*parts[:at]))):  # noqa: PTH207 - as above
            for folder in self._folders(start):
                yield from self._expand(str(Path(glob.escape(folder), *rest)))

    def _folders(self, start: str) -> Iterator[str]:
        """Yield a folder and the visible folders below it, each real folder once."""
        folders, links = [start], list[str]()
        seen: set[str] = set()
        while folders or links:
            # Links come last, so that a folder with several paths keeps its real path.
            folder = folders.pop() if folders else links.pop()
            real = os.path.realpath(folder) if self._follow else folder
            if real in seen:
                continue
            seen.add(real)
            yield folder
            for item in sorted(_entries(folder), key=lambda item: item.name, reverse=True):
                if item.name.startswith("."):
                    continue
                if item.is_dir(follow_symlinks=False):
                    folders.append(item.path)
                elif not item.is_symlink() or not Path(item.path).is_dir():
                    continue
                elif self._follow:
                    links.append(item.path)
                else:
                    self._skipped["link"] += 1

    def _taken(self, path: str) -> Iterator[str]:
        """Yield a path if it is a file to read; count it as skipped otherwise."""
        try:
            mode = os.lstat(path).st_mode
            if not stat.S_ISREG(Path(path).stat().st_mode):
                self._skipped["special"] += 1
            elif stat.S_ISLNK(mode) and not self._follow and not self._is_inside(path):
                self._skipped["link"] += 1
            else:
                yield Path(path).as_posix()
        except PermissionError:
            yield Path(path).as_posix()  # reading it tells why not
        except OSError:
            self._skipped["broken"] += 1

    def _is_inside(self, path: str) -> bool:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self._root))

    def warnings(self) -> Iterator[str]:
        """Yield a message for each reason why files were skipped."""
        links, broken, special = (self._skipped[reason] for reason in ("link", "broken", "special"))
        if links:
            yield f"{self._root}: {counted(links, 'link')} not followed; to follow links, add --follow-links"
        if broken:
            yield f"{self._root}: {counted(broken, 'broken link')} skipped"
        if special:
            yield f"{self._root}: {counted(special, 'special file')} skipped; only regular files are read"


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Return the entries of a folder; none if it doesn't exist any more.

    Raises:
        InputError: the folder can't be read, so that nobody knows what is in it.
    """
    try:
        with os.scandir(folder) as items:
            return [*items]
    except PermissionError as error:
        cure = "allow reading it, or name the folders beside it"
        raise InputError(f"{folder}: the folder can't be read: {error.strerror}; {cure}") from None
    except OSError:
        return []
