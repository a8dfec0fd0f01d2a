"""The rules of XLIFF 2: its schemas, and the constraints of the specification that a schema cannot express."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from loc_align.formats.notices import Deviation
from loc_align.formats.validity.fragments import checked
from loc_align.formats.validity.shapes import FOREIGN
from loc_align.formats.validity.walk import Frame, Walk
from loc_align.formats.validity.xliff2_its import check_its
from loc_align.formats.validity.xliff2_modules import ENDS, Modules, check_attributes
from loc_align.formats.validity.xliff2_table import PREFIXES, ROOTS, SLR, XLIFF2
from loc_align.formats.validity.xliff2_unit import CODES, MARKERS, Attributes, Inline, Side, Unit
from loc_align.formats.xml_text import ILLEGAL
from loc_align.text.xml_stream import Broken

_XML = "{http://www.w3.org/XML/1998/namespace}"
_HIGHEST = 0x10FFFF
_SUB_FLOWS = ("subFlows", "subFlowsStart", "subFlowsEnd")


@dataclass(slots=True)
class _Scope:
    """The IDs in a file, a group, or a unit, which must be unique."""

    notes: dict[str, Attributes] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Segment:
    """A segment or an ignorable."""

    number: int = 0
    spaces: list[str] = field(default_factory=list)
    required: list[Inline] = field(default_factory=list)
    has_target: bool = False


class Xliff2Rules(Walk):
    """Validates an XLIFF 2 document."""

    OPAQUE = frozenset(("ctr:item", "res:source", "res:target", "skeleton"))

    def __init__(self, *, codes: bool = True, deviation: Deviation | None = None) -> None:
        """Start a document.

        Args:
            codes: whether to validate the content of segments. A merge checks it for each unit instead.
            deviation: receives each violation that loses nothing; by default, it is raised like the others.
        """
        super().__init__(XLIFF2, _name, "XLIFF 2", closed=codes, deviation=deviation)
        self._codes = codes
        self._languages: dict[Side, str | None] = {}
        self._strict = False
        self._ids: dict[str, set[str]] = {"file": set(), "group": set(), "unit": set()}
        self._flows: dict[str, int] = {}
        """The units that codes refer to as sub-flows, with the lines of the codes."""
        self._scopes: list[_Scope] = []
        self._units: list[Unit] = []
        """The open unit, followed by the open match in it."""
        self._segment = _Segment()
        self._orders: dict[int, int] = {}
        self._has_segment = False
        self._modules = Modules()
        self._entered: Mapping[str, Callable[[str, Attributes, int], None]] = {
            "xliff": self._root,
            **dict.fromkeys(("file", "group", "unit"), self._container),
            **dict.fromkeys(("segment", "ignorable"), self._piece),
            **dict.fromkeys(("source", "target"), self._side),
            **dict.fromkeys((*CODES, *MARKERS, "em"), self._inline),
            "note": self._note,
            "notes": self._notes,
            "data": self._data,
            "cp": self._code_point,
        }

    def slot_name(self, frame: Frame, name: str | None) -> str:
        """Allow elements of modules where elements of other namespaces are allowed."""
        if name is None:
            return FOREIGN
        if name not in ROOTS or frame.name not in ROOTS[name]:
            return name
        return name if any(name in slot.names for slot in frame.shape.slots) else FOREIGN

    def entered(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Check IDs, languages, and references."""
        if self._codes and any(key[0] == "{" for key in attributes):
            check_attributes(name, attributes, line)
            check_its(name, attributes, (frame.attributes for frame in self.stack[:-1]), line)
            self._modules.sizes(name, attributes, line)
            reference = attributes.get(f"{SLR}sizeInfoRef")
            if reference is not None and not any(reference in scope.foreign for scope in self._scopes):
                raise Broken(f"<{name}> refers to the size data {reference!r}, which does not exist", line)
        if name == "mtc:match":
            self._units.append(Unit(strict_ends=self._strict))
        if ":" in name:
            if self._codes:
                self._module(name, attributes, line)
        elif (rule := self._entered.get(name)) is not None:
            rule(name, attributes, line)

    def _root(self, _: str, attributes: Attributes, __: int) -> None:
        self._languages = {"source": attributes.get("srcLang"), "target": attributes.get("trgLang")}
        self._strict = attributes.get("version", "2.0") >= "2.2"

    def _container(self, name: str, attributes: Attributes, line: int) -> None:
        key = attributes.get("id", "")
        is_repeated = key in self._ids[name]
        self._ids[name].add(key)
        self._scopes.append(_Scope())
        if name == "file":
            self._ids["group"], self._ids["unit"], self._flows = set(), set(), {}
            self._modules.new_file()
        elif name == "unit":
            self._units, self._has_segment = [Unit(strict_ends=self._strict)], False
            self._segment, self._orders = _Segment(), {}
        if is_repeated:
            where = "document" if name == "file" else "file"
            raise Broken(f"two <{name}> in the {where} have the ID {key!r}", line)

    def _piece(self, name: str, attributes: Attributes, line: int) -> None:
        self._has_segment |= name == "segment"
        self._units[-1].piece(attributes, line)
        self._segment = _Segment(self._segment.number + 1)
        if "subState" in attributes and "state" not in attributes:
            raise Broken("<segment> with 'subState' must have 'state'", line)
        if attributes.get("subState", "").startswith("xlf:"):
            raise Broken("'subState' of <segment> must not have the prefix 'xlf', which is reserved", line)

    def _data(self, _: str, attributes: Attributes, line: int) -> None:
        self._units[-1].data(attributes, line)

    @staticmethod
    def _code_point(_: str, attributes: Attributes, line: int) -> None:
        number = int(attributes["hex"], 16)
        if number > _HIGHEST:
            raise Broken(f"'hex' of <cp> must be at most 10FFFF, not {attributes['hex']!r}", line)
        if not ILLEGAL.match(chr(number)):
            raise Broken(f"<cp hex={attributes['hex']!r}> must be written as a character, because XML allows it", line)

    def _side(self, name: str, attributes: Attributes, line: int) -> None:
        """Check the language, the order, and the white space of a source or a target."""
        side: Side = "source" if name == "source" else "target"
        in_match = self.stack[-2].name == "mtc:match"
        lang, wanted = attributes.get(f"{_XML}lang"), self._languages[side]
        is_free = in_match and side == "target" and self.stack[-2].attributes.get("reference") == "yes"
        if lang is not None and wanted is not None and lang.lower() != wanted.lower() and not is_free:
            said = "srcLang" if side == "source" else "trgLang"
            raise Broken(f"'xml:lang' of <{side}> must be {said!r} of <xliff>, {wanted!r}, not {lang!r}", line)
        if in_match or not self._codes:
            return
        if side == "target":
            if wanted is None:
                raise Broken("<xliff> must have the attribute 'trgLang', because the document contains a target", line)
            self._order(attributes, line)
            self._segment.has_target = True
        self._segment.spaces.append(self._space())

    def _space(self) -> str:
        said = (frame.attributes.get(f"{_XML}space") for frame in reversed(self.stack))
        return next((space for space in said if space), "default")

    def _order(self, attributes: Attributes, line: int) -> None:
        # int() refuses thousands of digits; as many as are kept are too many already.
        order = int(attributes.get("order", str(self._segment.number)).lstrip("+0")[:18] or 0)
        if order in self._orders:
            first = self._orders[order]
            raise Broken(f"two targets in the unit have the order {order}; the first is on line {first}", line)
        self._orders[order] = line
        self._units[-1].reordered |= "order" in attributes

    def _inline(self, name: str, attributes: Attributes, line: int) -> None:
        if not self._codes:
            return
        side: Side = "source" if any(frame.name == "source" for frame in self.stack) else "target"
        unit = self._units[-1]
        unit.inline(name, attributes, line, side)
        item = unit.content[side].known.get(attributes.get("id", ""))
        if item is not None and item.name in CODES and side == "source" and item.says("canDelete") == "no":
            self._segment.required.append(item)
        if name in MARKERS:
            self._marker(name, attributes, line)
        for key in _SUB_FLOWS:
            if key in attributes:
                self._flows |= dict.fromkeys(attributes[key].split(), line)

    def _marker(self, name: str, attributes: Attributes, line: int) -> None:
        """Check annotations (XLIFF 2.1, 4.7.3): a comment has a value, or refers to a note of the unit."""
        reference = attributes.get("ref", "")
        found = checked(reference, line)
        if attributes.get("type") != "comment":
            return
        if ("value" in attributes) == ("ref" in attributes):
            raise Broken(f"<{name}> for a comment must have either 'value' or 'ref'", line)
        if "ref" in attributes and not self._is_own_note(found):
            raise Broken(f"<{name}> for a comment refers to {reference!r}, which is not a note of the unit", line)

    def _is_own_note(self, found: list[tuple[str, str]]) -> bool:
        own = {"f": self._scope_id("file"), "u": self._scope_id("unit"), "g": self._scope_id("group")}
        if not found or found[-1][0] != "n" or found[-1][1] not in self._scopes[-1].notes:
            return False
        prefixes = {prefix for prefix, _ in found[:-1]}
        return all(own.get(prefix) == key for prefix, key in found[:-1]) and ("f" not in prefixes or "u" in prefixes)

    def _scope_id(self, name: str) -> str | None:
        return next((frame.attributes.get("id") for frame in reversed(self.stack) if frame.name == name), None)

    def _notes(self, _: str, __: Attributes, line: int) -> None:
        if self.stack[-2].name == "xliff" and not self._strict:
            raise Broken("<notes> is not allowed in <xliff> before XLIFF 2.2", line)

    def _note(self, _: str, attributes: Attributes, line: int) -> None:
        key = attributes.get("id")
        if key is None or not self._scopes:
            return
        if key in self._scopes[-1].notes:
            raise Broken(f"two notes have the ID {key!r}", line)
        self._scopes[-1].notes[key] = attributes

    def _module(self, name: str, attributes: Attributes, line: int) -> None:
        scope = self._scopes[-1] if self._scopes else _Scope()
        if name in ROOTS and name not in {"ctr:changeTrack", "slr:data"} and self.stack[-2].name != "mtc:match":
            if name in scope.modules:
                raise Broken(f"<{self.stack[-2].name}> contains more than one <{name}>", line)
            scope.modules.add(name)
        self._modules.entered(name, attributes, line, self._languages["source"] or "")

    def foreign(self, attributes: Mapping[str, str], line: int) -> None:
        """Check that the IDs of elements of other namespaces are unique in their file, group, or unit."""
        key = attributes.get("id")
        if key is None or not self._scopes or not self._codes:
            return
        if key in self._scopes[-1].foreign:
            raise Broken(f"two elements of other namespaces have the ID {key!r}", line)
        self._scopes[-1].foreign.add(key)

    def left(self, frame: Frame) -> None:
        """Check the rules that need the whole content of an element."""
        name = frame.name
        if name in {"segment", "ignorable"}:
            self._end_piece(frame)
        elif name == "unit":
            self._end_unit(frame)
        elif name == "file":
            for key, line in self._flows.items():
                if key not in self._ids["unit"]:
                    raise Broken(f"a code refers to the sub-flow {key!r}, which is not a unit in the file", line)
        elif name == "skeleton" and ("href" in frame.attributes) == frame.filled:
            raise Broken("<skeleton> must have either 'href' or content", frame.line)
        elif name == "mtc:match":
            self._end_match(self._units.pop())
        if self._codes and name in ENDS:
            self._modules.left(frame, self._scopes[-1].notes if self._scopes else {}, self._units)
        if name in self._ids:
            self._scopes.pop()

    def _end_match(self, match: Unit) -> None:
        if self._codes:
            match.finish()

    def _end_piece(self, frame: Frame) -> None:
        segment, state = self._segment, frame.attributes.get("state", "initial")
        if not self._codes:
            return
        if state != "initial" and not segment.has_target:
            raise Broken(f"<segment> with state={state!r} must contain <target>", frame.line)
        if len(set(segment.spaces)) > 1:
            raise Broken("'xml:space' of <source> and <target> must be equal", frame.line)
        if segment.has_target:
            self._units[-1].required += segment.required

    def _end_unit(self, frame: Frame) -> None:
        if not self._has_segment:
            raise Broken("<unit> must contain <segment>", frame.line)
        if not self._codes:
            return
        for order, line in self._orders.items():
            if order > self._segment.number:
                most = f"at most {self._segment.number}, the number of segments and ignorables in the unit"
                raise Broken(f"'order' of <target> must be {most}, not {order}", line)
        self._units[-1].finish()


def _name(tag: str) -> str | None:
    space, _, local = tag.rpartition("}")
    prefix = PREFIXES.get(space[1:])
    return None if prefix is None else f"{prefix}{local}"
