"""Columns of Arrow arrays as plain bytes, which worker processes make without pyarrow, because it's slow to import.

The layout is that of the Arrow columnar format, except that a length stands for each offset, and a byte for each bit of
validity, so that pieces can be joined.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from loc_align.model import Span

_MOST = 2**31 - 1
"""The largest 32-bit integer. Larger ones, which only a damaged memory has, become this one."""

Piece = tuple[bytes | None, bytes, Any]
"""Rows of a column: their validity, ``None`` if all are valid; their values or lengths; and the bytes of strings, or
the piece with the items of lists."""


def pack_strings(values: Sequence[str | None]) -> Piece:
    """Return strings. A lone surrogate, which UTF-8 cannot contain, becomes a question mark."""
    valid = _validity(values)
    texts: Sequence[str] = values if valid is None else [value or "" for value in values]  # type: ignore[assignment]
    joined = "".join(texts)
    if joined.isascii():
        return valid, array("i", map(len, texts)).tobytes(), joined.encode("ascii")
    encoded = [text.encode("utf-8", "replace") for text in texts]
    return valid, array("i", map(len, encoded)).tobytes(), b"".join(encoded)


def pack_integers(values: Sequence[int | None]) -> Piece:
    """Return 32-bit integers."""
    valid = _validity(values)
    return valid, _integers(values if valid is None else [value or 0 for value in values]), None  # type: ignore[arg-type]


def _integers(values: Sequence[int]) -> bytes:
    try:
        return array("i", values).tobytes()
    except OverflowError:
        return array("i", [min(value, _MOST) for value in values]).tobytes()


def pack_numbers(values: Iterable[float]) -> Piece:
    """Return floating-point numbers."""
    return None, array("d", values).tobytes(), None


def pack_string_lists(values: Sequence[Sequence[str]]) -> Piece:
    """Return lists of strings."""
    items = pack_strings([*chain.from_iterable(values)])
    return None, array("i", map(len, values)).tobytes(), items


def pack_offsets(spans: Sequence[Span | None]) -> Piece:
    """Return spans as lists of two integers."""
    valid = _validity(spans)
    known: Sequence[Span] = spans if valid is None else [*filter(None, spans)]  # type: ignore[assignment]
    items = None, _integers([offset for span in known for offset in (span.start, span.end)]), None
    lengths = [2] * len(spans) if valid is None else [2 * is_valid for is_valid in valid]
    return valid, array("i", lengths).tobytes(), items


def _validity(values: Sequence[object]) -> bytes | None:
    return bytes([value is not None for value in values]) if None in values else None
