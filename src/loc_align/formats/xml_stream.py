"""XML from outside, read piece by piece: no entity is declared, nothing is fetched, memory stays bounded.

expat reads it, for it reports entity declarations before they can do harm and has no limit on the size of a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from loc_align.errors import FormatError

_CHUNK = 1 << 16
_DEEPEST = 256
"""Elements nested deeper than this are no translation memory."""


@dataclass(frozen=True, slots=True)
class Found:
    """An element that was asked for, whole, and the 1-based line on which it starts."""

    element: Element
    line: int


def elements(stream: BinaryIO, name: str, root: str, wanted: Collection[str]) -> Iterator[Found]:
    """Yield each element of some names as soon as it is complete, and forget it.

    Args:
        stream: the bytes of an XML file.
        name: the file's name, for messages.
        root: the name that the root element must have.
        wanted: the names of the elements to yield; those inside of one of them come with it.

    Raises:
        FormatError: the file is not well-formed, declares an entity, nests absurdly deep, or has another root.
    """
    reader = _Reader(name, root, wanted)
    while chunk := stream.read(_CHUNK):
        reader.feed(chunk)
        yield from reader.take()
    reader.feed(b"", last=True)
    yield from reader.take()


class _Reader:
    def __init__(self, name: str, root: str, wanted: Collection[str]) -> None:
        self._name = name
        self._root = root
        self._wanted = wanted
        self._depth = 0
        self._inside = 0
        self._line = 0
        self._builder = TreeBuilder()
        self._found: list[Found] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._entity

    def feed(self, data: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise self._error(f"not well-formed: {expat.ErrorString(error.code)}", error.lineno) from None
        except (ValueError, LookupError) as error:
            raise self._error(f"unknown encoding: {error}") from None

    def take(self) -> list[Found]:
        found, self._found = self._found, []
        return found

    def _error(self, problem: str, line: int | None = None) -> FormatError:
        return FormatError(f"{self._name}:{line or self._parser.CurrentLineNumber}: {problem}")

    def _entity(self, entity: str, *_: object) -> None:
        raise self._error(f"the entity {entity!r} is declared; entities are refused, write the text itself")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._depth and tag != self._root:
            raise self._error(f"the root element is <{tag}>, not <{self._root}>")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(f"elements are nested more than {_DEEPEST} deep")
        if not self._inside:
            if tag not in self._wanted:
                return
            self._line = self._parser.CurrentLineNumber
            self._builder = TreeBuilder()
            self._parser.CharacterDataHandler = self._builder.data
        self._inside += 1
        self._builder.start(tag, attributes)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if not self._inside:
            return
        self._inside -= 1
        element = self._builder.end(tag)
        if not self._inside:
            self._parser.CharacterDataHandler = None
            self._found.append(Found(element, self._line))
