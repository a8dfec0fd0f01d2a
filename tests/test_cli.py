"""The command line: output, messages, and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loc_align.cli import main
from loc_align.cli.table import COMMANDS, ENTRIES
from loc_align.formats import FORMATS, WriteOptions
from loc_align.jobs.defect_lines import DefectLines
from loc_align.jobs.export import Part, joined
from side_by_side import pair

_PAGE = f"""---
title: Titel
ms.contentlocale: de-de
ms.translationtype: HT
---
# {pair("1a2b3-102", "Los", "Go")}

{pair("1a2b3-104", "Sichern Sie *alles*.", "Back up *everything*.")} {pair("1a2b3-105", "OK", "OK")}
"""


@pytest.fixture(autouse=True)
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "docs"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.md").write_text(_PAGE, encoding="utf-8")
    (folder / "deep" / "b.md").write_text(f"{pair('9f9f9-101', 'OK', 'OK')}\n", encoding="utf-8")
    return folder


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def _lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_export_to_standard_output() -> None:
    result = _run("export", "docs", "--to", "jsonl", "--jobs", "1")
    assert result.exit_code == 0
    assert result.stderr == "standard output: 4 units from 2 files, 0 defects\n"
    assert [(line["path"], line["id"], line["source"], line["target_text"]) for line in _lines(result)] == [
        ("docs/a.md", "1a2b3-102", "Go", "Los"),
        ("docs/a.md", "1a2b3-104", "Back up *everything*.", "Sichern Sie alles."),
        ("docs/a.md", "1a2b3-105", "OK", "OK"),
        ("docs/deep/b.md", "9f9f9-101", "OK", "OK"),
    ]


@pytest.mark.parametrize("form", ["tmx", "json", "jsonl"])
@pytest.mark.parametrize("extra", [[], ["--unique"], ["--level", "1"]])
def test_output_is_the_same_for_any_number_of_processes(form: str, extra: list[str]) -> None:
    for jobs in ("1", "2", "3"):
        result = _run("export", "docs", "--to", form, "-o", f"{jobs}.out", "--jobs", jobs, "--quiet", *extra)
        assert (result.exit_code, result.output) == (0, "")
    assert Path("1.out").read_bytes() == Path("2.out").read_bytes() == Path("3.out").read_bytes()


def test_published_files_give_the_same_for_any_number_of_processes(corpus: list[Path]) -> None:
    folder = next(parent for parent in corpus[0].parents if parent.name == "sxs")
    for jobs in ("1", "2"):
        _run("export", str(folder), "--to", "tmx", "-o", f"{jobs}.tmx", "--jobs", jobs, "--quiet")
    assert Path("1.tmx").read_bytes() == Path("2.tmx").read_bytes()


def test_unique_counts_repetitions() -> None:
    result = _run("export", "docs", "--to", "jsonl", "--unique", "--target-lang", "de-DE", "-q")
    assert [(line["source"], line["count"]) for line in _lines(result)] == [
        ("Go", 1),
        ("Back up *everything*.", 1),
        ("OK", 2),
    ]
    said = _run("export", "docs", "--to", "tmx", "-o", "x.tmx", "--unique", "--target-lang", "de-DE").stderr
    assert said == "x.tmx: 3 units for 4 units from 2 files, 0 defects\n"


def test_languages_can_be_given() -> None:
    result = _run("export", "docs/a.md", "--to", "jsonl", "--source-lang", "en-gb", "--target-lang", "de_at", "-q")
    assert {(line["source_lang"], line["target_lang"]) for line in _lines(result)} == {("en-GB", "de-AT")}


def test_a_bad_file_is_reported_and_the_others_are_done(docs: Path) -> None:
    (docs / "bad.md").write_bytes(b"text\n\xff\n")
    result = _run("export", "docs", "--to", "jsonl", "-o", "out.jsonl")
    assert result.exit_code == 1
    assert result.stderr == (
        "error: docs/bad.md:2: byte 5 (0xff) is not UTF-8; convert the file to UTF-8\n"
        "out.jsonl: 4 units from 2 files, 0 defects\n"
    )
    assert Path("out.jsonl").read_text(encoding="utf-8").count("\n") == 4


def test_defects_are_warnings(docs: Path) -> None:
    text = pair("1a2b3-101", "Ziel", "Source").replace('"1a2b3-101">Z', '"1a2b3-101&quot;>Z')
    (docs / "a.md").write_text(f"\n  {text}\n", encoding="utf-8")
    result = _run("export", "docs/a.md", "--to", "tmx", "-o", "out.tmx")
    assert result.exit_code == 0
    assert result.stderr == (
        "warning: docs/a.md:2:3: A tag of the pair 1a2b3-101 is damaged; it was repaired. [tag-damaged]\n"
        "out.tmx: 1 unit from 1 file, 1 defect\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "nowhere", "--to", "tmx"], "nowhere: no such file or folder"),
        (["export", "docs", "--to", "xyz"], "Invalid value for '--to'"),
        (["export", "docs"], "Missing option '--to'. Choose from: tmx, xliff, xliff2, po, json, jsonl"),
        (["export", "--to", "tmx"], "Missing argument 'PATH...'"),
        (["export", "docs", "--to", "tmx", "--jobs", "0"], "Invalid value for '-j' / '--jobs'"),
        (
            ["export", "docs", "--to", "tmx", "--source-lang", "english language"],
            "'english language' is not a language tag",
        ),
        (["split", "docs"], "there is no output; add --source-dir DIR, --target-dir DIR, or both"),
        (["split", "docs", "--target-dir", "docs"], "the output for docs/a.md would overwrite the input file"),
        (
            ["export", "docs", "--to", "tmx", "-o", "docs/../docs/a.md"],
            "a.md is both an input file and the output file",
        ),
        (["split", "docs/a.md", "docs/../docs/a.md", "--target-dir", "out"], "have the same output file"),
        (["stats", "docs", "--format", "xml"], "Invalid value for '--format'"),
        (["nothing"], "No such command 'nothing'"),
    ],
)
def test_usage_errors_leave_with_2(arguments: list[str], message: str) -> None:
    result = _run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path("out").exists()


def test_a_place_that_cannot_be_written_to_leaves_with_1() -> None:
    Path("file").write_bytes(b"")
    result = _run("export", "docs", "--to", "tmx", "-o", "file/out.tmx")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: file/out.tmx: ")


def test_split_writes_both_sides() -> None:
    result = _run("split", "docs", "--source-dir", "en", "--target-dir", "de")
    assert (result.exit_code, result.stderr) == (0, "2 documents split\n")
    head = _PAGE[: _PAGE.index("# ")]
    assert Path("en/a.md").read_text(encoding="utf-8") == f"{head}# Go\n\nBack up *everything*. OK\n"
    assert Path("de/a.md").read_text(encoding="utf-8") == f"{head}# Los\n\nSichern Sie *alles*. OK\n"
    assert Path("de/deep/b.md").read_text(encoding="utf-8") == "OK\n"


def test_split_as_published(docs: Path) -> None:
    text = pair("1a2b3-101", "Alles (\\*), `\\*`, \\\\* und \\* . txt", "All \\*")
    (docs / "a.md").write_text(text, encoding="utf-8")
    _run("split", "docs/a.md", "--target-dir", "plain")
    _run("split", "docs/a.md", "--target-dir", "published", "--source-dir", "en", "--published")
    assert Path("plain/a.md").read_text(encoding="utf-8") == "Alles (\\*), `\\*`, \\\\* und \\* . txt"
    assert Path("published/a.md").read_text(encoding="utf-8") == "Alles (*), `\\*`, \\\\* und \\* . txt"
    assert Path("en/a.md").read_text(encoding="utf-8") == "All \\*"


def test_stats_as_json() -> None:
    result = _run("stats", "docs", "--format", "json")
    found = json.loads(result.stdout)
    assert (found["version"], [row["target_lang"] for row in found["languages"]]) == (1, ["de-DE", "und"])
    assert found["languages"][0] == {
        "source_lang": "en-US",
        "target_lang": "de-DE",
        "files": 1,
        "units": 3,
        "identical": 1,
        "human": 3,
        "machine": 0,
        "source_words": 5,
        "target_words": 5,
        "source_characters": 21,
        "target_characters": 21,
        "numbers": 5,
        "missing": 2,
        "front_matter": 1,
        "image_alts": 0,
        "left_out": 0,
        "quoted": 0,
        "defects": {},
    }
    assert (found["total"]["files"], found["total"]["units"]) == (2, 4)


def test_stats_as_a_table() -> None:
    result = _run("stats", "docs/deep")
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()[:3]] == [
        ["en-US", "→", "und"],
        ["Files", "1"],
        ["Units", "1"],
    ]


def _command(*arguments: str) -> subprocess.CompletedProcess[str]:
    command: Sequence[str] = [sys.executable, "-m", "loc_align", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_module_is_the_command() -> None:
    result = _command("--version")
    assert (result.returncode, result.stdout) == (0, f"loc-align, version {version('loc-align')}\n")


def test_the_help_of_the_whole_says_what_the_help_of_each_command_says() -> None:
    for name, command in COMMANDS.items():
        assert ENTRIES[name].help == command.get_short_help_str(limit=100)


def test_help_has_an_example() -> None:
    for name in ("export", "split", "stats"):
        assert f"loc-align {name} " in _command(name, "--help").stdout


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m loc_align export docs --to jsonl | head -c 1"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert (result.stdout, "Traceback" in result.stderr) == ("{", False)


def test_files_are_written_as_they_come() -> None:
    taken: list[int] = []

    def parts() -> Iterator[Part]:
        for number in range(3):
            taken.append(number)
            yield Part(b"%d;" % number, (), 1, WriteOptions(), DefectLines(0, ()))

    written = joined(parts(), FORMATS["jsonl"], WriteOptions())
    assert (next(written), taken) == (b"0;", [0])
    assert (list(written), taken) == ([b"1;", b"2;", b""], [0, 1, 2])
