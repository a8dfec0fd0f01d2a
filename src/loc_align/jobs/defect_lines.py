"""Formats the defects of a document as messages."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from loc_align.model import Document
from loc_align.text import Lines

_BATCH = 4096
"""The number of messages that are packed together."""
_SEPARATOR = "\0"


class DefectLines(Struct, frozen=True):
    """The messages about a document, packed: a damaged file can have millions, and they differ in little."""

    count: int
    batches: tuple[bytes, ...]

    def __len__(self) -> int:
        """Return the number of messages."""
        return self.count

    def __iter__(self) -> Iterator[str]:
        """Iterate over the messages in the order of the document."""
        for batch in self.batches:
            yield from zlib.decompress(batch).decode("utf-8", "surrogatepass").split(_SEPARATOR)


def defect_lines(document: Document) -> DefectLines:
    """Return a message for each defect of a document: path, line, column, detail, and code."""
    return DefectLines(len(document.defects), tuple(_packed(_messages(document))))


def _messages(document: Document) -> Iterator[str]:
    if not document.defects:
        return
    lines = Lines(document.file_text)
    for defect in document.defects:
        line, column = lines.position(document.file_span(defect.span).start)
        message = f"{document.path}:{line}:{column}: {defect.detail} [{defect.code}]"
        yield message.replace(_SEPARATOR, "\N{REPLACEMENT CHARACTER}")


def _packed(messages: Iterable[str]) -> Iterator[bytes]:
    rest = iter(messages)
    while batch := [*islice(rest, _BATCH)]:
        yield zlib.compress(_SEPARATOR.join(batch).encode("utf-8", "surrogatepass"), 1)
