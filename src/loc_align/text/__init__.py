"""Bytes and text, exactly: decoding, encoding, lines and columns, edits."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable

from loc_align.errors import DecodeError, UsageError
from loc_align.model import Edit

BOM = "\ufeff"


def decode(data: bytes, name: str = "") -> tuple[str, bool]:
    """Decode UTF-8 bytes without touching a newline.

    Args:
        data: the bytes of a file.
        name: the file's name, for the error message.

    Returns:
        The text without its byte order mark, and whether there was one.

    Raises:
        DecodeError: the bytes are not UTF-8; the message names the first bad byte and its line.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"{name}:{line}" if name else f"line {line}"
        message = f"{where}: byte {error.start} (0x{data[error.start]:02x}) is not UTF-8; convert the file to UTF-8"
        raise DecodeError(message) from None
    return (text[1:], True) if text.startswith(BOM) else (text, False)


def encode(text: str, *, bom: bool = False) -> bytes:
    """The inverse of :func:`decode`: UTF-8 bytes, with a byte order mark where there was one."""
    return (BOM + text if bom else text).encode("utf-8")


def digest(text: str, *, bom: bool = False) -> str:
    """A hash of the bytes of a document, by which two of them are known to be the same: SHA-256 in hexadecimal."""
    return hashlib.sha256(encode(text, bom=bom)).hexdigest()


class Lines:
    """Offset to line and column, for one text; a line ends after each newline character and nowhere else."""

    __slots__ = ("starts",)

    starts: list[int]
    """The offset at which each line starts."""

    def __init__(self, text: str) -> None:
        """Index the lines of ``text``."""
        self.starts = line_starts(text)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column (in characters) of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def line_starts(text: str) -> list[int]:
    """The offset at which each line of ``text`` starts; the first is 0."""
    starts = [0]
    find = text.find
    end = find("\n")
    while end >= 0:
        starts.append(end + 1)
        end = find("\n", end + 1)
    return starts


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits to a text; what no edit covers is copied as it is.

    Args:
        text: the text that the spans refer to.
        edits: in any order; their spans must not overlap.

    Raises:
        UsageError: two edits overlap.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda item: (item.span.start, item.span.end)):
        if edit.span.start < done:
            message = f"edits overlap at offset {edit.span.start}"
            raise UsageError(message)
        parts += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    parts.append(text[done:])
    return "".join(parts)


def counted(number: int, noun: str) -> str:
    """A number with its noun, for messages: ``1 file``, ``2,000 files``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
