"""Joins pieces of columns to Arrow arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loc_align.formats.arrow_pack import Piece

if TYPE_CHECKING:
    import pyarrow as pa


class Column:
    """Collects the pieces of a column."""

    def __init__(self, kind: pa.DataType) -> None:
        """Start without rows.

        Args:
            kind: the type of the column: a number, a date, a string, or a list of them.
        """
        import pyarrow as pa  # noqa: PLC0415 - an extra

        self._kind = kind
        self._item = kind.bit_width // 8 if pa.types.is_primitive(kind) else 4
        self._is_string = pa.types.is_string(kind)
        self._items = Column(kind.value_type) if pa.types.is_list(kind) else None
        self._clear()

    def _clear(self) -> None:
        self._size = 0
        self._valid: list[tuple[int, bytes]] = []
        self._values: list[bytes] = []
        self._bytes: list[bytes] = []

    def add(self, piece: Piece, times: int = 1) -> None:
        """Append a piece.

        Args:
            piece: the rows.
            times: how often to append them.
        """
        valid, values, more = piece
        if valid is not None:
            self._valid.append((self._size, valid * times))
        self._size += len(values) // self._item * times
        self._values.append(values * times)
        if self._is_string:
            self._bytes.append(more * times)
        elif self._items is not None:
            self._items.add(more, times)

    def take(self) -> pa.Array:
        """Return the rows as an array, and forget them."""
        import pyarrow as pa  # noqa: PLC0415 - an extra

        values: Any = b"".join(self._values)
        if self._is_string or self._items is not None:
            # Offsets of 32 bits reach 2 GB, far more than the rows that are turned into arrays together.
            lengths = np.frombuffer(values, np.int32)
            offsets = np.zeros(len(lengths) + 1, np.int32)
            np.cumsum(lengths, out=offsets[1:])
            values = offsets.tobytes()
        buffers = [self._validity(), pa.py_buffer(values)]
        if self._is_string:
            buffers.append(pa.py_buffer(b"".join(self._bytes)))
        items = [self._items.take()] if self._items is not None else []
        found = pa.Array.from_buffers(self._kind, self._size, buffers, children=items)
        self._clear()
        return found

    def _validity(self) -> pa.Buffer | None:
        import pyarrow as pa  # noqa: PLC0415 - an extra

        if not self._valid:
            return None
        bits = np.ones(self._size, np.uint8)
        for at, valid in self._valid:
            bits[at : at + len(valid)] = np.frombuffer(valid, np.uint8)
        return pa.py_buffer(np.packbits(bits, bitorder="little").tobytes())
