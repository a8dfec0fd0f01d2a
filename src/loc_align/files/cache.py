"""Results that are kept from one run to the next, each as long as what it was made of stays the same."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct
from platformdirs import user_cache_path

from loc_align.__about__ import __version__
from loc_align.errors import InputError
from loc_align.files.io import atomic

_LENGTH = 32


class Cache(Struct, frozen=True):
    """A folder with a file for each document; a new result takes the place of the old one, so that it does not grow.

    Several runs may use it at once: a file is written whole or not at all, and says itself what it was made of.
    """

    folder: str

    def get(self, path: str, parts: Iterable[bytes]) -> bytes | None:
        """The result for a document, if there is one that was made of the same.

        Args:
            path: the document.
            parts: all that the result depends on.
        """
        try:
            data = self._place(path).read_bytes()
        except OSError:
            return None
        key = _key(path, parts)
        return data[_LENGTH:] if data[:_LENGTH] == key else None

    def put(self, path: str, parts: Iterable[bytes], result: bytes) -> None:
        """Keep a result; where that is not possible, the next run makes it anew."""
        with contextlib.suppress(OSError, InputError), atomic(self._place(path)) as stream:
            stream.write(_key(path, parts) + result)

    def _place(self, path: str) -> Path:
        name = hashlib.sha256(os.fsencode(Path(path).absolute())).hexdigest()
        return Path(self.folder) / name[:2] / name[2:40]


def cache_folder() -> Path:
    """The folder for what can be made again: ``LOC_ALIGN_CACHE``, or the user's cache folder on this platform.

    On Linux that is ``$XDG_CACHE_HOME/loc-align``, or else ``~/.cache/loc-align`` (XDG Base Directory Specification).
    """
    named = os.environ.get("LOC_ALIGN_CACHE")
    return Path(named) if named else user_cache_path("loc-align", appauthor=False)


def _key(path: str, parts: Iterable[bytes]) -> bytes:
    digest = hashlib.blake2b(_program(), digest_size=_LENGTH // 2)
    for part in (path.encode("utf-8", "surrogateescape"), *parts):
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest().encode()


@cache
def _program() -> bytes:
    """The version of the program, and for those who work on it the state of its files."""
    files = sorted(path for path in Path(__file__).parents[1].rglob("*") if path.suffix in {".py", ".toml"})
    state = [(path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return repr((__version__, sys.version, state)).encode()
