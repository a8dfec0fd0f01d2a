"""Streaming XML reader for untrusted files: it refuses entities, fetches nothing, and uses bounded memory.

The reader is expat: it reports an entity declaration before the entity can expand, and does not limit the file size.
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
"""No translation memory nests elements this deep."""


class Broken(Exception):  # noqa: N818 - this module always converts it to a FormatError
    """Raised by :class:`Rules` when a document breaks a rule."""

    def __init__(self, problem: str, line: int, *, loses: bool = False) -> None:
        """Store the problem as one sentence, its 1-based line, and whether a reader that goes on would lose content."""
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.loses = loses


class Rules(Protocol):
    """Validates a document while it is read. Each method raises :class:`Broken` if the document breaks a rule."""

    @property
    def is_foreign(self) -> bool:
        """Whether the reader is inside an element of another vocabulary, whose content is not selected."""

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        """Handle the start of an element."""

    def end(self) -> None:
        """Handle the end of an element."""

    def text(self, text: str, line: int) -> None:
        """Handle text between two tags."""


class Found(Struct, frozen=True):
    """An element that the caller asked for."""

    element: Element
    """The complete element for the event ``whole``; only its tag and attributes for ``start`` and ``end``."""
    line: int
    """The 1-based line of the event."""
    event: Literal["whole", "start", "end"] = "whole"


def elements(  # noqa: PLR0913 - three parameters for the input, the others for the selection
    stream: BinaryIO,
    name: str,
    root: str | None,
    wanted: Collection[str],
    around: Collection[str] = (),
    *,
    namespaces: bool = False,
    rules: Rules | None = None,
) -> Iterator[Found]:
    """Yield each selected element as soon as it is complete, without keeping it.

    Args:
        stream: the bytes of an XML file.
        name: the name of the file, for messages.
        root: the local name that the root element must have; ``None`` for any name.
        wanted: the names of the elements to yield as a whole, with everything inside them.
        around: the names of ancestor elements whose start and end to yield.
        namespaces: whether names, also in ``wanted`` and ``around``, are ``{namespace}local``; otherwise they are
            qualified names as in the file.
        rules: further rules to validate the document against.

    Raises:
        FormatError: the file is not well-formed, declares an entity, nests elements too deep, has another root
            element, or breaks one of the rules.
    """
    reader = _Reader(name, root, wanted, around, namespaces=namespaces, rules=rules)
    while chunk := stream.read(_CHUNK):
        reader.feed(chunk)
        yield from reader.take()
    reader.feed(b"", last=True)
    yield from reader.take()


class _Reader:
    def __init__(  # noqa: PLR0913 - the parameters of elements()
        self,
        name: str,
        root: str | None,
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
        self._skipped = 0
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
            raise self._error(f"{error}; convert the file to UTF-8") from None

    def take(self) -> list[Found]:
        found, self._found = self._found, []
        return found

    def _error(self, problem: str, line: int | None = None) -> FormatError:
        return FormatError(f"{self._name}:{line or self._parser.CurrentLineNumber}: {problem}")

    def _entity(self, entity: str, *_: object) -> None:
        raise self._error(f"the file declares the entity {entity!r}; write the text instead of an entity")

    def _start_qualified(self, tag: str, attributes: dict[str, str]) -> None:
        self._start(_qualified(tag), {_qualified(key): value for key, value in attributes.items()})

    def _end_qualified(self, tag: str) -> None:
        self._end(_qualified(tag))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._depth and self._root and tag.rpartition("}")[2] != self._root:
            raise self._error(f"the root element must be <{self._root}>, not <{tag}>")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(f"elements are nested more than {_DEEPEST} levels deep")
        if self._rules is not None:
            self._rules.start(tag, attributes, self._parser.CurrentLineNumber)
        if not self._inside:
            if self._rules is not None and self._rules.is_foreign:
                self._skipped += 1
                return
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
            if self._skipped:
                self._skipped -= 1
            elif tag in self._around:
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
