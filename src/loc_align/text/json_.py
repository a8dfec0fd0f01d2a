"""JSON as the program writes it: compact, UTF-8."""

from __future__ import annotations

import json
from typing import Literal

import msgspec

_ENCODER = msgspec.json.Encoder()


def to_json(value: object, errors: Literal["replace", "backslashreplace"] = "replace") -> bytes:
    """Encode a value as JSON.

    Args:
        value: structs, mappings, sequences, strings, numbers and dates.
        errors: what becomes of half a surrogate pair, which UTF-8 cannot hold: ``?``, or the escape that JSON has.
    """
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", errors)
