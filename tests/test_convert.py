"""The command ``convert``: every format to every other one, and tables of other tools."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

import loc_align
from loc_align import formats
from loc_align.cli import main
from loc_align.errors import FormatError
from loc_align.formats import FORMATS
from loc_align.model import Match
from units import UNITS

_UNITS = [replace(unit, provenance=UNITS[0].provenance) for unit in UNITS[:2]]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["convert", *arguments])


@pytest.mark.parametrize("source", FORMATS)
@pytest.mark.parametrize("target", FORMATS)
def test_every_format_becomes_every_other_with_nothing_lost(source: str, target: str) -> None:
    loc_align.write(_UNITS, "a", source, source_lang="en-US")
    result = _run("a", "b", "--to", target)
    assert (result.exit_code, result.stderr) == (0, "b: 2 units\n")
    assert list(loc_align.read_units("b")) == _UNITS
    loc_align.write(_UNITS, "c", target, source_lang="en-US")
    assert Path("b").read_bytes() == Path("c").read_bytes()


_TMX = """<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x"
 adminlang="en" srclang="en" datatype="plaintext"/><body><tu tuid="1"><tuv xml:lang="en-US"><seg>Go</seg></tuv>
<tuv xml:lang="fr"><seg>Va</seg></tuv><tuv xml:lang="de-AT"><seg>Los</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize(
    ("options", "pairs"),
    [
        ((), ["Go Va", "Go Los"]),
        (("--target-lang", "de"), ["Go Los"]),
        (("--source-lang", "fr"), ["Va Go", "Va Los"]),
        (("--source-lang", "de", "--target-lang", "fr"), ["Los Va"]),
        (("--target-lang", "ja"), []),
    ],
)
def test_a_pair_of_languages_of_many(options: tuple[str, ...], pairs: list[str]) -> None:
    Path("a.tmx").write_text(_TMX, encoding="utf-8")
    assert _run("a.tmx", "b.jsonl", *options).exit_code == 0
    units = loc_align.read_units("b.jsonl")
    assert [f"{unit.source.text} {unit.target.text}" for unit in units if unit.source and unit.target] == pairs


def test_units_without_a_place_are_left_out_and_counted() -> None:
    loc_align.write([replace(_UNITS[0], target=None), _UNITS[1]], "a.json")
    result = _run("a.json", "b.tmx")
    assert (result.exit_code, result.stderr) == (0, "b.tmx: 1 unit; 1 unit skipped: not possible in tmx\n")


def test_parquet_keeps_where_its_documents_were_published() -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    for name, unit in (("a", _UNITS[0]), ("b", UNITS[2])):
        stated = [part for item in (f"license={name}", f"repository=https://{name}") for part in ("--provenance", item)]
        loc_align.write([unit], f"{name}.jsonl")
        assert _run(f"{name}.jsonl", f"{name}.parquet", *stated).exit_code == 0
    tables = [pq.read_table(f"{name}.parquet") for name in ("a", "b", "a")]
    pq.write_table(pa.concat_tables(tables), "all.parquet")
    assert _run("all.parquet", "copy.parquet").exit_code == 0
    assert pq.read_table("copy.parquet").to_pylist() == pq.read_table("all.parquet").to_pylist()
    assert _run("all.parquet", "stated.parquet", "--provenance", "license=MIT").exit_code == 0
    table = pq.read_table("stated.parquet").select(["repository", "license"])
    assert [*table.to_pydict().values()] == [["https://a", "https://b", "https://a"], ["MIT"] * 3]
    assert _run("all.parquet", "german.parquet", "--target-lang", "de").exit_code == 0
    assert len(pq.read_table("german.parquet")) == sum(
        unit.provenance.target_lang == "de-DE" for unit in loc_align.read_units("all.parquet")
    )


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "tsv"])
def test_matches_of_a_memory_are_kept(name: str) -> None:
    units = [replace(_UNITS[0], target=None, matches=(Match("fuzzy", 0.875, "Go on", "Weiter", "a.md#1"),))]
    loc_align.write(units, "a", name)
    assert list(loc_align.read_units("a")) == units


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("none.tmx", "b.tmx"), 1, "error: none.tmx: No such file or directory\n"),
        (("bad.jsonl", "b.tmx"), 1, "error: bad.jsonl:2: 'id' must be a string, not 2\n"),
        (("bad.jsonl", "./bad.jsonl"), 2, "./bad.jsonl is both an input file and the output file"),
        (("bad.jsonl", "b.xls"), 2, "b.xls: no format has this suffix"),
        (("bad.jsonl", "b.tmx", "--target-lang", "x y"), 2, "'x y' is not a language tag"),
        (("two.tmx", "b.xlf2"), 2, "those of the XLIFF 2 file are en-US to fr; write a file for each language pair"),
        (("two.tmx", "b.po"), 2, "those of the PO file are en-US to fr; write a file for each language pair"),
    ],
)
def test_what_cannot_be_converted_leaves_nothing_behind(arguments: tuple[str, ...], code: int, problem: str) -> None:
    Path("bad.jsonl").write_text('{"id": "1", "source": "a", "target": "b"}\n{"id": 2}\n', encoding="utf-8")
    Path("two.tmx").write_text(_TMX, encoding="utf-8")
    result = _run(*arguments)
    assert result.exit_code == code
    assert problem in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["bad.jsonl", "two.tmx"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("source,target\r\nGo,Los\r\n", ["2 und:Go und:Los"]),
        ('Key;Source Text;Translation\nk;"a;""b""";c\n\n', ['k und:a;"b" und:c']),
        ("id\ten\tde_DE\tComment\n7\ta\tb\tc", ["7 en:a de-DE:b"]),
        ("en,fr,de\na,,c\n", ["2 en:a fr:None", "2 en:a de:c"]),
        ("target,source,target_lang\nb,a,pt-br\n", ["2 und:a pt-BR:b"]),
        ('source,target\n"a\nb",c\nd,e\n', ["2 und:a\nb und:c", "4 und:d und:e"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_other_tools(text: str, units: list[str], encoding: str) -> None:
    found = formats.load(io.BytesIO(text.encode(encoding)), "a")
    assert [
        f"{unit.id} {unit.provenance.source_lang}:{unit.source and unit.source.text} "
        f"{unit.provenance.target_lang}:{unit.target and unit.target.text}"
        for unit in found
    ] == units


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"a,b\n1,2\n", ("a.csv:1: the first row must name the columns 'source' and 'target', or two languages, not "
         "'a, b'; add a first row with the column names")),
        (b"source,target\na\n", ("a.csv:2: the row must have 2 cells like the first row, not 1; put a cell that "
         "contains the delimiter in quotes")),
        (b'source,target\na,b\n"c"d,e\n', ("a.csv:3: not a valid table: ',' expected after '\"'; put a cell that "
         "contains quotes, delimiters, or line ends in quotes")),
        (b'source,target\n"a,b\n', ("a.csv:2: not a valid table: unexpected end of data; put a cell that contains "
         "quotes, delimiters, or line ends in quotes")),
        (b"source,target\na,\xff\n", "a.csv:1: byte 0xff on this or a later line is not UTF-8; save the file as UTF-8"),
        (b"source,target,score\na,b,high\n", "a.csv:2: 'score' must be a number from 0 to 1, not \"high\""),
    ],
)  # fmt: skip
def test_what_is_no_table(data: bytes, problem: str) -> None:
    with pytest.raises(FormatError) as caught:
        list(formats.load(io.BytesIO(data), "a.csv", FORMATS["csv"]))
    assert str(caught.value) == problem
