"""Encodes values as compact JSON in UTF-8."""

from __future__ import annotations

import json
from typing import Literal

import msgspec

_ENCODER = msgspec.json.Encoder()


def to_json(value: object, errors: Literal["replace", "backslashreplace"] = "replace") -> bytes:
    """Encode a value as JSON.

    Args:
        value: the value, made of structs, mappings, sequences, strings, numbers, and dates.
        errors: what to write for an unpaired surrogate, which UTF-8 cannot contain: a question mark, or a JSON escape.
    """
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", errors)
