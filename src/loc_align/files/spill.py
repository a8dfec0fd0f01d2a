"""Values that are too many to hold: kept on disk, and read again in order."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import IO, Any, Generic, TypeVar

T = TypeVar("T")

_IN_MEMORY = 1024 * 1024
"""Bytes that values may take before they go to disk."""
_SHARDS = 32


class Spill(Generic[T]):
    """A list that may be larger than the memory."""

    def __init__(self) -> None:
        """Nothing is in it yet."""
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by close()

    def add(self, item: T) -> None:
        """Put a value at the end."""
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)

    def passing(self, items: Iterable[T]) -> Iterator[T]:
        """The items, kept as they pass."""
        for item in items:
            self.add(item)
            yield item

    def __iter__(self) -> Iterator[T]:
        """The values in the order in which they came; read from its own file, which nobody else can write."""
        end = self._file.seek(0, 2)
        at = 0
        while at < end:
            self._file.seek(at)
            item: T = pickle.load(self._file)  # noqa: S301 - as above
            at = self._file.tell()
            yield item
        self._file.seek(0, 2)

    def close(self) -> None:
        """Give the file up."""
        self._file.close()


class Sorter(Generic[T]):
    """Values that are sorted by a key although they may be more than the memory holds."""

    def __init__(self, key: Callable[[T], tuple[str, str]]) -> None:
        """Sort by ``key``, whose second part is a hexadecimal digest; equal ones stay in the order they came."""
        self._key = key
        self._shards: list[Spill[tuple[Any, T]]] = [Spill() for _ in range(_SHARDS)]

    def add(self, item: T) -> None:
        """Put a value in."""
        key = self._key(item)
        self._shards[int(key[1][:2], 16) % _SHARDS].add((key, item))

    def __iter__(self) -> Iterator[T]:
        """The values, those of equal keys together."""
        for shard in self._shards:
            yield from map(itemgetter(1), sorted(shard, key=itemgetter(0)))
            shard.close()
