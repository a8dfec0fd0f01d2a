"""The record of a translation: which source it was made from, and which of its sentences await translation.

A record is a text file with a line for each sentence, so that version control merges it::

    loc-align record 1
    source 5f2d1e…
    = 0c1d2e3f4a5b
    + 9a8b7c6d5e4f
    ~ 1a2b3c4d5e6f

``source`` is the name that git gives to the content of the source document. ``=`` marks a sentence with a translation,
``+`` one that awaits it, and ``~`` one that awaits it although an old translation, or nothing, stands for it. The
digits are the start of the SHA-256 of the sentence on one line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from loc_align.updating.outline import one_line

_HEAD = "loc-align record 1"
_SOURCE = re.compile(r"source ([0-9a-f]{40})")
_LINE = re.compile(r"([=+~]) ([0-9a-f]{12})")
_DIGITS = 12


class Record(Struct, frozen=True):
    """What is known about a translation."""

    source: str
    """The name of the content of the source in git, 40 hexadecimal digits."""
    sentences: tuple[tuple[str, bool], ...]
    """The hash of each sentence of the source, and whether it awaits translation."""
    hidden: frozenset[str] = frozenset()
    """The hashes of those that await translation although the target doesn't show it."""

    @property
    def pending(self) -> frozenset[str]:
        """The hashes of the sentences that await translation."""
        return frozenset(digest for digest, pending in self.sentences if pending)


def sentence_hash(text: str) -> str:
    """Return the hash of a sentence, which line breaks don't change."""
    return hashlib.sha256(one_line(text).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def blob_name(data: bytes) -> str:
    """Return the name that git gives to the content of a file."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def make_record(source: bytes, sentences: Iterable[tuple[str, bool]], hidden: frozenset[str] = frozenset()) -> Record:
    """Return the record of a translation.

    Args:
        source: the bytes of its source document.
        sentences: the sentences of the source, and whether each of them awaits translation.
        hidden: the hashes of those that await translation although the target doesn't show it.
    """
    return Record(blob_name(source), tuple((sentence_hash(text), pending) for text, pending in sentences), hidden)


def translated(record: Record, digests: Collection[str]) -> Record:
    """Return a record in which some sentences no longer await translation.

    Args:
        record: the record.
        digests: the hashes of the sentences that have been translated.
    """
    rows = ((digest, pending and digest not in digests) for digest, pending in record.sentences)
    return replace(record, sentences=tuple(rows), hidden=record.hidden.difference(digests))


def write_record(record: Record) -> bytes:
    """Return a record as a file."""
    lines = [_HEAD, f"source {record.source}"]
    lines += (
        f"{('~' if digest in record.hidden else '+') if pending else '='} {digest}"
        for digest, pending in record.sentences
    )
    return "".join(f"{line}\n" for line in lines).encode()


def read_record(data: bytes) -> Record | None:
    """Return the record in a file; ``None`` if the file isn't one, or a merge has left a conflict in it."""
    lines = data.decode("utf-8", "replace").splitlines()
    source = _SOURCE.fullmatch(lines[1]) if len(lines) > 1 and lines[0] == _HEAD else None
    rows = [_LINE.fullmatch(line) for line in lines[2:]]
    if source is None or None in rows:
        return None
    known = [(row[1], row[2]) for row in rows if row is not None]
    hidden = frozenset(digest for mark, digest in known if mark == "~")
    return Record(source[1], tuple((digest, mark != "=") for mark, digest in known), hidden)
