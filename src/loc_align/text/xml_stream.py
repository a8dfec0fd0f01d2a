"""XML from outside, read piece by piece: no entity is declared, nothing is fetched, memory stays bounded.

expat reads it, for it reports entity declarations before they can do harm and has no limit on the size of a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import BinaryIO, Literal, Protocol
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from msgspec import Struct

from loc_align.errors import FormatError

_CHUNK = 1 << 16
_DEEPEST = 256
"""Elements nested deeper than this are no translation memory."""


class Broken(Exception):  # noqa: N818 - it never leaves this module, which makes a FormatError of it
    """A rule that a document breaks, and the 1-based line."""

    def __init__(self, problem: str, line: int) -> None:
        """Say what is wrong, in one sentence."""
        super().__init__(problem)
        self.problem = problem
        self.line = line


class Rules(Protocol):
    """What a document is held against while it is read; each raises :class:`Broken`."""

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        """An element begins."""

    def end(self) -> None:
        """An element ends."""

    def text(self, text: str, line: int) -> None:
        """Text between two tags."""


class Found(Struct, frozen=True):
    """An element that was asked for, and the 1-based line on which it starts."""

    element: Element
    """Whole for the event ``whole``; with its attributes only for ``start`` and ``end``."""
    line: int
    event: Literal["whole", "start", "end"] = "whole"


def elements(  # noqa: PLR0913 - three that say what to read, three what of it
    stream: BinaryIO,
    name: str,
    root: str,
    wanted: Collection[str],
    around: Collection[str] = (),
    *,
    namespaces: bool = False,
    rules: Rules | None = None,
) -> Iterator[Found]:
    """Yield each element of some names as soon as it is complete, and forget it.

    Args:
        stream: the bytes of an XML file.
        name: the file's name, for messages.
        root: the local name that the root element must have.
        wanted: the names of the elements to yield whole; those inside of one of them come with it.
        around: the names of elements around them whose start and end are yielded.
        namespaces: whether names are ``{namespace}local``, in ``wanted`` and ``around`` too; else as they are written.
        rules: what else the document must keep to.

    Raises:
        FormatError: the file is not well-formed, declares an entity, nests absurdly deep, has another root, or breaks
            one of the rules.
    """
    reader = _Reader(name, root, wanted, around, namespaces=namespaces, rules=rules)
    while chunk := stream.read(_CHUNK):
        reader.feed(chunk)
        yield from reader.take()
    reader.feed(b"", last=True)
    yield from reader.take()


class _Reader:
    def __init__(  # noqa: PLR0913 - as elements
        self,
        name: str,
        root: str,
        wanted: Collection[str],
        around: Collection[str],
        *,
        namespaces: bool,
        rules: Rules | None,
    ) -> None:
        self._name = name
        self._root = root
        self._wanted = wanted
        self._around = around
        self._rules = rules
        self._depth = 0
        self._inside = 0
        self._line = 0
        self._builder = TreeBuilder()
        self._found: list[Found] = []
        self._parser = expat.ParserCreate(namespace_separator="}" if namespaces else None)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start_qualified if namespaces else self._start
        self._parser.EndElementHandler = self._end_qualified if namespaces else self._end
        self._parser.EntityDeclHandler = self._entity
        if rules is not None:
            self._parser.CharacterDataHandler = self._text

    def feed(self, data: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(data, last)
        except Broken as error:
            raise self._error(error.problem, error.line) from None
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

    def _start_qualified(self, tag: str, attributes: dict[str, str]) -> None:
        self._start(_qualified(tag), {_qualified(key): value for key, value in attributes.items()})

    def _end_qualified(self, tag: str) -> None:
        self._end(_qualified(tag))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._depth and tag.rpartition("}")[2] != self._root:
            raise self._error(f"the root element is <{tag}>, not <{self._root}>")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(f"elements are nested more than {_DEEPEST} deep")
        if self._rules is not None:
            self._rules.start(tag, attributes, self._parser.CurrentLineNumber)
        if not self._inside:
            if tag in self._around:
                self._found.append(Found(Element(tag, attributes), self._parser.CurrentLineNumber, "start"))
            if tag not in self._wanted:
                return
            self._line = self._parser.CurrentLineNumber
            self._builder = TreeBuilder()
            if self._rules is None:
                self._parser.CharacterDataHandler = self._builder.data
        self._inside += 1
        self._builder.start(tag, attributes)

    def _text(self, text: str) -> None:
        if self._rules is not None:
            self._rules.text(text, self._parser.CurrentLineNumber)
        if self._inside:
            self._builder.data(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._rules is not None:
            self._rules.end()
        if not self._inside:
            if tag in self._around:
                self._found.append(Found(Element(tag), self._parser.CurrentLineNumber, "end"))
            return
        self._inside -= 1
        element = self._builder.end(tag)
        if not self._inside:
            if self._rules is None:
                self._parser.CharacterDataHandler = None
            self._found.append(Found(element, self._line))


def _qualified(name: str) -> str:
    return f"{{{name}" if "}" in name else name
