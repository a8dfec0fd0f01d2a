"""Streaming reader for an array in a JSON object. The largest element bounds the memory use."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from loc_align.errors import FormatError

_CHUNK = 1 << 16
_LARGEST = 1 << 26
"""The longest value of a translation unit, in characters."""
_SPACES = " \t\r\n"


def array_items(
    stream: BinaryIO, name: str, key: str, check: Callable[[dict[str, Any]], None]
) -> Iterator[tuple[int, Any]]:
    """Yield the elements of an array in the outermost object, each with its 1-based line.

    Args:
        stream: the bytes of a JSON file in UTF-8.
        name: the name of the file, for messages.
        key: the key of the array. The values of other keys are read as a whole.
        check: called with the values before the array when the array starts.

    Raises:
        FormatError: the file is not JSON, or does not contain the array.
    """
    reader = _Reader(stream, name)
    reader.expect("{")
    others: dict[str, Any] = {}
    found = False
    while reader.next_item("}"):
        own = reader.value()
        reader.expect(":")
        if own == key and reader.peek() == "[":
            check(others)
            found = True
            reader.expect("[")
            while reader.next_item("]"):
                yield reader.line(), reader.value()
        else:
            others[str(own)] = reader.value()
    if not found:
        check(others)
        raise FormatError(f"{name}: the array {key!r} is missing")


class _Reader:
    """Reads a stream through a window of text."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._scan = json.JSONDecoder().raw_decode
        self._text = ""
        self._at = 0
        self._line = 1
        self._counted = 0
        self._ended = False
        self._first = True

    def peek(self) -> str:
        """Return the next character that is not white space; ``""`` at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACES:
                self._at += 1
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def line(self) -> int:
        """Return the 1-based line of the next character that is not white space."""
        self.peek()
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def expect(self, character: str) -> None:
        """Consume the next character, which must be the given one."""
        found = self.peek()
        if found != character:
            raise self._error(
                f"{character!r} expected, not {found!r}" if found else f"{character!r} expected at the end"
            )
        self._at += 1
        self._first = character in "[{"

    def next_item(self, closing: str) -> bool:
        """Return whether another item of an object or an array follows. Consume the comma or the closing bracket."""
        found = self.peek()
        if found == closing:
            self._at += 1
            self._first = False
            return False
        if not self._first:
            self.expect(",")
        self._first = False
        return True

    def value(self) -> Any:  # noqa: ANN401 - any value of JSON
        """Return the next value."""
        self.peek()
        wanted = _CHUNK
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except (ValueError, IndexError) as error:
                problem = getattr(error, "msg", None) or "a value expected"
            except RecursionError:
                raise self._error("the values are nested too deep") from None
            else:
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
                problem = ""
            if len(self._text) - self._at > _LARGEST:
                raise self._error("a value is too large for a translation unit")
            if not self._more(wanted) and self._ended and problem:
                raise self._error(problem)
            wanted *= 2

    def _more(self, size: int = _CHUNK) -> bool:
        """Read more text; return whether there was any."""
        if self._ended:
            return False
        data = self._stream.read(size)
        self._ended = not data
        try:
            added = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise self._error(f"not UTF-8: {error.reason}") from None
        self._line += self._text.count("\n", self._counted, self._at)
        self._text, self._at, self._counted = self._text[self._at :] + added, 0, 0
        return True

    def _error(self, problem: str) -> FormatError:
        line = self._line + self._text.count("\n", self._counted, self._at)
        return FormatError(f"{self._name}:{line}: not JSON: {problem}")
