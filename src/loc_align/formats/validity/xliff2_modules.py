"""The rules of the XLIFF 2 modules that a schema cannot express."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loc_align.formats.validity.fragments import checked
from loc_align.formats.validity.walk import Frame
from loc_align.formats.validity.xliff2_table import FS, MODULE_ATTRIBUTES, SLR
from loc_align.formats.validity.xliff2_unit import Attributes, Unit, check_subtype
from loc_align.text.xml_stream import Broken

ENDS = frozenset(("file", "group", "unit", "gls:glossEntry", "res:source", "res:target"))
"""The elements with rules that apply at their end."""

_IN_UNIT = frozenset(("", "t"))
"""The prefixes of references to a segment, a code, or an annotation of the unit (XLIFF 2.1, 3.1.3)."""
_RULES = ("isPresent", "isNotPresent", "startsWith", "endsWith")
_SIZES = re.compile(r"\*|\d+|\d+,(\d+|\*)")
_COUNT = re.compile(r"\d+")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def check_attributes(name: str, attributes: Attributes, line: int) -> None:
    """Check the attributes that modules add to an element of the core.

    Raises:
        Broken: the attribute is unknown, or its value is invalid.
    """
    for key in attributes:
        if not key.startswith((FS, SLR)):
            continue
        shown = key.rpartition("}")[2]
        if key not in MODULE_ATTRIBUTES:
            raise Broken(f"<{name}> must not have the attribute {shown!r}, which its module does not define", line)
        value = MODULE_ATTRIBUTES[key]
        if value is not None and not value.allows(attributes[key]):
            raise Broken(f"{shown!r} of <{name}> must not be {attributes[key][:40]!r}", line)
    if f"{FS}subFs" in attributes and f"{FS}fs" not in attributes:
        raise Broken(f"<{name}> with 'subFs' must have 'fs'", line)
    if f"{SLR}sizeInfo" in attributes and f"{SLR}sizeInfoRef" in attributes:
        raise Broken(f"<{name}> must not have both 'sizeInfo' and 'sizeInfoRef'", line)


class Modules:
    """Validates the elements of modules in a document."""

    def __init__(self) -> None:
        """Start a document."""
        self.new_file()
        self._ids: dict[str, set[str]] = {}
        self._terms: set[str] = set()
        self._matches: list[tuple[str, str, int]] = []
        self._revisions: list[tuple[Attributes, list[tuple[str, int]], int]] = []

    def new_file(self) -> None:
        """Start a file."""
        self._resources: set[str] = set()
        self._resource_references: dict[str, int] = {}
        self._profiles: Attributes = {}

    def entered(self, name: str, attributes: Attributes, line: int, source_lang: str) -> None:
        """Handle the start of an element of a module.

        Raises:
            Broken: the element breaks a rule of its module.
        """
        if name in {"mtc:matches", "gls:glossary", "mda:metadata", "res:resourceData"}:
            self._ids[name[:4]] = set()
        if "id" in attributes and name != "res:resourceItem":
            self._unique(name[:4], attributes["id"], line)
        if name == "mtc:match":
            self._match(attributes, line)
        elif name in {"gls:glossEntry", "gls:translation"}:
            self._glossary(name, attributes, line)
        elif name.startswith("res:"):
            self._resource(name, attributes, line, source_lang)
        elif name == "val:rule":
            _check_rule(attributes, line)
        elif name == "slr:profiles":
            self._profiles = attributes
        elif name == "ctr:revisions":
            self._revisions.append((attributes, [], line))
        elif name == "ctr:item":
            self._revisions[-1][1].append((attributes["property"], line))

    def _unique(self, module: str, key: str, line: int) -> None:
        seen = self._ids.setdefault(module, set())
        if key in seen:
            raise Broken(f"two elements of the module {module[:3]!r} have the ID {key!r}", line)
        seen.add(key)

    def _match(self, attributes: Attributes, line: int) -> None:
        check_subtype(attributes, "mtc:match", line)
        if not attributes["ref"].startswith("#"):
            raise Broken(f"'ref' of <mtc:match> must start with '#', not {attributes['ref']!r}", line)
        found = checked(attributes["ref"], line)
        self._matches.append(("mtc:match", found[-1][1], line))

    def _glossary(self, name: str, attributes: Attributes, line: int) -> None:
        found = checked(attributes.get("ref", ""), line)
        if found and found[-1][0] in _IN_UNIT:
            self._matches.append((name, found[-1][1], line))

    def _resource(self, name: str, attributes: Attributes, line: int, source_lang: str) -> None:
        if name == "res:resourceItem" and "id" in attributes:
            if attributes["id"] in self._resources:
                raise Broken(f"two <res:resourceItem> have the ID {attributes['id']!r}", line)
            self._resources.add(attributes["id"])
        elif name == "res:resourceItemRef":
            self._resource_references.setdefault(attributes["ref"], line)
        elif name == "res:source" and attributes.get(_XML_LANG, source_lang).lower() != source_lang.lower():
            raise Broken(f"'xml:lang' of <res:source> must be 'srcLang' of <xliff>, {source_lang!r}", line)

    def sizes(self, name: str, attributes: Attributes, line: int) -> None:
        """Check sizes, if the file uses one of the standard profiles (XLIFF 2.1, 5.7).

        Raises:
            Broken: a size is not a number, or a restriction is not a range.
        """
        for profile, sized, restriction in (
            ("generalProfile", "sizeInfo", "sizeRestriction"),
            ("storageProfile", "equivStorage", "storageRestriction"),
        ):
            if not self._profiles.get(profile, "").startswith("xliff:"):
                continue
            for key, pattern, wanted in (
                (sized, _COUNT, "a whole number"),
                (restriction, _SIZES, "a range such as '5', '2,5' or '*'"),
            ):
                value = attributes.get(f"{SLR}{key}")
                if value is not None and not pattern.fullmatch(value.strip()):
                    raise Broken(f"{key!r} of <{name}> must be {wanted}, not {value[:40]!r}", line)

    def left(self, frame: Frame, notes: Mapping[str, Attributes], units: Sequence[Unit]) -> None:
        """Handle the end of an element of a module or of the core.

        Raises:
            Broken: required content is missing, or a reference has no target.
        """
        if frame.name == "gls:glossEntry" and frame.slot == 0:
            raise Broken("<gls:glossEntry> must contain <gls:translation> or <gls:definition>", frame.line)
        if frame.name in {"res:source", "res:target"} and ("href" in frame.attributes) == frame.filled:
            raise Broken(f"<{frame.name}> must have either 'href' or content", frame.line)
        if frame.name == "unit":
            self._end_matches(units[0])
        if frame.name in {"file", "group", "unit"}:
            self._end_revisions(notes)
        if frame.name == "file":
            for key, line in self._resource_references.items():
                if key not in self._resources:
                    raise Broken(f"the resource item {key!r} does not exist in the file", line)

    def _end_matches(self, unit: Unit) -> None:
        known = {*unit.pieces, *unit.content["source"].known, *unit.content["target"].known}
        matches, self._matches = self._matches, []
        for name, key, line in matches:
            if key not in known:
                raise Broken(f"<{name}> refers to the ID {key!r}, which does not exist in the unit", line)

    def _end_revisions(self, notes: Mapping[str, Attributes]) -> None:
        revisions, self._revisions = self._revisions, []
        for attributes, items, line in revisions:
            key = attributes.get("ref")
            if attributes["appliesTo"] != "note" or (key is None and len(notes) < 2):  # noqa: PLR2004 - unambiguous
                continue
            if key is None:
                raise Broken("<ctr:revisions> must have 'ref', because there is more than one note", line)
            if key not in notes:
                raise Broken(f"<ctr:revisions> refers to the note {key!r}, which does not exist", line)
            for name, at in items:
                if name != "content" and name not in notes[key]:
                    raise Broken(
                        f"<ctr:item> refers to the attribute {name!r}, which the note {key!r} does not have", at
                    )


def _check_rule(attributes: Attributes, line: int) -> None:
    """Check that an element has one rule (XLIFF 2.1, 5.8.4.2); a custom rule is an attribute of another namespace."""
    said = [name for name in _RULES if name in attributes]
    own = any(key.startswith("{") for key in attributes)
    if len(said) > 1 or (said and own) or not (said or own):
        raise Broken(f"<val:rule> must have exactly one of {', '.join(_RULES)}, or a custom rule", line)
    if attributes.get("existsInSource") == "yes" and said == ["isNotPresent"]:
        raise Broken("<val:rule> with 'existsInSource' must not have 'isNotPresent'", line)
    if "occurs" in attributes and said != ["isPresent"]:
        raise Broken("<val:rule> with 'occurs' must have 'isPresent'", line)
