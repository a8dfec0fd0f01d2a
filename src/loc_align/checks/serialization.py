"""What the rules made of a document, as bytes, to be kept for the next run."""

from __future__ import annotations

import json

import msgspec

from loc_align.checks.run import CheckResult
from loc_align.text.json_ import to_json

_DECODER = msgspec.json.Decoder(CheckResult)


def dump_result(checked: CheckResult) -> bytes:
    """Encode a result as JSON."""
    return to_json(checked, "backslashreplace")


def load_result(data: bytes) -> CheckResult:
    """Decode a result.

    Raises:
        ValueError: the data is not what :func:`dump_result` wrote.
    """
    try:
        return _DECODER.decode(data)
    except msgspec.DecodeError:  # an unpaired surrogate, which msgspec refuses, or invalid data
        return msgspec.convert(json.loads(data), CheckResult)
