"""Tables of rules for an XML format: the attributes and the content of each element.

A table has a line for each element, with three parts separated by ``|``:

1. the name;
2. the attributes, with ``!`` after a required one, and ``=`` before the type of its value;
3. the content, in order, with ``?``, ``*``, ``+`` for optional and repeated elements, and ``( )`` around alternatives.

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
"""Stands for an element of another namespace in a table."""

XML = "{http://www.w3.org/XML/1998/namespace}"
_MANY = 1 << 60
_SLOT = re.compile(r"(?:\(([^()]*)\)|([^\s()?*+]+))([?*+]?)")
_BOUNDS = {"": (1, 1), "?": (0, 1), "*": (0, _MANY), "+": (1, _MANY)}


class Slot(Struct, frozen=True):
    """A position in the content of an element, and the elements that it can contain."""

    names: frozenset[str]
    least: int
    most: int
    shown: str


class Shape(Struct, frozen=True):
    """The attributes and the content that an element can have."""

    attributes: frozenset[str]
    values: tuple[tuple[str, Value], ...]
    """The attributes whose values are validated."""
    required: tuple[str, ...]
    attributes_of: str
    """``any``, ``module``, ``open``, or ``""``."""
    slots: tuple[Slot, ...]
    needs: bool
    """Whether it has required content."""
    text: bool
    """Whether it can contain text."""
    anywhere: bool
    """Whether it can contain elements of other namespaces anywhere."""
    shown: str
    """The content in the notation of the table, for messages."""


Grammar = Mapping[str, Shape]
"""The shapes of a format's elements, by name."""


def grammar(table: str, values: Mapping[str, Value]) -> Grammar:
    """Parse a table of rules.

    Args:
        table: the table.
        values: the value types that it uses, by name.
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
    """Return the name that a namespace-aware reader uses."""
    return f"{XML}{name[4:]}" if name.startswith("xml:") else name
