"""Pairs in front-matter values: units with exact spans, split and merged so that YAML reads the right values."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import loc_align
from fixture_cases import FIXTURES
from loc_align.alignment.by_id import align
from loc_align.documents import parse
from loc_align.merging import merge
from loc_align.model import Document
from loc_align.sxs.splitting import split
from round_trip import back, exported, with_target
from side_by_side import pair

_FILES = [FIXTURES / "parse" / name for name in ("front-matter-pairs.md", "front-matter-pairs-broken.md")]


def _document(value: str) -> Document:
    return parse(f"---\n{value}\nms.contentlocale: de-DE\n---\n# {pair('1a2b3-109', 'Hafen', 'Harbor')}\n".encode())


def _title(data: bytes) -> object:
    return yaml.safe_load(data.decode().split("---\n")[1])["title"]


def _escaped(target: str, source: str) -> str:
    return '"' + pair("1a2b3-101", target, source).replace('"', '\\"') + '"'


_PLAIN = f"title: {pair('1a2b3-101', 'Boote', 'Boats')}"


def test_units_have_the_kind_front_matter() -> None:
    units = align(loc_align.read(_FILES[0])).units
    assert {unit.block for unit in units if unit.id != "1a2b3-110"} == {"front_matter"}
    assert [unit.block for unit in units if unit.id == "1a2b3-110"] == ["heading"]


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_nothing_changed_is_byte_identical(path: Path) -> None:
    document = loc_align.read(path)
    merged = merge(document, back(exported(align(document), "xliff")))
    assert (merged.data, merged.written, merged.refusals) == (path.read_bytes(), 0, ())


@pytest.mark.parametrize(
    ("value", "source", "target"),
    [
        (_PLAIN, "Boats", "Boote"),
        (f"title: {_escaped('Boote', 'Boats: all')}", "Boats: all", "Boote"),
        (f"title: {pair('1a2b3-101', 'Boote: alle', 'Boats: all')}", "Boats: all", "Boote: alle"),
        (f"title: {pair('1a2b3-101', '2019', 'yes')}", "yes", "2019"),
        (f"title: {pair('1a2b3-101', '„Boot“', '[Boat] #1')}", "[Boat] #1", "„Boot“"),
        (f"title: {pair('1a2b3-101', '', 'Boats')} ", "Boats", ""),
        (f"title: '{pair('1a2b3-101', 'Peters', 'Peter')}''s'", "Peter's", "Peters's"),
        (f'title: "{pair("1a2b3-101", "A", "B")}"', "B", "A"),
        (
            f"title: {pair('1a2b3-101', 'Eins.', 'One.')} {pair('1a2b3-102', 'Zwei.', 'Two.')}",
            "One. Two.",
            "Eins. Zwei.",
        ),
    ],
)
def test_a_split_value_is_read_as_its_text(value: str, source: str, target: str) -> None:
    document = _document(value)
    assert [_title(split(document, side)) for side in ("source", "target")] == [source, target]
    assert document.metadata["title"] == target


@pytest.mark.parametrize(
    ("value", "typed", "expected"),
    [
        (_PLAIN, "Schiffe", _PLAIN.replace("Boote", "Schiffe")),
        (_PLAIN, "Boote: alle", f"title: '{pair('1a2b3-101', 'Boote: alle', 'Boats')}'"),
        (_PLAIN, "Peter's: x", "title: " + _escaped("Peter's: x", "Boats")),
        (f"title: {_escaped('Boote', 'Boats')}", 'Das "Boot" \\', f"title: {_escaped('Boote', 'Boats')}"),
        (f"title: '{pair('1a2b3-101', 'B', 'A')}'", "Peter's", "title: '" + pair("1a2b3-101", "Peter''s", "A") + "'"),
    ],
)
def test_a_returned_value_is_quoted_as_yaml_needs_it(value: str, typed: str, expected: str) -> None:
    document = _document(value)
    merged = merge(document, back(with_target(exported(align(document), "xliff"), "1a2b3-101", typed)))
    after = parse(merged.data)
    if '"' in typed:
        expected = expected.replace(">Boote<", '>Das \\"Boot\\" \\\\<')
    assert (merged.data.decode().split("\n")[1], merged.refusals) == (expected, ())
    assert (after.metadata["title"], after.defects) == (typed, ())
    assert merged.data.decode().split("\n")[2:] == document.text.split("\n")[2:]


def test_a_value_that_no_quotes_can_hold_unchanged_is_refused() -> None:
    document = _document("title: " + pair("1a2b3-101", "Boote", 'The "Boats"'))
    merged = merge(document, back(with_target(exported(align(document), "xliff"), "1a2b3-101", "Peter's: x")))
    assert (merged.data.decode(), len(merged.refusals)) == (document.text, 1)


def test_a_line_break_in_a_value_is_refused() -> None:
    document = _document(_PLAIN)
    merged = merge(document, back(with_target(exported(align(document), "xliff"), "1a2b3-101", "a\nb")))
    assert [refusal.reason for refusal in merged.refusals] == [
        "the front-matter value must be on one line; remove the line break"
    ]


def test_pairs_in_the_front_matter_do_not_move_the_others() -> None:
    document = _document(f"title: {pair('1a2b3-101', 'Boote: alle', 'Boats: all')}")
    source = parse(split(document, "source"), "en.md")
    target = parse(split(document, "target"), "de.md")
    found = loc_align.align(source, document)
    spans = {unit.id: unit.target.span.of(target.text) for unit in found if unit.target}
    assert (spans["1a2b3-109"], sorted(spans.values())) == ("Hafen", ["Boote: alle", "Hafen"])
    assert loc_align.coverage(document).front_matter == ()
    assert loc_align.coverage(_document("title: Boote")).front_matter == ("title",)
