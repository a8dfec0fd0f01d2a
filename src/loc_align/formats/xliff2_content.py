"""Reads the content of XLIFF 2 segments as text and inline codes (XLIFF 2.1, 4.2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from loc_align.formats.returned import CodeRef, Content


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def original_data(parent: Element) -> dict[str, str]:
    """Return the original data of a unit or a match, by ID."""
    return {
        data.get("id", ""): "".join(part for part in _pieces(data, {}) if isinstance(part, str))
        for group in parent
        if local(group) == "originalData"
        for data in group
        if local(data) == "data"
    }


def content(elements: Iterable[Element], data: Mapping[str, str]) -> Content:
    """Return the joined content of the sources, or of the targets, of a unit."""
    parts: list[str | CodeRef] = []
    for element in elements:
        for part in _pieces(element, data):
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part != "":
                parts.append(part)
    return tuple(parts)


def _pieces(element: Element, data: Mapping[str, str]) -> Iterator[str | CodeRef]:
    yield element.text or ""
    for child in element:
        yield from _inline(child, data)
        yield child.tail or ""


def _inline(element: Element, data: Mapping[str, str]) -> Iterator[str | CodeRef]:
    tag, key = local(element), element.get("id", "")
    if tag == "cp":
        yield _character(element.get("hex", ""))
    elif tag == "pc":
        yield CodeRef("open", key, _native(element, "dataRefStart", "equivStart", data))
        yield from _pieces(element, data)
        yield CodeRef("close", key, _native(element, "dataRefEnd", "equivEnd", data))
    elif tag in {"ph", "sc", "ec"}:
        yield _code(element, tag, key, _native(element, "dataRef", "equiv", data))
    else:  # a mark, or an element of another vocabulary around text
        yield from _pieces(element, data)


def _code(element: Element, tag: str, key: str, native: str | None) -> CodeRef:
    if tag == "ph" or element.get("isolated") == "yes":
        return CodeRef("standalone", key, native)
    return CodeRef("open", key, native) if tag == "sc" else CodeRef("close", element.get("startRef") or key, native)


def _native(element: Element, reference: str, equivalent: str, data: Mapping[str, str]) -> str | None:
    key = element.get(reference)
    return data.get(key) if key is not None else element.get(equivalent)


def _character(value: str) -> str:
    try:
        return chr(int(value, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
