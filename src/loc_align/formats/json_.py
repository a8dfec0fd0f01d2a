"""The JSON form, an envelope with all units, and JSON Lines, one unit a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring
from typing import BinaryIO

import ijson

from loc_align.errors import FormatError
from loc_align.formats.base import Format, WriteOptions
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
            value = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            message = f"{where}: byte {error.start} of the line is not UTF-8"
            raise FormatError(message) from None
        except (ValueError, RecursionError) as error:
            message = f"{where}: not a line of JSON: {_problem(error)}"
            raise FormatError(message) from None
        yield decode_unit(value, where)


def _read_envelope(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    """Streams the units; the version is looked at first, wherever it stands."""
    _check_version(stream, name)
    stream.seek(0)
    number = 0
    for value in _items(stream, "units.item", name):
        number += 1
        yield decode_unit(value, f"{name}: unit {number}")
    if not number:
        stream.seek(0)
        if next(_items(stream, "units", name), None) != []:
            message = f"{name}: there is no array 'units'"
            raise FormatError(message)


def _check_version(stream: BinaryIO, name: str) -> None:
    version = next(_items(stream, "version", name), None)
    if version != VERSION:
        message = f"{name}: 'version' must be {VERSION}, not {json.dumps(version, default=str)}"
        raise FormatError(message)


def _items(stream: BinaryIO, prefix: str, name: str) -> Iterator[object]:
    try:
        yield from ijson.items(stream, prefix, use_float=True)
    except (ijson.JSONError, ValueError, RecursionError) as error:
        message = f"{name}: not JSON: {_problem(error)}"
        raise FormatError(message) from None


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
