"""Translation memories: :class:`~loc_align.model.TranslationUnit` to bytes and back, one module a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePath
from types import MappingProxyType
from typing import BinaryIO

from loc_align.errors import FormatError, UsageError
from loc_align.formats.base import Format, WriteOptions
from loc_align.formats.json_ import JSON, JSONL
from loc_align.formats.tmx import TMX
from loc_align.model import TranslationUnit

__all__ = ["FORMATS", "Format", "WriteOptions", "by_name", "by_suffix", "dump", "load"]

FORMATS: Mapping[str, Format] = MappingProxyType({form.name: form for form in (TMX, JSON, JSONL)})
"""Every format, by its name."""

_UNITS_A_BODY = 512
_HEAD_BYTES = 4096


def by_name(name: str) -> Format:
    """The format of a name.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in FORMATS:
        message = f"no format {name!r}; the formats are {', '.join(FORMATS)}"
        raise UsageError(message)
    return FORMATS[name]


def by_suffix(path: str) -> Format:
    """The format that a file's suffix stands for.

    Raises:
        UsageError: the suffix stands for none.
    """
    suffix = PurePath(path).suffix.lower()
    for form in FORMATS.values():
        if suffix in form.suffixes:
            return form
    known = ", ".join(suffix for form in FORMATS.values() for suffix in form.suffixes)
    message = f"{path}: the suffix does not say the format; use one of {known}, or name the format"
    raise UsageError(message)


def dump(units: Iterable[TranslationUnit], form: Format, options: WriteOptions) -> Iterator[bytes]:
    """Write units, streaming.

    Args:
        units: units from anywhere.
        form: the format to write.
        options: what the caller chose.

    Yields:
        The bytes of the file, piece by piece.
    """
    yield form.head(options)
    rest = iter(units)
    separator = b""
    while batch := list(islice(rest, _UNITS_A_BODY)):
        body = form.body(batch, options)
        if body:
            yield separator + body
            separator = form.separator
    yield form.tail


def load(stream: BinaryIO, name: str, form: Format | None = None) -> Iterator[TranslationUnit]:
    """Read units, streaming.

    Args:
        stream: a binary stream that can seek.
        name: its name, for messages.
        form: its format; without it the content says it, or else the suffix of the name.

    Raises:
        FormatError: the stream breaks the rules of its format, or is of none.
    """
    if form is None:
        form = _detect(stream.read(_HEAD_BYTES), name)
        stream.seek(0)
    yield from form.read(stream, name)


def _detect(head: bytes, name: str) -> Format:
    for form in FORMATS.values():
        if form.sniff(head):
            return form
    try:
        return by_suffix(name)
    except UsageError:
        message = f"{name}: neither the content nor the suffix is that of a translation memory ({', '.join(FORMATS)})"
        raise FormatError(message) from None
