"""The formats JSON, one object that contains all units, and JSON Lines, one unit per line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Annotated, BinaryIO, Final, Literal

from msgspec import Meta, Struct

from loc_align.errors import FormatError
from loc_align.formats.base import Format, WriteOptions
from loc_align.formats.json_stream import array_items
from loc_align.formats.unit_json import decode_line, encode_units, row_of, shown
from loc_align.formats.unit_row import UnitRow, unit_of
from loc_align.model import TranslationUnit
from loc_align.text.json_ import to_json

VERSION: Final = 1
"""The version of the JSON format. It changes only for changes that are incompatible with existing readers."""

_BATCH = 4096
"""So many units are encoded at a time, which limits the memory for long files."""


class Envelope(Struct, frozen=True, kw_only=True):
    """A translation memory. A version can get new keys, so readers must ignore unknown keys."""

    version: Literal[1]
    generator: Annotated[str, Meta(description="The program that wrote the file.")] = "loc-align"
    source_lang: Annotated[str, Meta(description="The source language of the memory, BCP 47.")] = "en-US"
    units: tuple[UnitRow, ...]


def _lines(units: Iterable[TranslationUnit], _: WriteOptions) -> bytes:
    return encode_units(units)


def _array(units: Iterable[TranslationUnit], _: WriteOptions) -> bytes:
    rest = iter(units)
    batches = iter(lambda: [*islice(rest, _BATCH)], [])
    # The strings of JSON hold no newline.
    return b",\n".join([encode_units(batch).removesuffix(b"\n").replace(b"\n", b",\n") for batch in batches])


def _envelope(options: WriteOptions) -> bytes:
    return to_json(Envelope(version=VERSION, source_lang=options.source_lang, units=())).removesuffix(b"]}") + b"\n"


def _read_lines(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield unit_of(decode_line(line, f"{name}:{number}", first=number == 1), number)


def _read_envelope(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    def check(values: Mapping[str, object]) -> None:
        if "version" not in values:
            raise FormatError(f"{name}: 'version' is missing; add it before 'units'")
        if values["version"] != VERSION:
            raise FormatError(f"{name}: 'version' must be {VERSION}, not {shown(values['version'])}")

    for number, (line, value) in enumerate(array_items(stream, name, "units", check), 1):
        yield unit_of(row_of(value, f"{name}: unit {number}"), line)


def _sniff_json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" and b'"version"' in head and b'"units"' in head


def _sniff_lines(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" and not _sniff_json(head)


JSON = Format("json", (".json",), _envelope, _array, b",\n", b"\n]}\n", _read_envelope, _sniff_json)
JSONL = Format("jsonl", (".jsonl", ".ndjson"), lambda _: b"", _lines, b"", b"", _read_lines, _sniff_lines)
