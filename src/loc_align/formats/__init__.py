"""Translation memories: :class:`~loc_align.model.TranslationUnit` to bytes and back, one module a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import chain
from pathlib import PurePath
from types import MappingProxyType
from typing import BinaryIO

from msgspec.structs import replace

from loc_align.errors import FormatError, UsageError
from loc_align.formats.base import Format, WriteOptions, document_options
from loc_align.formats.codes import match_codes, place
from loc_align.formats.facts import fingerprint
from loc_align.formats.pairs import of_pair
from loc_align.formats.returned import CodeRef, Content, Returned, text_of
from loc_align.formats.xliff2_codes import DELETABLE
from loc_align.model import TranslationUnit

__all__ = [
    "DELETABLE",
    "FORMATS",
    "CodeRef",
    "Content",
    "Format",
    "Returned",
    "WriteOptions",
    "by_name",
    "by_suffix",
    "document_options",
    "dump",
    "fingerprint",
    "joined",
    "load",
    "load_back",
    "match_codes",
    "of_pair",
    "place",
    "text_of",
]

_PLACES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "tmx": ("tmx", "TMX"),
        "xliff": ("xliff", "XLIFF12"),
        "xliff2": ("xliff", "XLIFF2"),
        "json": ("json_", "JSON"),
        "jsonl": ("json_", "JSONL"),
        "csv": ("table", "CSV"),
        "tsv": ("table", "TSV"),
    }
)
"""The module of each format, and its name there."""


class _Formats(Mapping[str, Format]):
    """A format's module is loaded when the format is looked up, for most runs need one of them."""

    def __getitem__(self, name: str) -> Format:
        module, attribute = _PLACES[name]
        form: Format = getattr(import_module(f"{__name__}.{module}"), attribute)
        return form

    def __contains__(self, name: object) -> bool:
        return name in _PLACES

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


FORMATS: Mapping[str, Format] = _Formats()
"""Every format, by its name."""

_UNITS_A_BODY = 512
_MOST_UNITS_A_DOCUMENT = 50_000
"""A document of more units is cut in two, which bounds the memory that a file without documents takes."""
_HEAD_BYTES = 1 << 16


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
    known = ", ".join(dict.fromkeys(suffix for form in FORMATS.values() for suffix in form.suffixes))
    message = f"{path}: the suffix does not say the format; use one of {known}, or name the format"
    raise UsageError(message)


def dump(units: Iterable[TranslationUnit], form: Format, options: WriteOptions) -> Iterator[bytes]:
    """Write units, streaming; those of one document stay together.

    Args:
        units: units from anywhere.
        form: the format to write.
        options: what the caller chose. For a form whose head names the target language, that of the first unit is
            taken where the options say none.

    Yields:
        The bytes of the file, piece by piece.
    """
    batches = _batches(units)
    first = next(batches, [])
    if form.one_target_lang and first:
        origin = first[0].provenance
        options = replace(options, source_lang=origin.source_lang, target_lang=origin.target_lang)
    yield form.head(options)
    parts = enumerate(chain([first], batches))
    yield from joined((form.body(batch, replace(options, part=part)) for part, batch in parts), form)
    yield form.tail


def joined(bodies: Iterable[bytes], form: Format) -> Iterator[bytes]:
    """The bodies of a file, with what stands between them; what a form puts there where there is none."""
    first = True
    for body in bodies:
        if body:
            yield body if first else form.separator + body
            first = False
    if first:
        yield form.empty


def _batches(units: Iterable[TranslationUnit]) -> Iterator[list[TranslationUnit]]:
    """Units in batches that end where a document does; without documents, after so many units."""
    batch: list[TranslationUnit] = []
    for unit in units:
        if len(batch) >= _UNITS_A_BODY and (
            unit.provenance != batch[-1].provenance or len(batch) >= _MOST_UNITS_A_DOCUMENT
        ):
            yield batch
            batch = []
        batch.append(unit)
    if batch:
        yield batch


def load(
    stream: BinaryIO, name: str, form: Format | None = None, source_lang: str | None = None
) -> Iterator[TranslationUnit]:
    """Read units, streaming.

    Args:
        stream: a binary stream that can seek.
        name: its name, for messages.
        form: its format; without it the content says it, or else the suffix of the name.
        source_lang: the language to take as the source, for a form whose units hold several.

    Raises:
        FormatError: the stream breaks the rules of its format, or is of none.
    """
    if form is None:
        form = _detect(stream.read(_HEAD_BYTES), name)
        stream.seek(0)
    if source_lang is not None and form.read_from is not None:
        yield from form.read_from(stream, name, source_lang)
    else:
        yield from form.read(stream, name)


def load_back(stream: BinaryIO, name: str) -> Iterator[Returned]:
    """Read what came back from translators, streaming.

    Args:
        stream: a binary stream that can seek.
        name: its name, for messages.

    Raises:
        FormatError: the stream is no XLIFF file, or breaks its rules.
    """
    form = _detect(stream.read(_HEAD_BYTES), name)
    stream.seek(0)
    if form.read_back is None:
        message = f"{name}: a {form.name} file cannot be merged; give the XLIFF files that came back"
        raise FormatError(message)
    yield from form.read_back(stream, name)


def _detect(head: bytes, name: str) -> Format:
    for form in FORMATS.values():
        if form.sniff(head):
            return form
    try:
        return by_suffix(name)
    except UsageError:
        message = f"{name}: neither the content nor the suffix is that of a translation memory ({', '.join(FORMATS)})"
        raise FormatError(message) from None
