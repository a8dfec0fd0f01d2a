"""Opens the inputs and outputs of the library: paths, bytes, and binary file objects."""

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
    """A file object that is open for reading in binary mode. The library does not close it."""

    def read(self, size: int = -1, /) -> bytes:
        """Read at most ``size`` bytes; by default, all bytes."""
        ...


class Writable(Protocol):
    """A file object that is open for writing in binary mode. The library does not close it."""

    def write(self, data: bytes, /) -> object:
        """Write all bytes."""
        ...


UNNAMED_STREAM = "<stream>"
"""What messages call a file object without a name."""
_HEAD_BYTES = 1 << 16
"""The most bytes that a reader reads before it returns to the start."""
_LONGEST_PATH = 1024
"""The longest path, in characters. A longer string is probably the text of a document."""


def name_of(file: object, *, unnamed: bool = True) -> str:
    """Return the name of a file for messages and documents.

    Args:
        file: a path, bytes, or a file object.
        unnamed: whether to return a placeholder for bytes and for file objects without a name; otherwise, the name is
            empty.

    Raises:
        UsageError: the argument is none of these, or is a file object in text mode.
    """
    if isinstance(file, str | os.PathLike):
        return Path(os.fsdecode(file)).as_posix() if os.fsdecode(file) else ""
    if isinstance(file, bytes):
        return "<bytes>" if unnamed else ""
    if isinstance(file, io.TextIOBase):
        raise UsageError(_TEXT_MODE)
    if not hasattr(file, "read") and not hasattr(file, "write"):
        message = f"the file must be a path, bytes, or a binary file object, not {type(file).__name__}"
        raise UsageError(message)
    name = getattr(file, "name", None)
    return name if isinstance(name, str) else UNNAMED_STREAM if unnamed else ""


_TEXT_MODE = "the file is open in text mode; open it in binary mode, with 'rb' or 'wb'"


@contextlib.contextmanager
def opened(file: str | os.PathLike[str] | bytes | Readable) -> Iterator[BinaryIO]:
    """Open an input as a stream that can return to its start after reading the first bytes.

    A file object is read from its current position. It does not have to be seekable, and stays open.

    Raises:
        InputError: the file cannot be opened or read.
        UsageError: the argument is a file object in text mode, or not a file.
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
    """Return the bytes of a file, or the remaining bytes of a file object.

    Raises:
        InputError: the file cannot be opened or read.
        UsageError: the argument is a file object in text mode, or not a file.
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
    """Return the name of a file as the caller wrote it."""
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
    """Return a message about an error of the operating system. A document given as a path is not repeated in it."""
    nowhere = error.errno in {errno.ENOENT, errno.EINVAL}
    if error.errno == errno.ENAMETOOLONG or len(path) > _LONGEST_PATH or (nowhere and {*path} & {*"\n\r\0"}):
        return (
            f"the path is a string of {len(path):,} characters and looks like the text of a file; "
            "give a path, or the text as bytes"
        )
    return f"{path or 'an empty path'}: {error.strerror or error}"


class _Borrowed(io.RawIOBase):
    """Wraps the file object of a caller, to return to the start of its first bytes, and to keep it open."""

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
