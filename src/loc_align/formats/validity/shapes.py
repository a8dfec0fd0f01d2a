"""Tables of rules for an XML format: what each element may hold.

A table has a line for each element, its parts separated by ``|``: the name; the attributes, ``!`` after one that must
be there, ``=`` before the word for its value; the content in its order, ``?``, ``*``, ``+`` after what may be missing
or repeat, ``( )`` around alternatives.

=============  ==============================================================================
``@any``       attributes of other namespaces are allowed
``@module``    attributes of the modules of XLIFF are allowed
``@open``      any attribute is allowed
``#text``      text is allowed
``#foreign``   an element of another namespace
``#anywhere``  elements of other namespaces are allowed between any two others
=============  ==============================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from loc_align.formats.validity.values import Value

FOREIGN = "#foreign"
"""What stands in a table for an element of another namespace."""

XML = "{http://www.w3.org/XML/1998/namespace}"
_MANY = 1 << 60
_SLOT = re.compile(r"(?:\(([^()]*)\)|([^\s()?*+]+))([?*+]?)")
_BOUNDS = {"": (1, 1), "?": (0, 1), "*": (0, _MANY), "+": (1, _MANY)}


class Slot(Struct, frozen=True):
    """A place in the content of an element."""

    names: frozenset[str]
    least: int
    most: int
    shown: str


class Shape(Struct, frozen=True):
    """What an element may hold."""

    attributes: frozenset[str]
    values: tuple[tuple[str, Value], ...]
    """The attributes whose values are looked at."""
    required: tuple[str, ...]
    attributes_of: str
    """``any``, ``module``, ``open``, or nothing."""
    slots: tuple[Slot, ...]
    needs: bool
    """Whether there is something that it must hold."""
    text: bool
    anywhere: bool
    shown: str
    """The content as the table has it, for messages."""


Grammar = Mapping[str, Shape]
"""The shapes of a format's elements, by name."""


def grammar(table: str, values: Mapping[str, Value]) -> Grammar:
    """Read a table of rules.

    Args:
        table: the table.
        values: the words for values that it uses.
    """
    shapes = {}
    for line in filter(None, map(str.strip, table.replace("\\\n", "").split("\n"))):
        name, attributes, content = (part.strip() for part in line.split("|"))
        shapes[name] = _shape(attributes.split(), content, values)
    return MappingProxyType(shapes)


def _shape(words: list[str], content: str, values: Mapping[str, Value]) -> Shape:
    known: dict[str, str] = {}
    required = []
    for word in words:
        if word.startswith("@"):
            continue
        name, _, kind = word.partition("=")
        if name.endswith("!"):
            name = name[:-1]
            required.append(name)
        known |= dict.fromkeys({name, _qualified(name)}, kind)
    tokens = [(found[1] or found[2], found[3]) for found in _SLOT.finditer(content)]
    slots = tuple(
        Slot(frozenset(names.split()), *_BOUNDS[bound], " or ".join(f"<{name}>" for name in names.split()))
        for names, bound in tokens
        if names not in {"#text", "#anywhere"}
    )
    flags = {names for names, _ in tokens}
    return Shape(
        frozenset(known),
        tuple((name, values[kind]) for name, kind in known.items() if kind),
        tuple(required),
        next((word[1:] for word in words if word.startswith("@")), ""),
        slots,
        any(slot.least for slot in slots),
        "#text" in flags,
        "#anywhere" in flags,
        re.sub(r"#(?:text|anywhere)\S*", "", content.replace("#foreign", "other-namespaces")).strip(),
    )


def _qualified(name: str) -> str:
    """A name as a reader of namespaces has it; a reader without them has it as it is."""
    return f"{XML}{name[4:]}" if name.startswith("xml:") else name
