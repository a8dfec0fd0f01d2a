"""The formats of translation memories. Each format has a module of its own that reads and writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import chain, groupby, repeat
from operator import itemgetter
from pathlib import PurePath
from types import MappingProxyType
from typing import BinaryIO

from msgspec.structs import asdict, replace

from loc_align.errors import FormatError, UsageError
from loc_align.formats.base import Format, Publication, WriteOptions, document_options
from loc_align.formats.codes import match_codes, number_codes
from loc_align.formats.facts import fingerprint
from loc_align.formats.notices import Notices
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
    "Notices",
    "Publication",
    "Returned",
    "WriteOptions",
    "assembled",
    "by_name",
    "by_suffix",
    "document_options",
    "dump",
    "dump_published",
    "fingerprint",
    "load",
    "load_published",
    "load_returned",
    "match_codes",
    "number_codes",
    "of_pair",
    "text_of",
]

_LOCATIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "tmx": ("tmx", "TMX"),
        "xliff": ("xliff", "XLIFF12"),
        "xliff2": ("xliff", "XLIFF2"),
        "po": ("po", "PO"),
        "json": ("json_", "JSON"),
        "jsonl": ("json_", "JSONL"),
        "csv": ("table", "CSV"),
        "tsv": ("table", "TSV"),
        "parquet": ("parquet", "PARQUET"),
    }
)
"""The module of each format, and the name of the format in the module."""


class _Formats(Mapping[str, Format]):
    """Imports the module of a format when the format is looked up, because most runs need only one."""

    def __getitem__(self, name: str) -> Format:
        module, attribute = _LOCATIONS[name]
        form: Format = getattr(import_module(f"{__name__}.{module}"), attribute)
        return form

    def __contains__(self, name: object) -> bool:
        return name in _LOCATIONS

    def __iter__(self) -> Iterator[str]:
        return iter(_LOCATIONS)

    def __len__(self) -> int:
        return len(_LOCATIONS)


FORMATS: Mapping[str, Format] = _Formats()
"""The formats, by name."""

_UNITS_PER_BODY = 512
_MOST_UNITS_PER_DOCUMENT = 50_000
"""A document with more units is split, which bounds the memory for units without documents."""
_HEAD_BYTES = 1 << 16


def by_name(name: str) -> Format:
    """Return the format with a name.

    Raises:
        UsageError: no format has the name.
    """
    if name not in FORMATS:
        message = f"unknown format {name!r}; use one of {', '.join(FORMATS)}"
        raise UsageError(message)
    return FORMATS[name]


def by_suffix(path: str) -> Format:
    """Return the format for the suffix of a file.

    Raises:
        UsageError: no format has the suffix.
    """
    suffix = PurePath(path).suffix.lower()
    for form in FORMATS.values():
        if suffix in form.suffixes:
            return form
    known = ", ".join(dict.fromkeys(suffix for form in FORMATS.values() for suffix in form.suffixes))
    message = f"{path}: no format has this suffix; use one of {known}, or give the format"
    raise UsageError(message)


def dump(units: Iterable[TranslationUnit], form: Format, options: WriteOptions) -> Iterator[bytes]:
    """Write units in a format. Consecutive units of one document stay together.

    Args:
        units: the units. They are consumed while the file is written.
        form: the format.
        options: the options. A format with one target language for each file takes the languages of the first unit.

    Yields:
        The bytes of the file, in pieces.
    """
    batches = _batches(units)
    first = next(batches, [])
    if form.one_target_lang and first:
        origin = first[0].provenance
        options = replace(options, source_lang=origin.source_lang, target_lang=origin.target_lang)
    parts = enumerate(chain([first], batches))
    yield from assembled((form.body(batch, replace(options, part=part)) for part, batch in parts), form, options)


def dump_published(
    pairs: Iterable[tuple[TranslationUnit, Publication]], form: Format, options: WriteOptions
) -> Iterator[bytes]:
    """Write units in a format that stores where their documents were published.

    Args:
        pairs: the units, each with where its document was published.
        form: the format.
        options: the options. What their publication states is stated for all units.

    Yields:
        The bytes of the file, in pieces.
    """
    stated = {name: value for name, value in asdict(options.publication).items() if value}
    bodies = (
        form.body(batch, replace(options, publication=replace(found, **stated)))
        for found, group in groupby(pairs, key=itemgetter(1))
        for batch in _batches(unit for unit, _ in group)
    )
    yield from assembled(bodies, form, options)


def assembled(bodies: Iterable[bytes], form: Format, options: WriteOptions) -> Iterator[bytes]:
    """Yield the bytes of a file, in pieces.

    Args:
        bodies: the bodies of the file, in order.
        form: the format.
        options: the options for the whole file.
    """
    assembly = form.assembly(options)
    for body in bodies:
        yield assembly.add(body)
    yield assembly.end()


def _batches(units: Iterable[TranslationUnit]) -> Iterator[list[TranslationUnit]]:
    """Yield units in batches that end with a document, or after the maximum number of units."""
    batch: list[TranslationUnit] = []
    for unit in units:
        if len(batch) >= _UNITS_PER_BODY and (
            unit.provenance != batch[-1].provenance or len(batch) >= _MOST_UNITS_PER_DOCUMENT
        ):
            yield batch
            batch = []
        batch.append(unit)
    if batch:
        yield batch


def load(
    stream: BinaryIO,
    name: str,
    form: Format | None = None,
    source_lang: str | None = None,
    *,
    notices: Notices | None = None,
) -> Iterator[TranslationUnit]:
    """Read units.

    Args:
        stream: a seekable binary stream.
        name: the name of the file, for messages.
        form: the format; by default, it is detected from the content, then from the suffix of the name.
        source_lang: the language of the sources, for a format whose units can contain more than two languages.
        notices: collects the deviations from the rules that lose nothing; by default, each deviation is an error.

    Yields:
        The units, one by one.

    Raises:
        FormatError: the file breaks the rules of its format, or its format is unknown.
    """
    form = form or _detected(stream, name)
    tolerance = {"notices": notices} if form.is_tolerant else {}
    if source_lang is not None and form.read_from is not None:
        yield from form.read_from(stream, name, source_lang, **tolerance)
    else:
        yield from form.read(stream, name, **tolerance)


def load_published(
    stream: BinaryIO,
    name: str,
    form: Format | None = None,
    source_lang: str | None = None,
    *,
    notices: Notices | None = None,
) -> Iterator[tuple[TranslationUnit, Publication]]:
    """Read units with where their documents were published, as far as the format stores it.

    The arguments and the errors are those of :func:`load`.

    Yields:
        The units, one by one.
    """
    form = form or _detected(stream, name)
    if form.read_published is not None:
        yield from form.read_published(stream, name)
    else:
        yield from zip(load(stream, name, form, source_lang, notices=notices), repeat(Publication()), strict=False)


def load_returned(stream: BinaryIO, name: str, notices: Notices | None = None) -> Iterator[Returned]:
    """Read the units of a file that translators returned.

    Args:
        stream: a seekable binary stream.
        name: the name of the file, for messages.
        notices: collects the deviations from the rules that lose nothing; by default, each deviation is an error.

    Yields:
        The units, one by one.

    Raises:
        FormatError: the file is neither XLIFF nor PO, or breaks the rules of its format.
    """
    form = _detected(stream, name)
    if form.read_returned is None:
        message = f"{name}: a {form.name} file cannot be merged; give the XLIFF or PO file that was returned"
        raise FormatError(message)
    yield from form.read_returned(stream, name, **({"notices": notices} if form.is_tolerant else {}))


def _detected(stream: BinaryIO, name: str) -> Format:
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    for form in FORMATS.values():
        if form.sniff(head):
            return form
    try:
        return by_suffix(name)
    except UsageError:
        known = ", ".join(FORMATS)
        message = f"{name}: unknown format; neither the content nor the suffix is one of {known}; give the format"
        raise FormatError(message) from None
