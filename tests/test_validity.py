"""Validation of memories: valid files are read, and invalid files are refused with the line and the rule."""

from __future__ import annotations

import contextlib
import copy
import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import loc_align
from conftest import SHARED
from fixture_cases import FIXTURES
from loc_align import formats
from loc_align.errors import FormatError

_VALID = sorted((*FIXTURES.glob("xliff/valid/*"), *FIXTURES.glob("tmx/valid/*")))
_INVALID = sorted(
    path for folder in ("xliff", "tmx") for path in (FIXTURES / folder / "invalid").iterdir() if path.suffix != ".txt"
)


def _name(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


@pytest.mark.parametrize("path", _VALID, ids=_name)
def test_a_valid_file_is_read(path: Path) -> None:
    assert list(loc_align.read_units(path, strict=True))


@pytest.mark.parametrize("path", _INVALID, ids=_name)
def test_an_invalid_file_is_refused_with_line_and_rule(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The expected message is in a file next to the memory."""
    monkeypatch.chdir(path.parent)
    with pytest.raises(FormatError) as caught:
        list(loc_align.read_units(path.name, strict=True))
    assert str(caught.value) == path.with_suffix(".txt").read_text(encoding="utf-8").strip()


_SCHEMAS = {
    "12-": "xliff12/xliff-core-1.2-transitional.xsd",
    "2-": "xliff21/driver.xsd",
    "tmx": "tmx/tmx14.dtd",
}
_IGNORED = re.compile(
    r"example\.com\}|restype|size-unit|count-type|'unit'|(count|context)-group|uid|external-file|alt-trans|KR_at_|"
    r"crc|phase-name|'date'|(maxwidth|minwidth)|xml:lang|XML/1998/namespace\}lang|\{urn:oasis:[^}]*1\.2\}(target|mrk)"
)
"""The errors of the XLIFF 1.2 schema that the package ignores, as documented on the page about validity."""


@cache
def _schema(path: Path) -> Any:  # noqa: ANN401 - a schema or a DTD
    name = "tmx" if path.suffix == ".tmx" else path.name.partition("-")[0] + "-"
    place = SHARED / "schemas" / _SCHEMAS[name]
    if not place.exists():
        pytest.skip(f"no schema {place}")
    return etree.DTD(str(place)) if place.suffix == ".dtd" else etree.XMLSchema(etree.parse(place))


_OLD = ("1.0", "1.1", "1.4b", "2.2", "of-the-document", "utf-16", "space", "encoding")
"""The fixtures that the schemas do not know."""
_CURRENT = [path for path in _VALID if not any(word in path.stem for word in _OLD)]


def _change(root: etree._Element, data: st.DataObject) -> None:
    """Return a change of an XML document: remove, repeat, or move an element, or change a value."""
    elements = list(root.iter("*"))[1:]
    item, other = data.draw(st.sampled_from(elements)), data.draw(st.sampled_from(elements))
    change = data.draw(st.sampled_from(["remove", "double", "move", "drop", "set"]))
    parent = item.getparent()
    if change == "remove" and parent is not None:
        parent.remove(item)
    elif change == "double":
        item.addnext(copy.deepcopy(item))
    elif change == "move" and other not in item.iter():
        other.append(copy.deepcopy(item))
    elif item.attrib:
        name = data.draw(st.sampled_from(sorted(map(str, item.attrib))))
        if change == "drop":
            del item.attrib[name]
        else:
            item.set(name, data.draw(st.sampled_from(["", "x y", "zz", "1", "no", "-1"])))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_what_the_schema_refuses_is_refused(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_CURRENT))
    schema = _schema(path)
    root = etree.fromstring(path.read_bytes())
    _change(root, data)
    changed = etree.tostring(root)
    if schema.validate(etree.fromstring(changed)) or _IGNORED.search(str(schema.error_log)):
        return
    with pytest.raises(FormatError):
        list(formats.load(io.BytesIO(changed), path.name))


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([*_VALID, *_INVALID]))
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 4))] = data.draw(
            st.sampled_from([b"", b"<", b">", b'"', b"&", b"x", b"\xff"])
        )
    for load in (formats.load, formats.load_returned):
        with contextlib.suppress(FormatError):
            list(load(io.BytesIO(bytes(raw)), path.name))


@pytest.mark.parametrize("value", ["x-" * 5000 + "!\n ?", "9" * 5000, "text/" * 5000 + "\n"])
def test_no_value_takes_long(value: str) -> None:
    text = (FIXTURES / "xliff" / "valid" / "12-header.xlf").read_text(encoding="utf-8")
    data = text.replace('purpose="location match"', f'purpose="{value}"').replace("image/png", value)
    with contextlib.suppress(FormatError):
        list(formats.load(io.BytesIO(data.encode()), "a.xlf"))


def test_the_root_is_found_behind_a_long_comment() -> None:
    data = (FIXTURES / "xliff" / "valid" / "2-plain-2.0.xlf").read_bytes()
    comment = b'<!-- <xliff version="1.2"> ' + b"x" * 10_000 + b" -->\n<xliff"
    assert len(list(formats.load(io.BytesIO(data.replace(b"<xliff", comment, 1)), "a"))) == 1
