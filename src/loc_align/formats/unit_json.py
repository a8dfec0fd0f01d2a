"""Rows of units as JSON, and back: what the JSON and the JSON Lines forms share with the tables."""

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

_DECODER = msgspec.json.Decoder(UnitRow)


def encode_units(units: Iterable[TranslationUnit]) -> list[bytes]:
    """One JSON object a unit, each on one line without its newline."""
    return [*map(to_json, rows(units))]


def decode_line(line: bytes, where: str, *, first: bool) -> UnitRow:
    """The row of a line of JSON Lines.

    Args:
        line: the line, with its newline or without.
        where: file and line, for messages.
        first: whether it is the first one, which may begin with a byte order mark.

    Raises:
        FormatError: the line is not JSON, or its object not a unit.
    """
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return row_of(_value(line, where, first=first), where)


def _value(line: bytes, where: str, *, first: bool) -> object:
    """The value of a line by the decoder that tells the better what is wrong with it, and takes more for JSON."""
    try:
        return json.loads(line.rstrip().decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as error:
        message = f"{where}: byte {error.start} of the line is not UTF-8"
        raise FormatError(message) from None
    except json.JSONDecodeError as error:
        message = f"{where}: not a line of JSON: {error.msg} at column {error.colno}"
        raise FormatError(message) from None
    except (ValueError, RecursionError) as error:
        message = f"{where}: not a line of JSON: {' '.join(str(error).split())[:120]}"
        raise FormatError(message) from None


def row_of(value: object, where: str) -> UnitRow:
    """The row of a JSON object; ``null`` stands for a key that is missing.

    Args:
        value: what JSON read.
        where: file and line, for messages.

    Raises:
        FormatError: a value is not of the type that its key asks for, or the id is missing.
    """
    if not isinstance(value, dict):
        message = f"{where}: a unit must be an object, not {_name(value)}"
        raise FormatError(message)
    try:
        return msgspec.convert({key: item for key, item in value.items() if item is not None}, UnitRow)
    except msgspec.ValidationError:
        raise FormatError(f"{where}: {_fault(value, UnitRow)}") from None


def _fault(values: Mapping[str, Any], kind: type[Struct]) -> str:
    """The first key whose value is wrong, what it must be, and what it is."""
    hints = get_type_hints(kind)
    for field in msgspec.structs.fields(kind):
        value = values.get(field.name)
        if value is None and not field.required:
            continue
        try:
            msgspec.convert(value, field.type)
        except msgspec.ValidationError:
            if field.name == "matches" and isinstance(value, list) and all(isinstance(item, dict) for item in value):
                return next(f"a match: {fault}" for item in value if (fault := _fault(item, MatchRow)))
            return f"{field.name!r} must be {_expected(hints[field.name])}, not {_shown(values, field.name)}"
    return ""


_EXPECTED: Mapping[object, str] = {
    str: "a string",
    str | None: "a string or null",
    int: "a whole number above 0",
    float: "a number from 0 to 1",
    date | None: "a date such as 2019-12-05",
    tuple[str, ...]: "an array of strings",
    tuple[int, int] | None: "an array of two whole numbers",
    tuple[MatchRow, ...] | msgspec.UnsetType: "an array of objects",
}


def _expected(kind: Any) -> str:  # noqa: ANN401 - a type, or a union of types
    return _EXPECTED.get(kind) or f"one of {', '.join(sorted(_choices(kind)))}"


def _choices(kind: Any) -> set[str]:  # noqa: ANN401 - as above
    """The strings of a ``Literal``, alone or beside ``None``."""
    return {item for part in get_args(kind) for item in ({part} if isinstance(part, str) else _choices(part))}


def _shown(values: Mapping[str, Any], key: str) -> str:
    if key not in values:
        return "missing"
    value = values[key]
    return json.dumps(value, ensure_ascii=False)[:60] if isinstance(value, (str, int, float)) else _name(value)


def _name(value: object) -> str:
    return "null" if value is None else type(value).__name__
