"""Paths, bytes and binary file objects: everything that the library reads from and writes to."""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from loc_align.errors import InputError, UsageError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Readable(Protocol):
    """A file object that is open for reading in binary mode. It needs no other method, and is never closed."""

    def read(self, size: int = -1, /) -> bytes:
        """Read so many bytes at most; without a size, all of them."""
        ...


class Writable(Protocol):
    """A file object that is open for writing in binary mode. It needs no other method, and is never closed."""

    def write(self, data: bytes, /) -> object:
        """Write all of the bytes."""
        ...


_HEAD_BYTES = 1 << 16
"""Readers look at this many bytes at most before they start over."""
_LONGEST_PATH = 1024
"""A longer string is a document rather than the path of one."""


def name_of(file: object, *, unnamed: bool = True) -> str:
    """The name of a file in messages and documents.

    Args:
        file: a path, bytes or a file object.
        unnamed: whether to give bytes and file objects without a name one for messages; otherwise it is empty.

    Raises:
        UsageError: it is none of these, or a file object in text mode.
    """
    if isinstance(file, str | os.PathLike):
        return Path(os.fsdecode(file)).as_posix() if os.fsdecode(file) else ""
    if isinstance(file, bytes):
        return "<bytes>" if unnamed else ""
    if isinstance(file, io.TextIOBase):
        raise UsageError(_TEXT_MODE)
    if not hasattr(file, "read") and not hasattr(file, "write"):
        message = f"a path, bytes or a binary file object is expected, not {type(file).__name__}"
        raise UsageError(message)
    name = getattr(file, "name", None)
    return name if isinstance(name, str) else "<stream>" if unnamed else ""


_TEXT_MODE = "the file is open in text mode; open it in binary mode, with 'rb' or 'wb'"


@contextlib.contextmanager
def opened(file: str | os.PathLike[str] | bytes | Readable) -> Iterator[BinaryIO]:
    """Open what is read: a stream that can start over within its first bytes.

    A file object is read from where it stands, whether it can seek or not, and stays open.

    Raises:
        InputError: the file cannot be opened or read.
        UsageError: it is a file object in text mode, or no file at all.
    """
    name_of(file)
    try:
        if isinstance(file, bytes):
            yield io.BytesIO(file)
        elif isinstance(file, str | os.PathLike):
            with _path(file).open("rb") as stream:
                yield stream
        else:
            yield cast("BinaryIO", _Borrowed(file))
    except OSError as error:
        raise InputError(os_message(_spelled(file), error)) from None


def content_of(file: str | os.PathLike[str] | bytes | Readable) -> bytes:
    """All that is read: the bytes of a file, or of the rest of a file object.

    Raises:
        InputError: the file cannot be opened or read.
        UsageError: it is a file object in text mode, or no file at all.
    """
    name_of(file)
    try:
        if isinstance(file, bytes):
            return file
        if isinstance(file, str | os.PathLike):
            return _path(file).read_bytes()
        return _binary(file.read())
    except OSError as error:
        raise InputError(os_message(_spelled(file), error)) from None


def _spelled(file: object) -> str:
    """The name of a file as its caller wrote it."""
    return os.fsdecode(file) if isinstance(file, str | os.PathLike) else name_of(file)


def _path(file: str | os.PathLike[str]) -> Path:
    name = os.fsdecode(file)
    if "\0" in name:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return Path(name)


def _binary(data: object) -> bytes:
    if not isinstance(data, bytes):
        raise UsageError(_TEXT_MODE)
    return data


def os_message(path: str, error: OSError) -> str:
    """One line about a file that the system refuses; the text of a document in the place of a path is not repeated."""
    if error.errno == errno.ENAMETOOLONG or len(path) > _LONGEST_PATH or not {*path}.isdisjoint("\n\r\0"):
        return (
            f"a string of {len(path):,} characters was given as a path and looks like the text of a file; "
            "give the path, or the text as bytes"
        )
    return f"{path or 'an empty path'}: {error.strerror or error}"


class _Borrowed(io.RawIOBase):
    """A caller's file object: read from where it stands, rewound within its first bytes, and never closed."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._head = b""
        self._at = 0
        while len(self._head) < _HEAD_BYTES and (data := self._next(_HEAD_BYTES - len(self._head))):
            self._head += data

    def _next(self, size: int) -> bytes:
        return _binary(self._stream.read(size))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._head[self._at : self._at + len(view)] or self._next(len(view))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) != (0, io.SEEK_SET) or self._at > len(self._head):
            message = "only the first bytes can be read again"
            raise io.UnsupportedOperation(message)
        self._at = 0
        return 0
