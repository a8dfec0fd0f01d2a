"""Every format: units that are written and read again are equal, and invalid input gives a one-line message."""

from __future__ import annotations

import contextlib
import io
import json
import re
from importlib.metadata import version
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import loc_align
from fixture_cases import FIXTURES
from loc_align import formats
from loc_align.errors import FormatError, UsageError
from loc_align.formats import FORMATS, WriteOptions
from loc_align.model import Match, Provenance, Segment, Span, TranslationUnit
from units import UNITS, WHOLE_UNITS

_OPTIONS = WriteOptions()
_MEMORIES = ("tmx", "json", "jsonl", "csv", "tsv")
"""The formats for any units in any order. For XLIFF, see ``test_xliff``."""
_SCHEMA = Path(loc_align.__file__).parent / "formats" / "schema" / "units-1.schema.json"


def _write(units: list[TranslationUnit] | tuple[TranslationUnit, ...], name: str) -> bytes:
    return b"".join(formats.dump(units, FORMATS[name], _OPTIONS))


def _read(data: bytes, name: str = "memory") -> list[TranslationUnit]:
    return list(formats.load(io.BytesIO(data), name))


@pytest.mark.parametrize("name", _MEMORIES)
def test_written_form(name: str) -> None:
    """Other tools depend on the form of the files in ``fixtures/formats``."""
    expected = (FIXTURES / "formats" / f"units.{name}").read_bytes()
    own = f'creationtoolversion="{version("loc-align")}"'.encode()
    assert _write(UNITS, name) == expected.replace(b'creationtoolversion="0"', own)


@pytest.mark.parametrize("name", _MEMORIES)
def test_units_come_back_equal(name: str) -> None:
    assert _read(_write(UNITS, name)) == list(UNITS)


@pytest.mark.parametrize("name", _MEMORIES)
def test_an_empty_memory(name: str) -> None:
    assert list(formats.load(io.BytesIO(_write([], name)), f"x.{name}")) == []


@pytest.mark.parametrize("name", _MEMORIES)
@settings(max_examples=150, deadline=None)
@given(units=st.lists(WHOLE_UNITS, max_size=4))
def test_any_units_come_back_equal(name: str, units: list[TranslationUnit]) -> None:
    data = _write(units, name)
    assert list(formats.load(io.BytesIO(data), "x", FORMATS[name])) == units
    form = FORMATS[name]
    bodies = [body for unit in units if (body := form.body([unit], _OPTIONS))]
    assert form.head(_OPTIONS) + form.separator.join(bodies) + form.tail == data


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_missing_side_is_null(name: str) -> None:
    unit = TranslationUnit("a", Segment(Span(0, 1), "x"), None)
    assert _read(_write([unit], name), f"x.{name}") == [unit]


def test_a_missing_side_has_no_place_in_tmx() -> None:
    assert _read(_write([TranslationUnit("a", Segment(Span(0, 1), "x"), None), UNITS[0]], "tmx")) == [UNITS[0]]


def test_json_keeps_to_its_schema() -> None:
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    units = [replace(UNITS[0], matches=MATCHES), *UNITS[1:]]
    envelope = json.loads(_write(units, "json"))
    validator.validate(envelope)
    assert list(schema["$defs"]["UnitRow"]["properties"]) == list(envelope["units"][0])
    lines = [json.loads(line) for line in _write(units, "jsonl").splitlines()]
    assert lines == envelope["units"]


MATCHES = (
    Match("in-context", 1.0, "Go", "Los", "docs/a.md#1"),
    Match("fuzzy", 0.8571, 'Go "on"', "Weiter\n"),
)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_matches_round_trip(name: str) -> None:
    units = [replace(unit, matches=MATCHES[number:]) for number, unit in enumerate(UNITS)]
    assert _read(_write(units, name), f"x.{name}") == units


@pytest.mark.parametrize("extra", [{}, {"path": None, "line": None, "bead": "", "section": None, "target_lang": ""}])
def test_null_counts_as_a_missing_key(extra: dict[str, object]) -> None:
    unit = TranslationUnit("1", Segment(Span(0, 1), "a"), None)
    assert _read(json.dumps({"id": "1", "source": "a", **extra}).encode(), "x.jsonl") == [unit]


def test_lone_surrogates_do_not_stop_a_writer() -> None:
    for name in _MEMORIES:
        data = _write([TranslationUnit("a", Segment(Span(0, 2), "\ud800x"), Segment(Span(0, 1), "y"))], name)
        assert data.decode("utf-8")


def test_a_line_by_hand() -> None:
    assert _read(b'\xef\xbb\xbf{"id": "1", "source": "a", "target": "b", "own": [1]}\n\n', "x.jsonl") == [
        TranslationUnit("1", Segment(Span(0, 1), "a"), Segment(Span(0, 1), "b"), Provenance())
    ]


