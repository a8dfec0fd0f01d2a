"""An array inside a JSON object, read element by element, in memory that the largest element bounds."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from loc_align.errors import FormatError

_CHUNK = 1 << 16
_LARGEST = 1 << 26
"""One value of more characters than this is no translation unit."""
_SPACES = " \t\r\n"


def array_items(
    stream: BinaryIO, name: str, key: str, check: Callable[[dict[str, Any]], None]
) -> Iterator[tuple[int, Any]]:
    """Yield the elements of the array that a key of the outermost object holds, each with its 1-based line.

    Args:
        stream: the bytes of a JSON file, UTF-8.
        name: the file's name, for messages.
        key: the array's key; the values of the other keys are read whole.
        check: is called with the values before the array, as soon as it begins.

    Raises:
        FormatError: the file is not JSON, or has no such array.
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
        raise FormatError(f"{name}: there is no array {key!r}")


class _Reader:
    """A window that moves over the text of a stream."""

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
        """The next character that is no white space, ``""`` at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACES:
                self._at += 1
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def line(self) -> int:
        """The 1-based line of the next character that is no white space."""
        self.peek()
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def expect(self, character: str) -> None:
        """Take a character that must come next."""
        found = self.peek()
        if found != character:
            raise self._error(
                f"{character!r} expected, not {found!r}" if found else f"{character!r} expected at the end"
            )
        self._at += 1
        self._first = character in "[{"

    def next_item(self, closing: str) -> bool:
        """Whether another item of an object or an array comes; takes the comma before it or the closing mark."""
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
        """The next value, whole."""
        self.peek()
        wanted = _CHUNK
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except (ValueError, IndexError) as error:
                problem = getattr(error, "msg", None) or "a value expected"
            except RecursionError:
                raise self._error("values are nested too deep") from None
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
        """Read on; whether there was more."""
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
