"""The command ``align``: pairing of files, output, messages, and exit codes."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import loc_align
from doc_blocks import make_place
from loc_align.cli import main
from side_by_side import pair

UNMARKED = "examples/unmarked"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_place(tmp_path))
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["align", *arguments])


def _lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def _write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def test_every_bead_has_texts_offsets_and_reasons() -> None:
    result = _run(f"{UNMARKED}/en", f"{UNMARKED}/de", "--to", "jsonl", "-o", "out.jsonl")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == f"{UNMARKED}/en/changes.md: no matching file on the other side"
    lines = _lines("out.jsonl")
    texts = {path: Path(path).read_text(encoding="utf-8") for path in {line["path"] for line in lines}}
    assert sorted(texts) == [f"{UNMARKED}/de/guide/schedules.md", f"{UNMARKED}/de/start.md"]
    for line in lines:
        target = texts[line["path"]]
        source = Path(line["path"].replace("/de/", "/en/")).read_text(encoding="utf-8")
        for side, text in (("source", source), ("target", target)):
            span = line[f"{side}_span"]
            assert line[side] == (text[span[0] : span[1]] if span else None)
        assert line["bead"] == "-".join(("0" if line["source"] is None else line["bead"][0], line["bead"][2:]))
        assert line["reasons"]
        assert (line["origin"], line["source_lang"], line["target_lang"]) == ("content", "en", "de")
    by_source = {line["source"]: line for line in lines}
    assert by_source["Holidays"]["target"] == "Feiertage"
    assert "moved" in by_source["Holidays"]["reasons"]
    assert {line["bead"] for line in lines} >= {"1-1", "2-1", "1-2"}


@pytest.mark.parametrize("form", ["tmx", "xliff", "xliff2", "json", "csv"])
def test_every_memory_can_be_written_and_read(form: str) -> None:
    assert _run(f"{UNMARKED}/en", f"{UNMARKED}/ja", "--to", form, "-o", "out", "-q").exit_code == 0
    targets = {unit.source.text: unit.target for unit in loc_align.read_units("out", form) if unit.source}
    heading = targets["Intervals"]
    assert heading is not None
    assert heading.text == "間隔"


@pytest.mark.parametrize("form", ["jsonl", "tmx", "sxs"])
def test_the_same_bytes_for_any_number_of_processes(form: str) -> None:
    for jobs in ("1", "2"):
        arguments = ["--to", form, "-o", f"{jobs}/", "--review", f"{jobs}.html", "--save-lexicon", f"{jobs}.gz"]
        assert _run(f"{UNMARKED}/en", f"{UNMARKED}/de", *arguments, "-j", jobs, "-q").exit_code == 0
    written = [path.relative_to("1") for path in Path("1").rglob("*.*")]
    assert len(written) == 2
    assert all((Path("1") / path).read_bytes() == (Path("2") / path).read_bytes() for path in written)
    assert Path("1.html").read_bytes() == Path("2.html").read_bytes()
    assert Path("1.gz").read_bytes() == Path("2.gz").read_bytes()


def test_a_folder_of_many_languages_by_a_pattern() -> None:
    _write("docs/a.md", "# Start\n\nRun `go`.\n")
    _write("docs/a.de.md", "# Anfang\n\nFühren Sie `go` aus.\n")
    _write("docs/a.fr.md", "# Début\n\nLancez `go`.\n")
    assert _run("docs", "docs", "--to", "jsonl", "-o", "out.jsonl", "-q").exit_code == 0
    assert [(line["target_lang"], line["target"]) for line in _lines("out.jsonl")] == [
        ("de", "Anfang"),
        ("de", "Führen Sie `go` aus."),
        ("fr", "Début"),
        ("fr", "Lancez `go`."),
    ]
    refused = _run("docs", "docs", "--to", "xliff2", "-o", "out.xlf")
    assert (refused.exit_code, "can contain one language pair" in refused.stderr) == (2, True)


def test_side_by_side_markdown_gives_the_target_back_and_keeps_its_ids() -> None:
    arguments = (f"{UNMARKED}/en", f"{UNMARKED}/de", "--to", "sxs", "-o", "sxs/")
    assert _run(*arguments).exit_code == 0
    for name in ("start.md", "guide/schedules.md"):
        document = loc_align.read(f"sxs/{name}")
        assert loc_align.split(document, "target") == Path(f"{UNMARKED}/de/{name}").read_bytes()
        assert document.defects == ()
        assert document.pairs
    before = Path("sxs/start.md").read_bytes()
    _run(*arguments, "-q")
    assert Path("sxs/start.md").read_bytes() == before


_SXS = "\n\n".join(
    (
        f"# {pair('1a2b3-101', 'Los', 'Go')}",
        pair("1a2b3-102", "Der Dienst läuft auf Port 8080.", "The service listens on port 8080."),
        pair("1a2b3-103", "Er startet von selbst.", "It starts by itself."),
        pair("1a2b3-104", "Drücken Sie die Taste.", "Press the key that is marked with a star."),
        "",
    )
)


def test_the_ids_of_a_side_by_side_target_are_obeyed_and_stale_ones_are_told() -> None:
    _write("en.md", "# Go\n\nIt starts by itself. The service listens on port 9090.\n\nA new sentence stands here.\n")
    _write("de.md", _SXS)
    result = _run("en.md", "de.md", "--to", "jsonl", "-o", "out.jsonl", "--target-lang", "de")
    assert result.stderr.splitlines()[0] == (
        "de.md: 3 pairs kept by ID, 1 of them with a changed source; 1 not found in the source"
    )
    found = {
        line["target"]: (line["id"], line["source"], line["origin"], line["reasons"]) for line in _lines("out.jsonl")
    }
    assert found["Los"] == ("1a2b3-101", "Go", "id", ["id"])
    assert found["Er startet von selbst."] == ("1a2b3-103", "It starts by itself.", "id", ["id"])
    assert found["Der Dienst läuft auf Port 8080."] == (
        "1a2b3-102", "The service listens on port 8080.", "id", ["id", "stale"],
    )  # fmt: skip
    assert _run("en.md", "de.md", "--to", "sxs", "-o", "new.md", "-q").exit_code == 0
    ids = {item.target.text: item.target_id for item in loc_align.read("new.md").pairs}
    assert ids["Los"] == "1a2b3-101"
    assert ids["Er startet von selbst."] == "1a2b3-103"
    sources = {item.target.text: item.source.text for item in loc_align.read("new.md").pairs}
    assert sources["Der Dienst läuft auf Port 8080."] == "The service listens on port 8080."
    assert _run("en.md", "de.md", "--to", "jsonl", "-o", "out.jsonl", "--stale", "omit", "-q").exit_code == 0
    targets = {line["source"]: line["target"] for line in _lines("out.jsonl")[1:]}
    assert targets["The service listens on port 9090."] is None
    assert "Der Dienst läuft auf Port 8080." not in targets.values()


def test_a_pair_inside_of_a_link_is_obeyed_with_its_link() -> None:
    _write("en.md", "Read on:\n\n- **[Go](a.md)**\n- [Stop](b(1).md)\n")
    _write(
        "de.md", f"Mehr:\n\n- **[{pair('c-101', 'Los', 'Go')}](a.md)**\n- [{pair('c-102', 'Halt', 'Stop')}](b(1).md)\n"
    )
    assert _run("en.md", "de.md", "--to", "jsonl", "-o", "out.jsonl", "-q").exit_code == 0
    assert [(line["id"], line["source"], line["target"]) for line in _lines("out.jsonl")[1:]] == [
        ("c-101", "**[Go](a.md)**", "**[Los](a.md)**"),
        ("c-102", "[Stop](b(1).md)", "[Halt](b(1).md)"),
    ]


def test_corrections_are_obeyed_and_lost_ones_are_told() -> None:
    quote = {"text": "Intervals"}
    other = {"text": "Tageszeiten"}
    items = [
        {"action": "link", "path": f"{UNMARKED}/de/guide/schedules.md", "source": [quote], "target": [other]},
        {"action": "unlink", "path": f"{UNMARKED}/de/guide/schedules.md", "source": [{"text": "Schedules"}]},
        {"action": "confirm", "path": f"{UNMARKED}/de/start.md", "source": [{"text": "not there"}], "target": []},
        {"action": "confirm", "path": "elsewhere.md", "source": [quote], "target": []},
    ]
    _write("c.json", json.dumps({"version": 1, "corrections": items}))
    result = _run(f"{UNMARKED}/en", f"{UNMARKED}/de", "--to", "jsonl", "-o", "out.jsonl", "--corrections", "c.json")
    assert result.exit_code == 0
    assert "warning: elsewhere.md: 1 correction ignored; this run does not align the file" in result.stderr
    assert f"warning: {UNMARKED}/de/start.md: correction ignored; its text was not found: 'not there'" in result.stderr
    lines = [line for line in _lines("out.jsonl") if line["path"].endswith("schedules.md")]
    linked = next(line for line in lines if line["source"] == "Intervals")
    assert (linked["target"], linked["score"], linked["reasons"]) == ("Tageszeiten", 1.0, ["correction"])
    alone = next(line for line in lines if line["source"] == "Schedules")
    assert (alone["target"], alone["bead"]) == (None, "1-0")


def test_a_table_for_a_spreadsheet() -> None:
    _write("en.md", "=1+1 is *two* here.\n")
    _write("de.md", "=1+1 ist\n*zwei* hier.\n")
    assert _run("en.md", "de.md", "--review", "out.tsv", "-q").exit_code == 0
    data = Path("out.tsv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfpath\tline\tblock\tbead\tconfidence\treasons\tsource\ttarget\r\n")
    rows = [*csv.reader(data.decode("utf-8-sig").splitlines(keepends=True), dialect="excel-tab")]
    assert rows[1][:4] == ["de.md", "1", "paragraph", "1-1"]
    assert rows[1][6:] == ["'=1+1 is *two* here.", "'=1+1 ist\n*zwei* hier."]


def test_unsure_beads_are_left_out_of_what_is_written() -> None:
    result = _run(f"{UNMARKED}/en", f"{UNMARKED}/de", "--to", "jsonl", "-o", "out.jsonl", "--min-confidence", "1")
    assert result.exit_code == 0
    assert "skipped with a confidence below 1" in result.stderr
    assert all(line["score"] == 1 for line in _lines("out.jsonl"))


def test_a_lexicon_is_learned_saved_and_taken_up_again() -> None:
    _run(f"{UNMARKED}/en", f"{UNMARKED}/de", "--to", "tmx", "-o", "m.tmx", "--save-lexicon", "lex.gz", "-q")
    for extra in (["--lexicon", "lex.gz"], ["--memory", "m.tmx"]):
        result = _run(f"{UNMARKED}/en/start.md", f"{UNMARKED}/de/start.md", "--to", "jsonl", "-o", "o", "-q", *extra)
        assert (result.exit_code, result.output) == (0, "")
    _write("bad.gz", "no lexicon")
    result = _run(f"{UNMARKED}/en", f"{UNMARKED}/de", "--to", "tmx", "-o", "x.tmx", "--lexicon", "bad.gz")
    assert result.exit_code == 1
    assert "error: bad.gz: " in result.stderr


def test_a_bad_file_is_reported_and_the_others_are_done() -> None:
    Path(f"{UNMARKED}/en/start.md").write_bytes(b"text\n\xff\n")
    result = _run(f"{UNMARKED}/en", f"{UNMARKED}/de", "--to", "jsonl", "-o", "out.jsonl")
    assert result.exit_code == 1
    assert f"{UNMARKED}/en/start.md:2: byte 5 (0xff) is not UTF-8; convert the file to UTF-8" in result.stderr
    assert {line["path"] for line in _lines("out.jsonl")} == {f"{UNMARKED}/de/guide/schedules.md"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["examples/unmarked/en", "examples/unmarked/de"], 2, "there is no output; add --to FORMAT"),
        (["examples/unmarked/en", "nowhere", "--to", "tmx"], 2, "nowhere: no such file or folder"),
        (
            ["examples/unmarked/en", "examples/unmarked/de", "--to", "tmx", "-o", "examples/unmarked/de/start.md"],
            2,
            "start.md is both an input file and the output file",
        ),
        (["examples/unmarked/en", "examples/unmarked/de", "--to", "doc"], 2, "Invalid value for '--to'"),
        (
            ["examples/unmarked/en", "examples/unmarked/de", "--to", "sxs", "-o", "x.md"],
            2,
            "give a folder with -o DIR/",
        ),
        (["examples/unmarked/en", "examples/unmarked/de", "--review", "x.pdf"], 2, "use .html or .tsv"),
        *(
            (
                ["examples/unmarked/en", "examples/unmarked/de", "--to", "sxs", "-o", f"examples/unmarked/{lang}/"],
                2,
                said,
            )
            for lang, said in (("de", "would overwrite"), ("en", "would overwrite"))
        ),
        (
            ["examples/unmarked/en", "examples/unmarked/de", "--to", "tmx", "--corrections", "none"],
            1,
            "none: No such file",
        ),
        (
            ["examples/unmarked/en", "examples/unmarked/de", "--to", "tmx", "--target-lang", "x y"],
            2,
            "is not a language tag",
        ),
        (["examples/unmarked/en", "examples/unmarked/de", "--to", "tmx", "--srx", "README"], 1, "README: No such file"),
    ],
)
def test_wrong_calls(arguments: list[str], code: int, message: str) -> None:
    result = _run(*arguments)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.output