_UNIT = {"id": "1", "source": "a", "target": "b"}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "the line is not JSON: Expecting property name enclosed in double quotes at column 2"),
        ("[1]", "a unit must be an object, not [1]"),
        ("null", "a unit must be an object, not null"),
        (json.dumps({"source": "a"}), "'id' is missing; it must be a string"),
        (json.dumps({"id": None}), "'id' must be a string, not null"),
        (json.dumps({**_UNIT, "source": 1}), "'source' must be a string or null, not 1"),
        (json.dumps({**_UNIT, "line": 0}), "'line' must be a positive integer, not 0"),
        (json.dumps({**_UNIT, "line": True}), "'line' must be a positive integer, not true"),
        (json.dumps({**_UNIT, "score": 2}), "'score' must be a number from 0 to 1, not 2"),
        (json.dumps({**_UNIT, "score": "1"}), "'score' must be a number from 0 to 1, not \"1\""),
        (json.dumps({**_UNIT, "origin": "luck"}), "'origin' must be one of content, id, not \"luck\""),
        (json.dumps({**_UNIT, "section": "a"}), "'section' must be an array of strings, not \"a\""),
        (json.dumps({**_UNIT, "defects": [1]}), "'defects' must be an array of strings, not [1]"),
        (json.dumps({**_UNIT, "handoff": "5/17/24"}), "'handoff' must be a date such as 2019-12-05, not \"5/17/24\""),
        (json.dumps({**_UNIT, "target_span": [1]}), "'target_span' must be an array of two integers from 0, not [1]"),
        (json.dumps({**_UNIT, "matches": 1}), "'matches' must be an array of objects, not 1"),
        (json.dumps({**_UNIT, "matches": [{"source": "a"}]}), "in 'matches': 'target' is missing; it must be a string"),
        (
            json.dumps({**_UNIT, "matches": [{**_UNIT, "kind": "x"}]}),
            "in 'matches': 'kind' must be one of exact, fuzzy, in-context, not \"x\"",
        ),
    ],
)
def test_a_wrong_line_is_refused(line: str, problem: str) -> None:
    with pytest.raises(FormatError) as caught:
        _read(f"{json.dumps(_UNIT)}\n{line}\n".encode(), "x.jsonl")
    assert str(caught.value) == f"x.jsonl:2: {problem}"


def test_half_of_a_surrogate_pair_in_a_key_or_a_fixed_value_is_refused() -> None:
    half = "f:1: a key or a value contains half of a surrogate pair; write a character"
    for line in (b'{"\\ud876": 1}', b'{"source": "a", "target": "b", "origin": "\\ud876"}'):
        with pytest.raises(FormatError, match=f"^{re.escape(half)}$"):
            list(formats.load(io.BytesIO(line), "f", FORMATS["jsonl"]))


def test_lines_that_are_no_text_or_too_deep_are_refused() -> None:
    with pytest.raises(FormatError, match=r"^x\.jsonl:1: byte 9 of the line is not UTF-8; save the file as UTF-8$"):
        _read(b'{"id": "\xff"}', "x.jsonl")
    with pytest.raises(FormatError, match=r"^x\.jsonl:1: the line is not JSON"):
        _read(b'{"id": ' + b"[" * 200_000, "x.jsonl")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b'{"version": 2, "units": []}', "x.json: 'version' must be 1, not 2"),
        (b'{"units": [], "version": 1}', "x.json: 'version' is missing; add it before 'units'"),
        (b'{"version": 1}', "x.json: the array 'units' is missing"),
        (b'{"version": 1, "units": {}}', "x.json: the array 'units' is missing"),
        (b'{"version": 1, "units": [3]}', "x.json: unit 1: a unit must be an object, not 3"),
        (b'{"version": 1, "units": [{"id": 1}]}', "x.json: unit 1: 'id' must be a string, not 1"),
    ],
)
def test_a_wrong_envelope_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(FormatError) as caught:
        list(formats.load(io.BytesIO(data), "x.json", FORMATS["json"]))
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    "data", [b'{"version": 1, "units": [', b'{"version": 1, "units": [}', b"", b"\xff\xfe", b"[" * 10**5]
)
def test_a_broken_envelope_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^x\.json:1: not JSON: "):
        list(formats.load(io.BytesIO(data), "x.json", FORMATS["json"]))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(_MEMORIES)))
    raw = bytearray(_write(UNITS, name))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    units: list[TranslationUnit] = []
    with contextlib.suppress(FormatError):
        units += formats.load(io.BytesIO(bytes(raw)), "x", FORMATS[name])
    assert len(units) <= len(UNITS) + 1


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(sorted(_MEMORIES)))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        units = list(formats.load(io.BytesIO(data), "x", FORMATS[name]))
    except FormatError:
        return
    assert units == []


def test_formats_are_known_by_content_then_by_suffix() -> None:
    for name in _MEMORIES:
        assert _read(_write(UNITS, name), "no-suffix") == list(UNITS)
    with pytest.raises(FormatError, match="neither the content nor the suffix"):
        _read(b"\x89PNG", "picture.png")
    with pytest.raises(UsageError, match=r"unknown format 'xls'; use one of tmx, xliff, xliff2, po, json, jsonl"):
        formats.by_name("xls")
    with pytest.raises(UsageError, match=r"a\.xls: no format has this suffix"):
        formats.by_suffix("a.xls")
    assert formats.by_suffix("A.TMX") is FORMATS["tmx"]


def test_the_library_writes_and_reads_files(tmp_path: Path) -> None:
    for name in _MEMORIES:
        path = tmp_path / f"memory.{name}"
        assert loc_align.write(UNITS, path) == len(UNITS)
        assert list(loc_align.read_units(path)) == list(UNITS)
    other = tmp_path / "memory.txt"
    assert loc_align.write(iter(UNITS), other, "jsonl") == len(UNITS)
    assert list(loc_align.read_units(other)) == list(UNITS)
    with pytest.raises(loc_align.InputError, match=r"nothing\.tmx: No such file"):
        list(loc_align.read_units(tmp_path / "nothing.tmx"))


def test_a_large_envelope_is_read_piece_by_piece() -> None:
    stream = io.BytesIO(_write(list(UNITS) * 2000, "json"))
    units = FORMATS["json"].read(stream, "x")
    assert next(units) == UNITS[0]
    assert stream.tell() <= 1 << 17
    assert sum(1 for _ in units) == 5999
