"""Simulates a translator: exports a document as XLIFF, edits the XML, and reads it back."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable

from lxml import etree

from loc_align import formats
from loc_align.formats import FORMATS, Returned, WriteOptions, document_options, load_returned
from loc_align.model import Bitext

NAMES = ("xliff", "xliff2")
_MARKUP = {"ph", "bpt", "ept", "it"}
"""The elements whose content is native markup, which translators leave alone."""


def exported(bitext: Bitext, name: str) -> bytes:
    """Return a document as exported for a translator."""
    form = FORMATS[name]
    options = document_options(bitext, WriteOptions(source_lang=bitext.source_lang), "page.md")
    return b"".join(formats.assembled([form.body(bitext.units, options)], form, options))


def back(data: bytes) -> list[Returned]:
    """Return what a merge reads from an XLIFF file."""
    return list(load_returned(io.BytesIO(data), "page.xlf"))


def translated(data: bytes, change: Callable[[str], str], *, wanted: str | None = None) -> bytes:
    """Return the file with each target replaced by its changed source, or only the target of the unit ``wanted``."""
    root = etree.fromstring(data)
    for source in list(root.iter("{*}source")):
        unit = next(item for item in source.iterancestors() if etree.QName(item).localname in {"unit", "trans-unit"})
        if wanted is not None and unit.get("id") != wanted:
            continue
        _drop_target(source)
        target = copy.deepcopy(source)
        target.tag, target.tail = source.tag.replace("source", "target"), None
        _change(target, change)
        source.addnext(target)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _drop_target(source: etree._Element) -> None:
    following = source.getnext()
    if following is not None and etree.QName(following).localname == "target":
        following.getparent().remove(following)  # type: ignore[union-attr]


def _change(element: etree._Element, change: Callable[[str], str]) -> None:
    if etree.QName(element).localname not in _MARKUP and element.text:
        element.text = change(element.text)
    for child in element:
        _change(child, change)
        if child.tail:
            child.tail = change(child.tail)


def with_target(data: bytes, unit: str, inner: str) -> bytes:
    """Return the file with another target for one unit. ``inner`` is the XML of the target."""
    root = etree.fromstring(data)
    for element in root.iter("{*}unit", "{*}trans-unit"):
        if element.get("id") == unit:
            source = next(element.iter("{*}source"))
            _drop_target(source)
            space = etree.QName(source).namespace
            source.addnext(etree.fromstring(f'<target xmlns="{space}">{inner}</target>'))
    return bytes(etree.tostring(root, encoding="utf-8"))
