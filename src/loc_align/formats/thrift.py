"""Reads structures in the compact protocol of Apache Thrift, in which Parquet describes itself."""

from __future__ import annotations

from typing import Any

_STOP, _TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _, _STRUCT = range(13)
_DEEPEST = 16


class ThriftReader:
    """Reads one structure. Maps, which Parquet doesn't use, are not known."""

    def __init__(self, data: bytes) -> None:
        """Start at the first byte.

        Args:
            data: bytes that start with the structure.
        """
        self._data = data
        self.at = 0
        """The number of bytes that were read."""

    def struct(self, depth: int = 0) -> dict[int, Any]:
        """Return the values of a structure by the numbers of their fields.

        Raises:
            IndexError: the bytes end before the structure.
            ValueError: the bytes are no such structure.
        """
        if depth > _DEEPEST:
            raise ValueError(depth)
        found: dict[int, Any] = {}
        field = 0
        while (first := self._byte()) != _STOP:
            field = field + (first >> 4) if first >> 4 else self._integer()
            kind = first & 0xF
            found[field] = kind == _TRUE if kind in {_TRUE, _FALSE} else self._value(kind, depth)
        return found

    def _value(self, kind: int, depth: int) -> Any:  # noqa: ANN401 - what the bytes say
        if kind in {_I16, _I32, _I64}:
            return self._integer()
        if kind == _BINARY:
            return self._bytes(self._unsigned())
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind in {_LIST, _SET}:
            first = self._byte()
            count = first >> 4 if first >> 4 < 0xF else self._unsigned()  # noqa: PLR2004 - 15 says that the count follows
            return [self._value(first & 0xF, depth + 1) for _ in range(count)]
        if kind in {_TRUE, _FALSE, _BYTE}:
            return self._byte()
        if kind == _DOUBLE:
            return self._bytes(8)
        raise ValueError(kind)

    def _bytes(self, size: int) -> bytes:
        if self.at + size > len(self._data):
            raise IndexError(size)
        self.at += size
        return self._data[self.at - size : self.at]

    def _byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def _unsigned(self) -> int:
        value = shift = 0
        while (byte := self._byte()) >> 7:
            value |= (byte & 0x7F) << shift
            shift += 7
            if shift > 63:  # noqa: PLR2004 - integers have 64 bits
                raise ValueError(shift)
        return value | byte << shift

    def _integer(self) -> int:
        value = self._unsigned()
        return value >> 1 ^ -(value & 1)
