"""A cache of results between runs. A result is valid as long as its inputs are the same."""

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
from loc_align.text import language_id

_LENGTH = 32


class Cache(Struct, frozen=True):
    """A folder with one file for each document. A new result replaces the old one.

    Several runs can use the folder at the same time, because files are written atomically and contain a hash of their
    inputs.
    """

    folder: str

    def get(self, path: str, parts: Iterable[bytes]) -> bytes | None:
        """Return the cached result for a document; ``None`` if there is none for the same inputs.

        Args:
            path: the path of the document.
            parts: the inputs that the result depends on.
        """
        try:
            data = self._file(path).read_bytes()
        except OSError:
            return None
        key = _key(path, parts)
        return data[_LENGTH:] if data[:_LENGTH] == key else None

    def put(self, path: str, parts: Iterable[bytes], result: bytes) -> None:
        """Cache a result. If the file cannot be written, the next run computes the result again."""
        with contextlib.suppress(OSError, InputError), atomic(self._file(path), durable=False) as stream:
            stream.write(_key(path, parts) + result)

    def _file(self, path: str) -> Path:
        name = hashlib.sha256(os.fsencode(Path(path).absolute())).hexdigest()
        return Path(self.folder) / name[:2] / name[2:40]


def cache_folder() -> Path:
    """Return the cache folder: ``LOC_ALIGN_CACHE``, or the cache folder of the user on this platform.

    On Linux, this is ``$XDG_CACHE_HOME/loc-align`` or ``~/.cache/loc-align`` (XDG Base Directory Specification).
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
    """Return the version of the program, its extras, and the state of its files, which changes during development."""
    files = sorted(path for path in Path(__file__).parents[1].rglob("*") if path.suffix in {".py", ".toml"})
    state = [(path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return repr((__version__, sys.version, language_id.is_available(), state)).encode()
