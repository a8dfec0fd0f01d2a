"""Rows and Parquet: the same units as the other formats, in columns that other tools read."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import loc_align
from loc_align import formats
from loc_align.cli import main
from loc_align.errors import FormatError, UsageError
from loc_align.formats import FORMATS, Publication, WriteOptions
from loc_align.formats.arrow_schema import COLUMNS
from loc_align.formats.unit_json import row_of
from loc_align.formats.unit_row import unit_of
from loc_align.model import Match, Segment, Span, TranslationUnit
from loc_align.rows import rows
from units import UNITS, WHOLE_UNITS

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

SCHEMA = loc_align.rows.SCHEMA
_PUBLICATION = Publication("https://example.com/docs", "abc", "CC-BY-4.0")
_MATCHES = (Match("in-context", 1.0, "Go", "Los", "a.md#1"), Match("fuzzy", 0.8571, 'Go "on"', "Weiter\n"))
_TYPES = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "date32": pa.date32(),
    "strings": pa.list_(pa.string()),
    "offsets": pa.list_(pa.int32()),
}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _written(units: Sequence[TranslationUnit]) -> bytes:
    return b"".join(formats.dump(units, FORMATS["parquet"], WriteOptions()))


def _read(data: bytes) -> list[TranslationUnit]:
    return list(formats.load(io.BytesIO(data), "x"))


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments])
    assert result.exit_code == 0, result.stderr
    return result.stderr


def test_the_columns_are_the_keys_of_json_lines_and_the_publication() -> None:
    keys = [*json.loads(b"".join(formats.dump(UNITS[:1], FORMATS["jsonl"], WriteOptions())))]
    publication = ["repository", "revision", "license", "tool_version"]
    assert loc_align.rows.SCHEMA.names == [*keys, "matches", *publication, "split", "source_hash", "target_hash"]
    assert loc_align.rows.SCHEMA.metadata == {b"loc_align.schema": b"1"}
    for field in loc_align.rows.SCHEMA:
        assert field.name == "matches" or field.type == _TYPES[COLUMNS[field.name]]
    assert str(loc_align.rows.SCHEMA.field("matches").type) == (
        "list<item: struct<kind: string, score: double, source: string, target: string, origin: string>>"
    )


def test_a_row_says_what_a_line_of_json_says() -> None:
    lines = [json.loads(line) for line in b"".join(formats.dump(UNITS, FORMATS["jsonl"], WriteOptions())).splitlines()]
    found = [*rows(UNITS, "dict", publication=_PUBLICATION)]
    assert found == pa.Table.from_batches(rows(UNITS, publication=_PUBLICATION)).to_pylist()
    for row, line in zip(found, lines, strict=True):
        line["handoff"] = date.fromisoformat(line["handoff"]) if line["handoff"] else None
        about = {"repository": "https://example.com/docs", "revision": "abc", "license": "CC-BY-4.0"}
        about |= {"tool_version": loc_align.__about__.__version__}
        assert row == {**line, "matches": [], **about, "split": None, "source_hash": None, "target_hash": None}


@settings(max_examples=150, deadline=None)
@given(units=st.lists(WHOLE_UNITS, max_size=6), size=st.integers(1, 4))
def test_any_units_come_back_equal(units: list[TranslationUnit], size: int) -> None:
    assert _read(_written(units)) == units
    assert pa.Table.from_batches(rows(units, size=size), loc_align.rows.SCHEMA).to_pylist() == [*rows(units, "dict")]


def test_missing_sides_and_matches_come_back() -> None:
    units = [
        TranslationUnit("1", None, Segment(Span(0, 1), "x")),
        TranslationUnit("2", Segment(Span(3, 3), ""), None, matches=_MATCHES),
        replace(UNITS[0], matches=_MATCHES[:1]),
    ]
    assert _read(_written(units)) == units
    assert _read(_written([])) == []


def test_lone_surrogates_and_huge_numbers_do_not_stop_the_writer() -> None:
    broken = replace(UNITS[0], source=Segment(Span(2**40, 2**40 + 2), "\ud800x"), line=2**40)
    broken = replace(broken, matches=(Match("fuzzy", 0.5, "\ud800", "y"),))
    (unit,) = _read(_written([broken]))
    assert (unit.source, unit.line) == (Segment(Span(2**31 - 1, 2**31 - 1), "?x"), 2**31 - 1)
    assert unit.matches[0].source == "?"


def test_the_file_does_not_depend_on_how_the_units_were_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loc_align.formats.parquet.ROWS", 5)
    monkeypatch.setattr("loc_align.formats.parquet.ROWS_AT_ONCE", 3)
    units = [replace(unit, line=number) for number, unit in enumerate(UNITS * 9, 1)]
    form = FORMATS["parquet"]
    whole = b"".join(formats.assembled([form.body(units, WriteOptions())], form, WriteOptions()))
    parts = b"".join(formats.assembled([form.body([unit], WriteOptions()) for unit in units], form, WriteOptions()))
    for data in (whole, parts):
        file = pq.ParquetFile(io.BytesIO(data))
        assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [5] * 5 + [2]
        assert _read(data) == units
    assert pq.read_table(io.BytesIO(whole)) == pq.read_table(io.BytesIO(parts))


def test_one_process_and_two_write_the_same_file() -> None:
    examples = str(Path(__file__).parents[1] / "examples" / "docs")
    _run("export", examples, "--to", "parquet", "-o", "1.parquet", "--jobs", "1")
    _run("export", examples, "--to", "parquet", "-o", "2.parquet", "--jobs", "2")
    assert Path("1.parquet").read_bytes() == Path("2.parquet").read_bytes()
    _run("export", examples, "--to", "jsonl", "-o", "1.jsonl")
    assert [*loc_align.read_units("1.parquet")] == [*loc_align.read_units("1.jsonl")]


def test_tables_of_other_tools() -> None:
    table = pa.table(
        {
            "target": pa.array(["Los", None]).dictionary_encode(),
            "source": pa.array(["Go", "Stop"], pa.large_string()),
            "own": [1, 2],
            "count": pa.array([1, 3], pa.int64()),
        }
    )
    pq.write_table(table, "own.parquet")
    first, second = loc_align.read_units("own.parquet")
    assert (first.id, first.source, first.target) == ("1", Segment(Span(0, 2), "Go"), Segment(Span(0, 3), "Los"))
    assert (second.id, second.target, second.count, second.memory_line) == ("2", None, 3, 2)


_CELLS: dict[str, st.SearchStrategy[Any]] = {
    "id": st.sampled_from(["1", "b", ""]),
    "path": st.none() | st.sampled_from(["a.md", "b.md", ""]),
    "line": st.none() | st.sampled_from([1, 7]),
    "column": st.none() | st.just(3),
    "source": st.none() | st.sampled_from(["Go", "Größe", ""]),
    "target": st.none() | st.sampled_from(["Los", "日"]),
    "source_lang": st.none() | st.sampled_from(["", "fr"]),
    "target_lang": st.none() | st.sampled_from(["de", "ja"]),
    "block": st.none() | st.sampled_from(["heading", "quote"]),
    "section": st.none() | st.lists(st.sampled_from(["A", "B"]), max_size=2),
    "translation_type": st.none() | st.sampled_from(["HT", "MT"]),
    "origin": st.none() | st.sampled_from(["id", "content"]),
    "score": st.none() | st.sampled_from([0.0, 0.5, 1.0]),
    "source_span": st.none() | st.just([3, 5]),
    "target_span": st.none() | st.just([0, 3]),
    "previous": st.none() | st.just("Before"),
    "handoff": st.none() | st.just(date(2024, 5, 17)),
    "count": st.none() | st.just(2),
    "state": st.none() | st.just("final"),
    "bead": st.none() | st.sampled_from(["", "2-1"]),
    "reasons": st.none() | st.just(["lexicon"]),
    "matches": st.none() | st.just([]),
    "repository": st.none() | st.sampled_from(["one", "two"]),
}
_WRONG_CELLS: dict[str, Any] = {
    "id": None, "line": 0, "count": -1, "score": float("nan"), "block": "x", "state": "", "section": ["A", None],
    "source_span": [1], "target_span": [0, -1], "defects": [None], "matches": [{"source": "a"}],
}  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(data=st.data(), stride=st.integers(1, 4))
def test_columns_become_the_units_that_their_rows_are(data: st.DataObject, stride: int) -> None:
    names = {"source", "target", *data.draw(st.sets(st.sampled_from([*_CELLS])))}
    cells = data.draw(st.lists(st.fixed_dictionaries({name: _CELLS[name] for name in sorted(names)}), max_size=9))
    if cells and (wrong := data.draw(st.none() | st.sampled_from([*_WRONG_CELLS]))):
        names.add(wrong)
        cells = [{wrong: None if wrong != "id" else "x", **row} for row in cells]
        cells[data.draw(st.integers(0, len(cells) - 1))][wrong] = _WRONG_CELLS[wrong]
    table = pa.table({name: pa.array([row[name] for row in cells], SCHEMA.field(name).type) for name in sorted(names)})
    file = io.BytesIO()
    pq.write_table(table, file, use_dictionary=data.draw(st.booleans()))
    expected, problem = _row_by_row(table.to_pylist())
    found: list[TranslationUnit] = []
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        patch.setattr("loc_align.formats.arrow_units._STRIDE", stride)
        if problem:
            caught = stack.enter_context(pytest.raises(FormatError))
        for unit, publication in formats.load_published(io.BytesIO(file.getvalue()), "x"):
            found.append(unit)
            assert publication.repository == (table.to_pylist()[len(found) - 1].get("repository"))
    assert found == expected
    assert not problem or str(caught.value) == problem


def _row_by_row(rows: Sequence[dict[str, Any]]) -> tuple[list[TranslationUnit], str]:
    """Return the units of rows as those of JSON are made, and the first problem."""
    units: list[TranslationUnit] = []
    for number, row in enumerate(rows, 1):
        whole = {"id": str(number), **row}
        own = {name: value for name, value in whole.items() if name != "repository" and value is not None}
        try:
            units.append(unit_of(row_of(own, f"x: row {number}"), number))
        except FormatError as error:
            return units, str(error)
    return units, ""


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"source": ["a"]}, "x: the column 'target' is missing; the file has source"),
        (
            {"source": [1.5], "target": [["a"]]},
            "x: the column 'target' must have the type string, not list<element: string>",
        ),
        ({"source": ["a"], "target": ["b"], "score": [2.0]}, "x: row 1: 'score' must be a number from 0 to 1, not 2.0"),
        ({"source": ["a"], "target": ["b"], "block": ["x"]}, "x: row 1: 'block' must be one of "),
        ({"source": ["a"], "target": ["b"], "source_span": [[1]]}, "x: row 1: 'source_span' must be an array of two "),
    ],
)
def test_wrong_columns_are_refused(columns: dict[str, list[Any]], problem: str) -> None:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    with pytest.raises(FormatError) as caught:
        _read(file.getvalue())
    assert str(caught.value).startswith(problem)


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"source": ["a"], "target": ["b"], "handoff": pa.array([2**31 - 1], pa.int32()).cast(pa.date32())}),
        pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"]), pa.array(["c"])], ["source", "target", "target"]),
    ],
    ids=["a day after the year 9999", "a column twice"],
)
def test_what_python_cannot_read_is_damage(table: Any) -> None:  # noqa: ANN401 - a table
    file = io.BytesIO()
    pq.write_table(table, file)
    for read in (formats.load, formats.load_published):
        with pytest.raises(FormatError, match=r"^x: not a valid Parquet file, or damaged: "):
            list(read(io.BytesIO(file.getvalue()), "x"))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(_WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(4, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    units: list[TranslationUnit] = []
    with contextlib.suppress(FormatError):
        units += formats.load(io.BytesIO(bytes(raw)), "x", FORMATS["parquet"])
    assert len(units) <= len(UNITS) + 1


_WHOLE = _written(UNITS)


def test_what_git_knows_is_stated_but_no_credentials(tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "examples" / "docs" / "ja-JP" / "overview.md").read_bytes()
    (tmp_path / "repo" / "docs").mkdir(parents=True)
    (tmp_path / "repo" / "docs" / "page.md").write_bytes(page)
    for arguments in (
        ("init", "-q"),
        ("config", "remote.origin.url", "https://me:secret@example.com/team/docs.git"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "x"),
    ):
        subprocess.run(["git", "-C", "repo", *arguments], check=True)  # noqa: S607 - the git of the tests
    head = subprocess.run(["git", "-C", "repo", "rev-parse", "HEAD"], check=True, capture_output=True)  # noqa: S607
    _run("export", "repo", "--to", "parquet", "-o", "a.parquet", "--provenance", "license=CC-BY-4.0")
    row = pq.read_table("a.parquet").to_pylist()[0]
    assert row["repository"] == "https://example.com/team/docs"
    assert (row["revision"], row["license"]) == (head.stdout.decode().strip(), "CC-BY-4.0")
    _run("convert", "a.parquet", "b.parquet", "--provenance", "repository=elsewhere")
    assert pq.read_table("b.parquet").to_pylist()[0]["repository"] == "elsewhere"


def test_a_wrong_provenance_is_refused() -> None:
    Path("a.md").write_text("x\n", encoding="utf-8")
    for value in ("author=me", "license", "license="):
        result = CliRunner().invoke(main, ["export", "a.md", "--to", "parquet", "-o", "b", "--provenance", value])
        assert result.exit_code == 2
        assert result.stderr == (
            f"error: --provenance {value}: give KEY=VALUE, where KEY is repository, revision, or license\n"
        )


def test_a_folder_by_language() -> None:
    examples = str(Path(__file__).parents[1] / "examples" / "docs")
    _run("export", examples, "--to", "parquet", "-o", "out/", "--by-language")
    _run("export", examples, "--to", "jsonl", "-o", "all.jsonl")
    units = [*loc_align.read_units("all.jsonl")]
    languages = {unit.provenance.target_lang for unit in units}
    assert {path.name for path in Path("out").iterdir()} == {f"language={lang}" for lang in languages}
    for lang in languages:
        own = [unit for unit in units if unit.provenance.target_lang == lang]
        assert [*loc_align.read_units(f"out/language={lang}/part-0.parquet")] == own
    table = pq.read_table("out")
    assert table.num_rows == len(units)
    assert {*table["language"].to_pylist()} == languages
    result = CliRunner().invoke(main, ["export", examples, "--to", "jsonl", "-o", "out/", "--by-language"])
    assert result.exit_code == 2


def test_memory_and_check_read_parquet() -> None:
    examples = str(Path(__file__).parents[1] / "examples" / "faulty")
    _run("export", examples, "--to", "parquet", "-o", "a.parquet")
    assert _run("memory", "build", "a.parquet", "-o", "a.sqlite").endswith("units from 1 file\n")
    result = CliRunner().invoke(main, ["check", "a.parquet", "--no-cache"])
    assert "number-lost" in result.stdout


def test_without_pyarrow_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    loc_align.formats.arrow_schema.schema.cache_clear()
    with pytest.raises(UsageError, match=r"^Parquet and Arrow need pyarrow; run: pip install 'loc-align\[parquet\]'$"):
        loc_align.write(UNITS, "a.parquet")
    with pytest.raises(UsageError):
        list(loc_align.read_units(_WHOLE))
    assert [*rows(UNITS, "dict")]
