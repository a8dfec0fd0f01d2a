"""The JSON form, an envelope with all units, and JSON Lines, one unit a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring
from typing import BinaryIO

from loc_align.errors import FormatError
from loc_align.formats.base import Format, WriteOptions
from loc_align.formats.json_stream import array_items
from loc_align.formats.unit_json import decode_unit, encode_units
from loc_align.model import TranslationUnit

VERSION = 1
"""The version of the envelope; it changes when a reader of the old one would go wrong."""


def _lines(units: Iterable[TranslationUnit], _: WriteOptions) -> bytes:
    return "".join(f"{line}\n" for line in encode_units(units)).encode("utf-8", "replace")


def _array(units: Iterable[TranslationUnit], _: WriteOptions) -> bytes:
    return ",\n".join(encode_units(units)).encode("utf-8", "replace")


def _envelope(options: WriteOptions) -> bytes:
    language = encode_basestring(options.source_lang)
    return f'{{"version": {VERSION}, "generator": "loc-align", "source_lang": {language}, "units": [\n'.encode()


def _read_lines(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            value = json.loads(line.rstrip().decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            message = f"{where}: byte {error.start} of the line is not UTF-8"
            raise FormatError(message) from None
        except (ValueError, RecursionError) as error:
            message = f"{where}: not a line of JSON: {_problem(error)}"
            raise FormatError(message) from None
        yield decode_unit(value, where, number)


def _read_envelope(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    def check(values: Mapping[str, object]) -> None:
        if values.get("version") != VERSION:
            shown = json.dumps(values["version"], default=str)[:60] if "version" in values else "missing"
            raise FormatError(f"{name}: 'version' must be {VERSION} and come before 'units', not {shown}")

    for number, (line, value) in enumerate(array_items(stream, name, "units", check), 1):
        yield decode_unit(value, f"{name}: unit {number}", line)


def _problem(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return " ".join(str(error).split())[:120] or type(error).__name__


def _sniff_json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" and b'"version"' in head and b'"units"' in head


def _sniff_lines(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" and not _sniff_json(head)


JSON = Format("json", (".json",), _envelope, _array, b",\n", b"\n]}\n", _read_envelope, _sniff_json)
JSONL = Format("jsonl", (".jsonl", ".ndjson"), lambda _: b"", _lines, b"", b"", _read_lines, _sniff_lines)
