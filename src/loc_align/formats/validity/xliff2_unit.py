"""What makes the content of an XLIFF 2 unit valid: its ids, codes, annotations and the markup that they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from loc_align.formats.validity.xliff2_table import FS, SLR
from loc_align.text.xml_stream import Broken

Side = Literal["source", "target"]
Attributes = Mapping[str, str]

CODES = frozenset(("ph", "pc", "sc", "ec"))
MARKERS = frozenset(("mrk", "sm"))
_DATA = ("dataRef", "dataRefStart", "dataRefEnd")
_SUBTYPES = {"xlf:b": "fmt", "xlf:i": "fmt", "xlf:u": "fmt", "xlf:lb": "fmt", "xlf:pb": "fmt", "xlf:var": "ui"}
"""The subtypes that the specification defines (XLIFF 2.1, 4.3.1.34), and the type that each goes with."""
_SAME = ("canCopy", "canDelete", "canOverlap")
_DEFAULTS = {"pc": {"canOverlap": "no"}}
_STARTS = {"ec": "sc", "em": "sm"}


class Inline(NamedTuple):
    """A code or a marker."""

    name: str
    attributes: Attributes
    line: int
    at: int
    """How many codes and markers of its side came before it."""

    def says(self, key: str) -> str:
        """The value of an attribute, or its default."""
        return self.attributes.get(key) or _DEFAULTS.get(self.name, {}).get(key, "yes")


@dataclass(slots=True)
class Content:
    """One side of a unit."""

    known: dict[str, Inline] = field(default_factory=dict)
    """Codes and markers by their ids."""
    ends: list[Inline] = field(default_factory=list)
    """The ends that name their start."""
    count: int = 0
    last: str = "yes"
    """Whether the code before can be reordered."""


class Unit:
    """A unit, or a match in one, while it is read."""

    def __init__(self, *, strict_ends: bool) -> None:
        """Begin a unit; ``strict_ends`` is for XLIFF 2.2, whose end codes take no attributes of modules."""
        self.pieces: dict[str, int] = {}
        """Lines of segments and ignorables, by id."""
        self.content: dict[Side, Content] = {"source": Content(), "target": Content()}
        self.notes: set[str] = set()
        self.reordered = False
        self.required: list[Inline] = []
        """The codes that the targets of their segments must have."""
        self._data: set[str] = set()
        self._referred: list[tuple[str, int]] = []
        self._strict_ends = strict_ends

    def piece(self, attributes: Attributes, line: int) -> None:
        """A segment or an ignorable begins."""
        key = attributes.get("id")
        if key is not None:
            if key in self.pieces or key in self.content["source"].known:
                raise Broken(f"the id {key!r} comes twice in the unit", line)
            self.pieces[key] = line

    def data(self, attributes: Attributes, line: int) -> None:
        """A piece of original data."""
        if attributes["id"] in self._data:
            raise Broken(f"two <data> of the unit have the id {attributes['id']!r}", line)
        self._data.add(attributes["id"])

    def inline(self, name: str, attributes: Attributes, line: int, side: Side) -> None:
        """A code or a marker."""
        content = self.content[side]
        content.count += 1
        item = Inline(name, attributes, line, content.count)
        if name in _STARTS and self._is_end(item):
            content.ends.append(item)
        else:
            self._remember(item, side)
        if name in CODES:
            self._code(item, content)

    def _is_end(self, item: Inline) -> bool:
        """Whether an ``ec`` or ``em`` names its start; an isolated ``ec`` has an id of its own instead."""
        if item.name == "em":
            return True
        isolated = item.attributes.get("isolated") == "yes"
        needed, other = ("id", "startRef") if isolated else ("startRef", "id")
        if needed not in item.attributes:
            kind = "an isolated" if isolated else "an"
            raise Broken(f"{kind} <ec> lacks the attribute {needed!r}", item.line)
        if other in item.attributes:
            kind = "an isolated" if isolated else "a paired"
            raise Broken(f"{kind} <ec> cannot have the attribute {other!r}", item.line)
        modules = [key for key in item.attributes if key.startswith((FS, SLR))]
        if modules and not isolated and self._strict_ends:
            shown = modules[0].rpartition("}")[2]
            raise Broken(f"a paired <ec> cannot have the attribute {shown!r}, its <sc> has it", item.line)
        return not isolated

    def _remember(self, item: Inline, side: Side) -> None:
        key = item.attributes["id"]
        if key in self.content[side].known or key in self.pieces:
            raise Broken(f"the id {key!r} comes twice in the unit", item.line)
        self.content[side].known[key] = item

    def _code(self, item: Inline, content: Content) -> None:
        attributes = item.attributes
        check_subtype(attributes, item.name, item.line)
        for key in _DATA:
            if key in attributes:
                if "copyOf" in attributes:
                    raise Broken(f"<{item.name}> cannot have both 'copyOf' and {key!r}", item.line)
                self._referred.append((attributes[key], item.line))
        reorder = item.says("canReorder")
        if reorder != "yes":
            for key in ("canCopy", "canDelete"):
                if item.says(key) != "no":
                    raise Broken(f"<{item.name}> with canReorder={reorder!r} must have {key}='no'", item.line)
            if reorder == "no" and content.last == "yes" and content is self.content["source"]:
                raise Broken(f"<{item.name}> with canReorder='no' follows no code with 'firstNo' or 'no'", item.line)
        content.last = reorder

    def finish(self) -> None:
        """Hold what refers against what it refers to.

        Raises:
            Broken: something is not there, or does not agree.
        """
        for key, line in self._referred:
            if key not in self._data:
                raise Broken(f"the unit has no <data> with the id {key!r}", line)
        for side in self.content:
            self._pairs(self.content[side])
            self._copies(side)
        self._agreement()
        for item in self.required:
            if item.attributes.get("id") not in self.content["target"].known:
                raise Broken(f"the target lacks <{item.name} id={item.attributes.get('id')!r}>, "
                             "which cannot be deleted", item.line)  # fmt: skip

    def _pairs(self, content: Content) -> None:
        """Starts and ends (XLIFF 2.1, 4.7.2.3), wherever in the unit they are."""
        ended: set[str] = set()
        for end in content.ends:
            key, wanted = end.attributes["startRef"], _STARTS[end.name]
            start = content.known.get(key)
            if start is None or start.name != wanted:
                raise Broken(f"<{end.name}> refers to {key!r}, but there is no <{wanted}> of that id", end.line)
            if start.at > end.at and not self.reordered:
                raise Broken(f"<{end.name}> comes before the <{wanted}> {key!r} that it ends", end.line)
            if start.attributes.get("isolated") == "yes":
                raise Broken(f"<{wanted}> {key!r} is isolated and ended all the same", start.line)
            for name in _SAME if end.name == "ec" else ():
                if start.says(name) != end.says(name):
                    raise Broken(f"{name!r} of <sc> {key!r} and its <ec> differ", end.line)
            if end.name == "ec" and (start.says("canReorder") == "yes") != (end.says("canReorder") == "yes"):
                raise Broken(f"'canReorder' of <sc> {key!r} and its <ec> differ", end.line)
            ended.add(key)
        for key, start in content.known.items():
            if start.name in {"sc", "sm"} and key not in ended and start.attributes.get("isolated") != "yes":
                ends = next(name for name, starts in _STARTS.items() if starts == start.name)
                raise Broken(f"<{start.name}> {key!r} has no <{ends}>", start.line)

    def _copies(self, side: Side) -> None:
        for item in self.content[side].known.values():
            key = item.attributes.get("copyOf")
            if key is None:
                continue
            base = self.content[side].known.get(key) or self.content["source"].known.get(key)
            if base is None or base.name not in CODES:
                raise Broken(f"<{item.name}> is the copy of {key!r}, which the unit has not", item.line)
            if base.says("canCopy") == "no":
                raise Broken(f"<{item.name}> is the copy of {key!r}, which cannot be copied", item.line)

    def _agreement(self) -> None:
        """What a code of the target may do is what its code in the source may do."""
        for key, item in self.content["target"].known.items():
            base = self.content["source"].known.get(key)
            if base is None or item.name not in CODES or base.name not in CODES:
                continue
            for name in ("canCopy", "canDelete", "canReorder"):
                if item.says(name) != base.says(name):
                    raise Broken(f"{name!r} of <{item.name}> {key!r} differs from that in the source", item.line)


def check_subtype(attributes: Attributes, name: str, line: int) -> None:
    """Hold a subtype against its type.

    Raises:
        Broken: the type is missing, or the two do not go together.
    """
    subtype = attributes.get("subType")
    if subtype is None:
        return
    if "type" not in attributes:
        raise Broken(f"<{name}> has 'subType' without 'type'", line)
    if subtype.startswith("xlf:") and name != "mtc:match" and _SUBTYPES.get(subtype) != attributes["type"]:
        raise Broken(f"the subtype {subtype!r} does not go with the type {attributes['type']!r}", line)
