"""XLIFF 1.2 and 2.1: equal units after a round trip, valid files, and correct codes and states."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

import loc_align
from conftest import SHARED
from loc_align import formats
from loc_align.alignment.by_id import align
from loc_align.documents import parse
from loc_align.formats import FORMATS, WriteOptions
from loc_align.markdown import inline
from loc_align.model import Match, Provenance, Segment, Span, TranslationUnit
from units import UNITS, WHOLE_UNITS

_SCHEMAS = {
    "xliff": ("xliff12/xliff-core-1.2-strict.xsd", "xliff12/xliff-core-1.2-transitional.xsd"),
    "xliff2": ("xliff21/driver.xsd",),
}
_NAMES = tuple(_SCHEMAS)
_ORIGIN = UNITS[0].provenance


@cache
def _schema(name: str) -> etree.XMLSchema:
    path = SHARED / "schemas" / name
    if not path.exists():
        pytest.skip(f"no schema {path}")
    return etree.XMLSchema(etree.parse(path))


def _write(units: list[TranslationUnit] | tuple[TranslationUnit, ...], name: str) -> bytes:
    return b"".join(formats.dump(units, FORMATS[name], WriteOptions()))


def _read(data: bytes) -> list[TranslationUnit]:
    return list(formats.load(io.BytesIO(data), "x.xlf"))


def _validate(data: bytes, name: str) -> None:
    for schema in _SCHEMAS[name]:
        _schema(schema).assertValid(etree.fromstring(data))


def _unit(source: str, target: str | None, **fields: object) -> TranslationUnit:
    return TranslationUnit(
        "a-1",
        Segment(Span(0, len(source)), source),
        None if target is None else Segment(Span(0, len(target)), target),
        **{"provenance": Provenance("p.md", target_lang="de-DE"), **fields},  # type: ignore[arg-type]
    )


_UNITS = (
    *UNITS[:2],
    replace(
        UNITS[2],
        provenance=_ORIGIN,
        target=None,
        matches=(Match("fuzzy", 0.8471, "a `b`", "c `b`", "docs/x.md#1"), Match("exact", 1.0, "p", "q")),
    ),
    replace(UNITS[0], id="1a2b3-103", state="reviewed", bead="2-1", reasons=("anchor", "length")),
)
_SAME_LANGUAGES = st.lists(
    st.builds(
        lambda unit, origin, state: replace(unit, provenance=origin, state=state),
        WHOLE_UNITS,
        st.sampled_from([_ORIGIN, replace(_ORIGIN, path="", translation_type=None), replace(_ORIGIN, commit="\x01")]),
        st.sampled_from([None, "initial", "reviewed"]),
    ),
    max_size=4,
)


@pytest.mark.parametrize("name", _NAMES)
def test_units_come_back_equal(name: str) -> None:
    data = _write(_UNITS, name)
    assert _read(data) == list(_UNITS)
    _validate(data, name)


@pytest.mark.parametrize("name", _NAMES)
@settings(max_examples=200, deadline=None)
@given(units=_SAME_LANGUAGES)
def test_any_units_come_back_equal_from_valid_files(name: str, units: list[TranslationUnit]) -> None:
    data = _write(units, name)
    assert _read(data) == units
    _validate(data, name)


@pytest.mark.parametrize("name", _NAMES)
def test_every_published_file_is_valid_and_comes_back_equal(name: str, corpus: list[Path]) -> None:
    for path in corpus[::5]:
        bitext = align(parse(path.read_bytes(), path.name))
        data = _write(bitext.units, name)
        assert _read(data) == list(bitext.units)
        _validate(data, name)


@pytest.mark.parametrize("name", _NAMES)
def test_ids_that_xml_cannot_hold_stay_apart(name: str) -> None:
    units = [replace(_UNITS[0], id=key) for key in ("\x08", "\ufffd", "\x01", "a", "a")]
    data = _write(units, name)
    assert [unit.id for unit in _read(data)] == ["\x08", "\ufffd", "\x01", "a", "a"]
    _validate(data, name)


def test_other_tools_load_the_same_segments(corpus: list[Path]) -> None:
    units = [unit for path in corpus[::40] for unit in align(parse(path.read_bytes(), path.name)).units]
    loaded = xlifffile.parsestring(_write(units, "xliff")).units
    assert [(str(item.source), str(item.target)) for item in loaded] == [
        (unit.source.text, unit.target.text) for unit in units if unit.source and unit.target
    ]
    french = [unit for unit in units if unit.provenance.target_lang == units[0].provenance.target_lang]
    loaded = Xliff2File.parsestring(_write(french, "xliff2")).units
    assert [str(item.source) for item in loaded] == [
        "".join(part for part in inline.parse_segment(unit.source.text, unit.block) if isinstance(part, str))
        for unit in french
        if unit.source
    ]


_FIXTURES = Path(__file__).parent / "fixtures" / "xliff" / "valid"


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        ("12-segments", [("One.", "Eins."), ("Two.", "Zwei.")]),
        ("12-groups-and-binaries", [("Go.", "Los."), ("alt", "Alt")]),
        ("12-no-target", [("a", None)]),
        ("12-cdata-comments-instructions", [("a <b> & c", "d")]),
        ("12-inline", [("a  b <b>c</b> [d]<i>ef", "<b>C</b>")]),
        ("2-order", [("One.", "Eins."), ("Two.", "Zwei.")]),
        ("2-codes-across-segments", [("a", "A"), ("b", "B")]),
        ("2-codes", [("<b>a\x01\ufffeb", "\x01<b>a"), ("c", None)]),
        ("2-cdata-comments-instructions", [("a <b> & c d", "A")]),
        ("2-prefixed", [("Go.", "Los.")]),
        ("2-utf-16", [("Grün", "grün")]),
    ],
)
def test_files_of_other_tools(name: str, pairs: list[tuple[str, str | None]]) -> None:
    found = loc_align.read_units(_FIXTURES / f"{name}.xlf")
    assert [(unit.source and unit.source.text, unit.target and unit.target.text) for unit in found] == pairs
