"""Lossless decoding and encoding, lines and columns, and edits."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from loc_align.errors import DecodeError, UsageError
from loc_align.model import Document, Edit

BOM = "\ufeff"
_HEAD = 1024
"""How many bytes to look at for the encoding."""
_SHORT = 16
"""The length up to which zeros say nothing about the encoding, in bytes."""


def decode(data: bytes, name: str = "") -> tuple[str, bool]:
    """Decode UTF-8 bytes without changing newlines.

    Args:
        data: the bytes of a file.
        name: the name of the file, for the error message.

    Returns:
        The text without a byte order mark, and whether the bytes started with one.

    Raises:
        DecodeError: the bytes are not UTF-8. The message names the first invalid byte and its line. UTF-16 without a
            byte order mark would be UTF-8 with many zeros.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"{name}:{line}" if name else f"line {line}"
        message = f"{where}: byte {error.start} (0x{data[error.start]:02x}) is not UTF-8; convert the file to UTF-8"
        raise DecodeError(message) from None
    if _is_wide(data):
        message = f"{name or 'the text'}: every second byte is zero, as in UTF-16; convert the file to UTF-8"
        raise DecodeError(message)
    return (text[1:], True) if text.startswith(BOM) else (text, False)


def _is_wide(data: bytes) -> bool:
    """Return whether a text in a Latin script starts like UTF-16 or UTF-32."""
    head = data[:_HEAD]
    few, many = sorted(head[at::2].count(0) * 4 for at in (0, 1))
    return len(head) > _SHORT and few <= len(head) < many


def encode(text: str, *, bom: bool = False) -> bytes:
    """Encode text as UTF-8; the inverse of :func:`decode`.

    Args:
        text: the text of a file.
        bom: whether to write a byte order mark.
    """
    return (BOM + text if bom else text).encode("utf-8")


def digest(text: str, *, bom: bool = False) -> str:
    """Return the SHA-256 of the bytes of a document, in hexadecimal.

    Args:
        text: the text of the document.
        bom: whether its file starts with a byte order mark.
    """
    return hashlib.sha256(encode(text, bom=bom)).hexdigest()


class Lines:
    """Converts character offsets of one text to lines and columns. Only a newline character ends a line."""

    __slots__ = ("starts",)

    starts: list[int]
    """The offset of the first character of each line."""

    def __init__(self, text: str) -> None:
        """Index the lines of ``text``."""
        self.starts = line_starts(text)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and the 1-based column, in characters, of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def line_starts(text: str) -> list[int]:
    """Return the offset of the first character of each line; the first offset is 0."""
    starts = [0]
    find = text.find
    end = find("\n")
    while end >= 0:
        starts.append(end + 1)
        end = find("\n", end + 1)
    return starts


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits to a text. Characters outside the edits stay as they are.

    Args:
        text: the text that the spans of the edits refer to.
        edits: the edits, in any order. Their spans must not overlap.

    Raises:
        UsageError: two edits overlap.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda item: (item.span.start, item.span.end)):
        if edit.span.start < done:
            message = f"two edits overlap at offset {edit.span.start}; apply one of them at a time"
            raise UsageError(message)
        parts += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    parts.append(text[done:])
    return "".join(parts)


def edited_text(document: Document, edits: Sequence[Edit]) -> str:
    """Return the text of the file of a document after edits of :attr:`~loc_align.Document.text`.

    Args:
        document: a document. In a container, the new texts get the necessary escapes.
        edits: edits that do not overlap, in any order.
    """
    if document.container is not None:
        return document.container.write(document, edits)
    return apply_edits(document.text, edits)


def edited_bytes(document: Document, edits: Sequence[Edit]) -> bytes:
    """Return the bytes of the file of a document after edits; see :func:`edited_text`."""
    return encode(edited_text(document, edits), bom=document.bom)


def counted(number: int, noun: str) -> str:
    """Return a number and its noun for a message: ``1 file``, ``2,000 files``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
