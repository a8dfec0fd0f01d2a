"""A document held against the table of its format while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from loc_align.formats.validity.shapes import FOREIGN, XML, Grammar, Shape
from loc_align.text.xml_stream import Broken

_MODULES = ("{urn:oasis:names:tc:xliff:", "{http://www.w3.org/2005/11/its}")
_REMEMBERED = 1000
"""How many combinations of attributes need not be looked at again."""


@dataclass(slots=True)
class Frame:
    """An element that is open."""

    name: str
    shape: Shape
    line: int
    attributes: Mapping[str, str]
    slot: int = 0
    count: int = 0
    filled: bool = False
    """Whether there is an element or text in it."""


class Walk:
    """A document, held against a grammar element by element."""

    def __init__(
        self, grammar: Grammar, named: Callable[[str], str | None], where: str, *, closed: bool = True
    ) -> None:
        """Begin a document.

        Args:
            grammar: the shapes of the elements.
            named: from an element's qualified name to its name in the grammar; ``None`` for another namespace.
            where: what the document is, for messages: ``TMX 1.4``.
            closed: whether attributes that the grammar does not know are refused, and elements of other namespaces
                where it has no place for them.
        """
        self._is_closed = closed
        self._grammar = grammar
        self._named = named
        self._where = where
        self._names: dict[str, str] = {}
        self._known: set[tuple[str, ...]] = set()
        self._foreign = 0
        self.stack: list[Frame] = []

    def start(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins.

        Raises:
            Broken: it is not allowed there, or one of its attributes is wrong.
        """
        if self._foreign:
            self._foreign += 1
            self.foreign(attributes, line)
            return
        name = self._names.get(tag) or self._name(tag)
        frame = self.stack[-1] if self.stack else None
        if frame is None and name is None:
            space = tag.rpartition("}")[0][1:]
            raise Broken(f"the root element is of the namespace {space!r}, which is not that of {self._where}", line)
        if frame is not None:
            frame.filled = True
            if name is not None or self._is_closed:
                _place(frame, self.slot_name(frame, name), tag, line)
        if name is None:
            self._foreign = 1
            self.foreign(attributes, line)
            return
        shape = self._grammar.get(name)
        if shape is None:
            raise Broken(f"there is no element <{name}> in {self._where}", line)
        self._check_attributes(name, shape, attributes, line)
        self.stack.append(Frame(name, shape, line, attributes))
        self.entered(name, attributes, line)

    def _name(self, tag: str) -> str | None:
        name = self._named(tag)
        if name is not None and name in self._grammar:
            self._names[tag] = name
        return name

    def _check_attributes(self, name: str, shape: Shape, attributes: Mapping[str, str], line: int) -> None:
        if not attributes and not shape.required:
            return
        names = (name, *attributes)
        if names not in self._known:
            for key in shape.required:
                if key not in attributes:
                    raise Broken(f"<{name}> lacks the attribute {_short(key)!r}", line)
            _check_names(name, shape, attributes if self._is_closed else (), line)
            if len(self._known) < _REMEMBERED:
                self._known.add(names)
        for key, wanted in shape.values:
            if key in attributes and not wanted.allows(attributes[key]):
                shown = f"{_short(key)!r} of <{name}> must be {wanted.name}, not {attributes[key][:40]!r}"
                raise Broken(shown, line)

    def end(self) -> None:
        """An element ends.

        Raises:
            Broken: something is missing in it.
        """
        if self._foreign:
            self._foreign -= 1
            return
        frame = self.stack[-1]
        if frame.shape.needs:
            for at, slot in enumerate(frame.shape.slots[frame.slot :]):
                if (0 if at else frame.count) < slot.least:
                    raise Broken(f"<{frame.name}> lacks {slot.shown}", frame.line)
        self.left(frame)
        self.stack.pop()

    def text(self, text: str, line: int) -> None:
        """Text between two tags.

        Raises:
            Broken: there is no place for text.
        """
        if self._foreign or not self.stack or text.isspace():
            return
        if not self.stack[-1].shape.text:
            raise Broken(f"text has no place directly in <{self.stack[-1].name}>: {text.strip()[:30]!r}", line)
        self.stack[-1].filled = True

    def slot_name(self, frame: Frame, name: str | None) -> str:  # noqa: ARG002 - for those that override it
        """The name by which a child is looked for among those of its parent."""
        return name or FOREIGN

    def entered(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """For the rules that a table cannot say: an element was entered, it is on the stack already."""

    def left(self, frame: Frame) -> None:
        """An element is complete, it is still on the stack."""

    def foreign(self, attributes: Mapping[str, str], line: int) -> None:
        """An element of another namespace was entered."""


def _place(frame: Frame, name: str, tag: str, line: int) -> None:
    """Find the place of a child among those of its parent.

    Raises:
        Broken: there is none, or another child should come first.
    """
    slots = frame.shape.slots
    at, count = frame.slot, frame.count
    while at < len(slots):
        slot = slots[at]
        if name in slot.names and count < slot.most:
            frame.slot, frame.count = at, count + 1
            return
        if name in slot.names or count < slot.least:
            break
        at, count = at + 1, 0
    if name == FOREIGN and frame.shape.anywhere:
        return
    raise Broken(_misplaced(frame, name, tag), line)


def _misplaced(frame: Frame, name: str, tag: str) -> str:
    slots = frame.shape.slots
    shown = f"<{tag.rpartition('}')[2] if name == FOREIGN else name}>"
    known = next((at for at, slot in enumerate(slots) if name in slot.names), None)
    if known is None:
        return f"{shown} has no place in <{frame.name}>"
    if known == frame.slot and slots[known].most == 1:
        return f"there is more than one {shown} in <{frame.name}>"
    return f"{shown} is out of its place in <{frame.name}>, whose order is: {frame.shape.shown}"


def _check_names(name: str, shape: Shape, attributes: Iterable[str], line: int) -> None:
    for key in attributes:
        if key not in shape.attributes and not _is_open(key, shape.attributes_of):
            raise Broken(f"<{name}> has no attribute {_short(key)!r}", line)


def _is_open(key: str, allowed: str) -> bool:
    """Whether an attribute that the table does not name is allowed."""
    if key.startswith((XML, "xml")):
        return allowed == "open" or not key.endswith((":lang", "}lang"))
    if not key.startswith("{"):
        return allowed == "open"
    return allowed in {"any", "open"} or (allowed == "module" and key.startswith(_MODULES))


def _short(key: str) -> str:
    return f"xml:{key[len(XML) :]}" if key.startswith(XML) else key.rpartition("}")[2]
