"""Keeps values on disk that do not fit in memory."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import IO, Any, Generic, TypeVar

from loc_align.errors import InputError

T = TypeVar("T")

_IN_MEMORY = 1024 * 1024
"""The most bytes to keep in memory before writing to disk."""
_SHARDS = 32


class Spill(Generic[T]):
    """A list of picklable values that can be larger than the memory."""

    def __init__(self) -> None:
        """Create an empty list."""
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by close()

    def add(self, item: T) -> None:
        """Append a value.

        Raises:
            InputError: there is no space for it in the folder of temporary files.
        """
        try:
            pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            message = f"{tempfile.gettempdir()}: {error.strerror or error}; set TMPDIR to a folder with more space"
            raise InputError(message) from None

    def passing(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items, and append each of them."""
        for item in items:
            self.add(item)
            yield item

    def __iter__(self) -> Iterator[T]:
        """Yield the values in order."""
        end = self._file.seek(0, 2)
        at = 0
        while at < end:
            self._file.seek(at)
            item: T = pickle.load(self._file)  # noqa: S301 - the private file of this object
            at = self._file.tell()
            yield item
        self._file.seek(0, 2)

    def close(self) -> None:
        """Delete the values."""
        self._file.close()


class Sorter(Generic[T]):
    """Groups values by a key on disk."""

    def __init__(self, key: Callable[[T], tuple[str, str]]) -> None:
        """Create an empty sorter.

        Args:
            key: returns the key of a value; its second part is a hexadecimal digest. Values with equal keys keep their
                order.
        """
        self._key = key
        self._shards: list[Spill[tuple[Any, T]]] = [Spill() for _ in range(_SHARDS)]

    def add(self, item: T) -> None:
        """Add a value."""
        key = self._key(item)
        self._shards[int(key[1][:2], 16) % _SHARDS].add((key, item))

    def __iter__(self) -> Iterator[T]:
        """Yield the values grouped by key."""
        for shard in self._shards:
            yield from map(itemgetter(1), sorted(shard, key=itemgetter(0)))
            shard.close()
