"""Encodes and decodes rows of units as JSON, for the formats JSON and JSON Lines and for tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Struct

from loc_align.errors import FormatError
from loc_align.formats.unit_row import MatchRow, UnitRow, rows
from loc_align.model import TranslationUnit
from loc_align.text.json_ import to_json

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(UnitRow)


def encode_units(units: Iterable[TranslationUnit]) -> bytes:
    """Return a JSON object for each unit, each on a line of its own."""
    batch = tuple(units)
    try:
        return _ENCODER.encode_lines(rows(batch))
    except UnicodeEncodeError:
        return b"".join([to_json(row) + b"\n" for row in rows(batch)])


def decode_line(line: bytes, where: str, *, first: bool) -> UnitRow:
    """Return the row of a line of JSON Lines.

    Args:
        line: the line, with or without the newline.
        where: the file and the line, for messages.
        first: whether it is the first line, which can start with a byte order mark.

    Raises:
        FormatError: the line is not JSON, or does not contain a unit.
    """
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return row_of(_value(line, where, first=first), where)


def _value(line: bytes, where: str, *, first: bool) -> object:
    """Return the value of a line, by the decoder that is more lenient and has better messages."""
    try:
        return json.loads(line.rstrip().decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as error:
        message = f"{where}: byte {error.start + 1} of the line is not UTF-8; save the file as UTF-8"
        raise FormatError(message) from None
    except json.JSONDecodeError as error:
        message = f"{where}: the line is not JSON: {error.msg} at column {error.colno}"
        raise FormatError(message) from None
    except (ValueError, RecursionError) as error:
        message = f"{where}: the line is not JSON: {' '.join(str(error).split())[:120]}"
        raise FormatError(message) from None


def row_of(value: object, where: str) -> UnitRow:
    """Return the row of a decoded JSON value. ``null`` means the same as a missing key.

    Args:
        value: the decoded value.
        where: the file and the line, for messages.

    Raises:
        FormatError: the value is not an object, or a field is missing or has the wrong type.
    """
    if not isinstance(value, dict):
        message = f"{where}: a unit must be an object, not {shown(value)}"
        raise FormatError(message)
    try:
        return msgspec.convert({key: item for key, item in value.items() if item is not None}, UnitRow)
    except msgspec.ValidationError:
        raise FormatError(f"{where}: {_first_error(value, UnitRow)}") from None
    except UnicodeEncodeError:
        raise FormatError(f"{where}: a key or a value contains half of a surrogate pair; write a character") from None


def _first_error(values: Mapping[str, Any], kind: type[Struct]) -> str:
    """Describe the first field with a wrong value: its key, the expected value, and the actual value."""
    hints = get_type_hints(kind)
    for field in msgspec.structs.fields(kind):
        value = values.get(field.name)
        if value is None and not field.required:
            continue
        try:
            msgspec.convert(value, field.type)
        except msgspec.ValidationError:
            if field.name == "matches" and isinstance(value, list) and all(isinstance(item, dict) for item in value):
                return next(f"in 'matches': {error}" for item in value if (error := _first_error(item, MatchRow)))
            if field.name not in values:
                return f"{field.name!r} is missing; it must be {_expected(hints[field.name])}"
            return f"{field.name!r} must be {_expected(hints[field.name])}, not {shown(value)}"
    return ""


_EXPECTED: Mapping[object, str] = {
    str: "a string",
    str | None: "a string or null",
    int: "a positive integer",
    float: "a number from 0 to 1",
    date | None: "a date such as 2019-12-05",
    tuple[str, ...]: "an array of strings",
    tuple[int, int] | None: "an array of two integers from 0",
    tuple[MatchRow, ...] | msgspec.UnsetType: "an array of objects",
}


def _expected(kind: Any) -> str:  # noqa: ANN401 - a type, or a union of types
    return _EXPECTED.get(kind) or f"one of {', '.join(sorted(_choices(kind)))}"


def _choices(kind: Any) -> set[str]:  # noqa: ANN401 - as above
    """Return the strings of a ``Literal`` type, alone or in a union with ``None``."""
    return {item for part in get_args(kind) for item in ({part} if isinstance(part, str) else _choices(part))}


def shown(value: object) -> str:
    """Return the start of a value as JSON, for messages."""
    try:
        return json.dumps(value, ensure_ascii=False)[:60]
    except RecursionError:
        return "a deeply nested value"
