"""The rules for the content of an XLIFF 2 unit: IDs, codes, annotations, and the original data that they refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
"""The subtypes that the specification defines (XLIFF 2.1, 4.3.1.34), and their types."""
_SAME = ("canCopy", "canDelete", "canOverlap")
_DEFAULTS = {"pc": {"canOverlap": "no"}}
_STARTS = {"ec": "sc", "em": "sm"}


class Inline(NamedTuple):
    """A code or a marker."""

    name: str
    attributes: Attributes
    line: int
    at: int
    """The position among the codes and markers of its side, from 1."""

    def says(self, key: str) -> str:
        """Return the value of an attribute, or its default."""
        return self.attributes.get(key) or _DEFAULTS.get(self.name, {}).get(key, "yes")


@dataclass(slots=True)
class Content:
    """One side of a unit."""

    known: dict[str, Inline] = field(default_factory=dict)
    """The codes and markers, by ID."""
    ends: list[Inline] = field(default_factory=list)
    """The end codes and end markers that refer to their start."""
    count: int = 0
    last: str = "yes"
    """The value of ``canReorder`` of the last code."""
    order: list[tuple[str, str]] = field(default_factory=list)
    """The ID of each code, and the value of its ``canReorder``."""

    @property
    def sequences(self) -> Iterator[tuple[str, ...]]:
        """Yield the IDs of codes that follow each other and must not be reordered."""
        run: list[str] = []
        for key, reorder in [*self.order, ("", "yes")]:
            if reorder != "no" and len(run) > 1:
                yield tuple(run)
            if reorder != "no":
                run = []
            if reorder != "yes":
                run.append(key)


class Unit:
    """Validates a unit, or a match in a unit."""

    def __init__(self, *, strict_ends: bool) -> None:
        """Start a unit.

        Args:
            strict_ends: whether end codes must not have attributes of modules, as in XLIFF 2.2.
        """
        self.pieces: dict[str, int] = {}
        """The lines of segments and ignorables, by ID."""
        self.content: dict[Side, Content] = {"source": Content(), "target": Content()}
        self.notes: set[str] = set()
        self.reordered = False
        self.required: list[Inline] = []
        """The codes that the targets of their segments must contain."""
        self._data: set[str] = set()
        self._referred: list[tuple[str, int]] = []
        self._strict_ends = strict_ends

    def piece(self, attributes: Attributes, line: int) -> None:
        """Handle the start of a segment or an ignorable."""
        key = attributes.get("id")
        if key is not None:
            if key in self.pieces or key in self.content["source"].known:
                raise Broken(f"the ID {key!r} is used twice in the unit", line)
            self.pieces[key] = line

    def data(self, attributes: Attributes, line: int) -> None:
        """Handle a piece of original data."""
        if attributes["id"] in self._data:
            raise Broken(f"two <data> in the unit have the ID {attributes['id']!r}", line)
        self._data.add(attributes["id"])

    def inline(self, name: str, attributes: Attributes, line: int, side: Side) -> None:
        """Handle a code or a marker."""
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
        """Return whether an ``ec`` or ``em`` refers to its start. An isolated ``ec`` has an ID instead."""
        if item.name == "em":
            return True
        isolated = item.attributes.get("isolated") == "yes"
        needed, other = ("id", "startRef") if isolated else ("startRef", "id")
        if needed not in item.attributes:
            kind = "an isolated" if isolated else "a paired"
            raise Broken(f"{kind} <ec> must have the attribute {needed!r}", item.line)
        if other in item.attributes:
            kind = "an isolated" if isolated else "a paired"
            raise Broken(f"{kind} <ec> must not have the attribute {other!r}", item.line)
        if "dir" in item.attributes and not isolated:
            raise Broken("a paired <ec> must not have the attribute 'dir'; put it on its <sc>", item.line)
        modules = [key for key in item.attributes if key.startswith((FS, SLR))]
        if modules and not isolated and self._strict_ends:
            shown = modules[0].rpartition("}")[2]
            raise Broken(f"a paired <ec> must not have the attribute {shown!r}; put it on its <sc>", item.line)
        return not isolated

    def _remember(self, item: Inline, side: Side) -> None:
        key = item.attributes["id"]
        if key in self.content[side].known or key in self.pieces:
            raise Broken(f"the ID {key!r} is used twice in the unit", item.line)
        self.content[side].known[key] = item

    def _code(self, item: Inline, content: Content) -> None:
        attributes = item.attributes
        check_subtype(attributes, item.name, item.line)
        for key in _DATA:
            if key in attributes:
                if "copyOf" in attributes:
                    raise Broken(f"<{item.name}> must not have both 'copyOf' and {key!r}", item.line)
                self._referred.append((attributes[key], item.line))
        reorder = item.says("canReorder")
        if reorder != "yes":
            for key in ("canCopy", "canDelete"):
                if item.says(key) != "no":
                    raise Broken(f"<{item.name}> with canReorder={reorder!r} must have {key}='no'", item.line)
            if reorder == "no" and content.last == "yes" and content is self.content["source"]:
                raise Broken(f"<{item.name}> with canReorder='no' must follow a code with 'firstNo' or 'no'", item.line)
        content.last = reorder
        content.order.append((attributes.get("id", ""), reorder))

    def finish(self) -> None:
        """Check the references at the end of the unit.

        Raises:
            Broken: a reference has no target, or does not agree with it.
        """
        for key, line in self._referred:
            if key not in self._data:
                raise Broken(f"a code refers to the data {key!r}, which the unit does not contain", line)
        for side in self.content:
            self._pairs(self.content[side])
            self._copies(side)
        self._agreement()
        self._order()
        for item in self.required:
            if item.attributes.get("id") not in self.content["target"].known:
                shown = f"<{item.name} id={item.attributes.get('id')!r}>"
                raise Broken(f"the target must contain {shown}, which cannot be deleted", item.line)

    def _pairs(self, content: Content) -> None:
        """Check pairs of start and end codes (XLIFF 2.1, 4.7.2.3), also across segments."""
        ended: set[str] = set()
        for end in content.ends:
            key = end.attributes["startRef"]
            self._pair(content.known.get(key), end)
            if key in ended:
                raise Broken(f"<{_STARTS[end.name]}> {key!r} must not have more than one <{end.name}>", end.line)
            ended.add(key)
        for key, start in content.known.items():
            if start.name in {"sc", "sm"} and key not in ended and start.attributes.get("isolated") != "yes":
                ends = next(name for name, starts in _STARTS.items() if starts == start.name)
                raise Broken(f"<{start.name}> {key!r} must have an <{ends}>", start.line)

    def _pair(self, start: Inline | None, end: Inline) -> None:
        """Check that an end fits its start."""
        key, wanted = end.attributes["startRef"], _STARTS[end.name]
        if start is None or start.name != wanted:
            raise Broken(f"<{end.name}> refers to {key!r}, but no <{wanted}> has that id", end.line)
        if start.at > end.at and not self.reordered:
            raise Broken(f"<{end.name}> must follow <{wanted}> {key!r}, which it ends", end.line)
        if start.attributes.get("isolated") == "yes":
            raise Broken(f"<{wanted}> {key!r} is isolated, so it must not have an end", start.line)
        for name in _SAME if end.name == "ec" else ():
            if start.says(name) != end.says(name):
                raise Broken(f"{name!r} of <sc> {key!r} and its <ec> must be equal", end.line)
        if end.name == "ec" and (start.says("canReorder") == "yes") != (end.says("canReorder") == "yes"):
            raise Broken(f"'canReorder' of <sc> {key!r} and its <ec> must agree", end.line)

    def _copies(self, side: Side) -> None:
        for item in self.content[side].known.values():
            key = item.attributes.get("copyOf")
            if key is None:
                continue
            base = self.content[side].known.get(key) or self.content["source"].known.get(key)
            if base is None or base.name not in CODES:
                raise Broken(f"<{item.name}> is a copy of {key!r}, which the unit does not contain", item.line)
            if base.says("canCopy") == "no":
                raise Broken(f"<{item.name}> is a copy of {key!r}, which cannot be copied", item.line)

    def _agreement(self) -> None:
        """Check that a code has the same editing hints in the target as in the source."""
        for key, item in self.content["target"].known.items():
            base = self.content["source"].known.get(key)
            if base is None or item.name not in CODES or base.name not in CODES:
                continue
            for name in ("canCopy", "canDelete", "canReorder"):
                if item.says(name) != base.says(name):
                    raise Broken(f"{name!r} of <{item.name}> {key!r} must be the same as in the source", item.line)

    def _order(self) -> None:
        """Check that the target keeps the sequences that must not be reordered (XLIFF 2.1, 4.7.2.2)."""
        source, target = ({*content.sequences} for content in (self.content["source"], self.content["target"]))
        present = {key for key, _ in self.content["target"].order}
        for codes in source - target:
            if present.issuperset(codes):
                line = self.content["target"].known[codes[0]].line
                shown = ", ".join(map(repr, codes))
                raise Broken(f"the codes {shown} must stay together and in this order in the target", line)


def check_subtype(attributes: Attributes, name: str, line: int) -> None:
    """Check that a subtype matches its type.

    Raises:
        Broken: the type is missing, or the subtype belongs to another type.
    """
    subtype = attributes.get("subType")
    if subtype is None:
        return
    if "type" not in attributes:
        raise Broken(f"<{name}> with 'subType' must have 'type'", line)
    if subtype.startswith("xlf:") and name != "mtc:match" and _SUBTYPES.get(subtype) != attributes["type"]:
        raise Broken(f"the subtype {subtype!r} does not belong to the type {attributes['type']!r}", line)
