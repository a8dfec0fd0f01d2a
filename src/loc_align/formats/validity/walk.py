"""Validates a document against the table of its format while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, ParamSpec

from loc_align.formats.notices import Deviation
from loc_align.formats.validity.shapes import FOREIGN, XML, Grammar, Shape
from loc_align.text.xml_stream import Broken

P = ParamSpec("P")
_MODULES = ("{urn:oasis:names:tc:xliff:", "{http://www.w3.org/2005/11/its}")
_SINGLE = frozenset(("source", "target", "seg", "seg-source"))
"""The elements of which a reader takes one."""
_CACHED_NAMES = 1000
"""How many combinations of valid attribute names to cache."""


@dataclass(slots=True)
class Frame:
    """An open element."""

    name: str
    shape: Shape
    line: int
    attributes: Mapping[str, str]
    slot: int = 0
    count: int = 0
    filled: bool = False
    """Whether it contains an element or text."""


class Walk:
    """Validates the elements of a document against a grammar, one by one."""

    OPAQUE: ClassVar[frozenset[str]] = frozenset()
    """The elements whose content is of any vocabulary, also that of the format itself, and means nothing to it."""

    def __init__(
        self,
        grammar: Grammar,
        named: Callable[[str], str | None],
        where: str,
        *,
        closed: bool = True,
        deviation: Deviation | None = None,
    ) -> None:
        """Start a document.

        Args:
            grammar: the shapes of the elements.
            named: returns the name of an element in the grammar for its qualified name; ``None`` for an element of
                another namespace.
            where: the name of the format, for messages: ``TMX 1.4``.
            closed: whether to refuse unknown attributes, and elements of other namespaces where the grammar does not
                allow them.
            deviation: receives each violation that loses nothing; by default, it is raised like the others.
        """
        self._deviation = deviation
        self._is_closed = closed
        self._grammar = grammar
        self._named = named
        self._where = where
        self._names: dict[str, str] = {}
        self._known: set[tuple[str, ...]] = set()
        self._foreign = 0
        self.stack: list[Frame] = []

    def start(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        """Handle the start of an element.

        Raises:
            Broken: the element is not allowed there, or one of its attributes is invalid.
        """
        if self._foreign:
            self._foreign += 1
            self.foreign(attributes, line)
            return
        frame = self.stack[-1] if self.stack else None
        name = None if frame and frame.name in self.OPAQUE else self._names.get(tag) or self._name(tag)
        if frame is None and name is None:
            space = tag.rpartition("}")[0][1:]
            problem = f"the root element has the namespace {space!r}, which is not that of {self._where}"
            raise Broken(problem, line, loses=True)
        if frame is not None:
            frame.filled = True
            if name is not None or self._is_closed:
                self._apply(_place, frame, self.slot_name(frame, name), tag, line)
        if name is None:
            self._foreign = 1
            self.foreign(attributes, line)
            return
        shape = self._grammar.get(name)
        if shape is None:
            self._apply(self._unknown, name, line)
            self._foreign = 1
            return
        self._apply(self._check_attributes, name, shape, attributes, line)
        self.stack.append(Frame(name, shape, line, attributes))
        self._apply(self.entered, name, attributes, line)

    def _apply(self, check: Callable[P, None], /, *arguments: P.args, **more: P.kwargs) -> None:
        """Report a violation that loses nothing instead of raising it. Checks that it makes impossible are skipped."""
        if self._deviation is None:
            check(*arguments, **more)
            return
        try:
            check(*arguments, **more)
        except Broken as error:
            if error.loses:
                raise
            self._deviation(error.problem, error.line)
        except (KeyError, ValueError, IndexError):
            pass

    @property
    def is_foreign(self) -> bool:
        """Whether the walk is inside an element of another vocabulary."""
        return self._foreign > 0

    def _unknown(self, name: str | None, line: int) -> None:
        raise Broken(f"{self._where} has no element <{name}>", line)

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
                    raise Broken(f"<{name}> must have the attribute {_short(key)!r}", line)
            _check_names(name, shape, attributes if self._is_closed else (), line)
            if len(self._known) < _CACHED_NAMES:
                self._known.add(names)
        for key, wanted in shape.values:
            if key in attributes and not wanted.allows(attributes[key]):
                shown = f"{_short(key)!r} of <{name}> must be {wanted.name}, not {attributes[key][:40]!r}"
                raise Broken(shown, line)

    def end(self) -> None:
        """Handle the end of an element.

        Raises:
            Broken: a required element is missing in it.
        """
        if self._foreign:
            self._foreign -= 1
            return
        frame = self.stack[-1]
        if frame.shape.needs:
            self._apply(_check_needs, frame)
        self._apply(self.left, frame)
        self.stack.pop()

    def text(self, text: str, line: int) -> None:
        """Handle text between two tags.

        Raises:
            Broken: text is not allowed there.
        """
        if self._foreign or not self.stack or text.isspace():
            return
        if not self.stack[-1].shape.text:
            problem = f"text is not allowed in <{self.stack[-1].name}>: {text.strip()[:30]!r}"
            raise Broken(problem, line, loses=True)
        self.stack[-1].filled = True

    def slot_name(self, frame: Frame, name: str | None) -> str:  # noqa: ARG002 - overrides use the parameter
        """Return the name of a child in the content of its parent."""
        return name or FOREIGN

    def entered(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Check further rules at the start of an element. The element is already on the stack."""

    def left(self, frame: Frame) -> None:
        """Check further rules at the end of an element. The element is still on the stack."""

    def foreign(self, attributes: Mapping[str, str], line: int) -> None:
        """Check further rules at the start of an element of another namespace."""


def _check_needs(frame: Frame) -> None:
    for at, slot in enumerate(frame.shape.slots[frame.slot :]):
        if (0 if at else frame.count) < slot.least:
            raise Broken(f"<{frame.name}> must contain {slot.shown}", frame.line)


def _place(frame: Frame, name: str, tag: str, line: int) -> None:
    """Find the slot of a child in the content of its parent.

    Raises:
        Broken: the child is not allowed there, or a required child is missing before it.
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
    problem = _misplaced(frame, name, tag)
    raise Broken(problem, line, loses=name in _SINGLE and "more than one" in problem)


def _misplaced(frame: Frame, name: str, tag: str) -> str:
    slots = frame.shape.slots
    shown = f"<{tag.rpartition('}')[2] if name == FOREIGN else name}>"
    known = next((at for at, slot in enumerate(slots) if name in slot.names), None)
    if known is None:
        return f"{shown} is not allowed in <{frame.name}>"
    if known == frame.slot and slots[known].most == 1:
        return f"<{frame.name}> contains more than one {shown}"
    return f"{shown} is out of order in <{frame.name}>; the order is: {frame.shape.shown}"


def _check_names(name: str, shape: Shape, attributes: Iterable[str], line: int) -> None:
    for key in attributes:
        if key not in shape.attributes and not _is_open(key, shape.attributes_of):
            raise Broken(f"<{name}> must not have the attribute {_short(key)!r}", line)


def _is_open(key: str, allowed: str) -> bool:
    """Return whether an attribute is allowed that the table does not name."""
    if key.startswith((XML, "xml")):
        return allowed == "open" or not key.endswith((":lang", "}lang"))
    if not key.startswith("{"):
        return allowed == "open"
    return allowed in {"any", "open"} or (allowed == "module" and key.startswith(_MODULES))


def _short(key: str) -> str:
    return f"xml:{key[len(XML) :]}" if key.startswith(XML) else key.rpartition("}")[2]
