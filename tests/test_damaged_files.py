"""Damaged and malicious files: the error is one line that names the file, and never a traceback."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loc_align.checks.baseline import dump_baseline, parse_baseline
from loc_align.cli import main
from loc_align.cli.table import COMMANDS
from loc_align.files.finding import Found
from loc_align.files.parallel import run
from side_by_side import pair

_DEEP = 100_000


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOC_ALIGN_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("LOC_ALIGN_TRACEBACK", raising=False)
    Path("page.md").write_text(f"{pair('1a2b3-101', 'Sichern', 'Back up')}\n", encoding="utf-8")
    Path("other.md").write_text("Sichern\n", encoding="utf-8")
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def _refused(result: Result, code: int, start: str, end: str = "\n") -> None:
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1), result.stderr
    assert result.stderr.startswith(f"error: {start}"), result.stderr
    assert result.stderr.endswith(end), result.stderr


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"baseline = {'9' * 5000}", "not valid TOML: Exceeds the limit"),
        (f"fail-on = 0x{'f' * 5000}", "not valid TOML: an integer has more than 64 bits\n"),
        (f"budget = {{ links = {2**63} }}", "not valid TOML: an integer has more than 64 bits\n"),
        (f"select = {'[' * _DEEP}", "not valid TOML: it is nested too deeply\n"),
        ("select = [", "not valid TOML: "),
        ("select = '\ufffe", "not valid TOML: "),
    ],
    ids=range(6),
)
def test_configuration(text: str, problem: str) -> None:
    Path("bad.toml").write_text(text, encoding="utf-8")
    _refused(_run("check", "page.md", "--config", "bad.toml"), 2, f"bad.toml: {problem}")


@pytest.mark.parametrize(
    "pattern",
    ["(" * 5000, "(" * 3000 + "a" + ")" * 3000, "[", r"\x{FFFFFF}", "a{99999999999999999999}", "(?<", "a**"],
    ids=range(7),
)
def test_segmentation_rules(pattern: str) -> None:
    escaped = pattern.replace("<", "&lt;")
    Path("bad.srx").write_text(
        '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="no"/><body>'
        f'<languagerules><languagerule languagerulename="d"><rule break="yes"><beforebreak>{escaped}</beforebreak>'
        '</rule></languagerule></languagerules><maprules><languagemap languagepattern=".*" languagerulename="d"/>'
        "</maprules></body></srx>",
        encoding="utf-8",
    )
    result = _run("export", "other.md", "--source-only", "--target-lang", "fr", "--to", "tsv", "--srx", "bad.srx")
    _refused(result, 1, "bad.srx:1: rule 1 of 'd': the regular expression '")
    assert len(result.stderr) < 300


_LEXICON = {"loc-align lexicon": 1, "total": 2.0, "source": {"a": 1.0}, "target": {"b": 1.0}, "pairs": [["a", "b", 1]]}


@pytest.mark.parametrize(
    "content",
    [
        *({**_LEXICON, key: None} for key in _LEXICON),
        {**_LEXICON, "source": ["a"]},
        {**_LEXICON, "source": {"a": "many"}},
        {**_LEXICON, "pairs": [["a", 1, 1]]},
        {**_LEXICON, "pairs": [["a", "b"]]},
        {**_LEXICON, "total": float("nan")},
        {**_LEXICON, "total": -1},
        {**_LEXICON, "source": {"a": 1e300}},
        {**_LEXICON, "pairs": [["a", "b", -1]]},
        [],
    ],
    ids=str,
)
def test_lexicon(content: object) -> None:
    Path("bad.gz").write_bytes(gzip.compress(json.dumps(content).encode()))
    result = _run("align", "page.md", "other.md", "--to", "jsonl", "--lexicon", "bad.gz")
    _refused(result, 1, "bad.gz: not a lexicon of loc-align; save one with --save-lexicon\n")


def test_lexicon_with_any_byte_changed() -> None:
    whole = gzip.compress(json.dumps(_LEXICON).encode(), mtime=0)
    assert _with_lexicon(whole).exit_code == 0
    for at in range(10, len(whole)):
        result = _with_lexicon(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        _refused(result, 1, "bad.gz: ", "--save-lexicon\n")
    _refused(_with_lexicon(gzip.compress(b"[" * _DEEP)), 1, "bad.gz: not a lexicon")
    bomb = gzip.compress(json.dumps(_LEXICON).encode() + b" " * (1 << 28), compresslevel=1)
    _refused(_with_lexicon(bomb), 1, "bad.gz: not a lexicon")


def _with_lexicon(data: bytes) -> Result:
    Path("bad.gz").write_bytes(data)
    return _run("align", "page.md", "other.md", "--to", "jsonl", "-o", "out.jsonl", "-q", "--lexicon", "bad.gz")


@pytest.mark.parametrize("data", [b"[" * _DEEP, b"\xff", b'{"version": 1, "problems": {"a": 9}}', b"9" * 5000])
def test_baseline(data: bytes) -> None:
    Path("bad.json").write_bytes(data)
    _refused(_run("check", "page.md", "--baseline", "bad.json"), 1, "bad.json: not a version 1 baseline; ")


def test_a_baseline_keeps_the_names_of_files_that_are_not_text() -> None:
    accepted = {"caf\udce9.md": {"0f": "link-text"}}
    data = dump_baseline(accepted)
    assert b'"caf\\udce9.md"' in data
    assert parse_baseline(data, "b.json") == accepted


@pytest.mark.parametrize("data", [b'"source', b'source,"tar', b"\xff", b"<tbx", b"<tbx>" * 1000])
def test_glossary(data: bytes) -> None:
    Path("bad.csv").write_bytes(data)
    Path("loc-align.toml").write_text('glossary = "bad.csv"\n', encoding="utf-8")
    result = _run("check", "page.md")
    assert (result.exit_code, "bad.csv" in result.stderr, result.stderr.count("\n")) == (2, True, 1)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("pairs", "source_lang", None),
        ("pairs", "target_lang", b"\xff"),
        ("pairs", "units", None),
        ("pairs", "first", "x"),
        ("texts", "unit", "x"),
        ("units", "target", None),
        ("units", "block", "palace"),
        ("units", "source", b"\x99"),
    ],
)
def test_index_with_values_of_another_type(table: str, column: str, value: object) -> None:
    _run("export", "page.md", "--to", "jsonl", "--target-lang", "de", "-o", "memory.jsonl")
    _run("memory", "build", "memory.jsonl", "-o", "bad.sqlite")
    with closing(sqlite3.connect("bad.sqlite", isolation_level=None)) as database:
        database.execute("PRAGMA writable_schema = ON")
        (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        loose = sql.replace(" NOT NULL", "").replace("INTEGER,", ",").replace("TEXT", "")
        database.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (loose, table))
    with closing(sqlite3.connect("bad.sqlite", isolation_level=None)) as database:
        database.execute(f"UPDATE {table} SET {column} = ?", (value,))  # noqa: S608 - names of this test
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, table))
    commands = {"lookup": ["Back up", "--target-lang", "de"], "stats": []}
    for command in {"units": ["stats"], "source_lang": ["lookup", "stats"]}.get(column, ["lookup"]):
        result = _run("memory", command, "bad.sqlite", *commands[command])
        _refused(result, 1, "bad.sqlite: the index is damaged (", "); build it again\n")


def test_index_with_any_byte_changed() -> None:
    _run("export", "page.md", "--to", "jsonl", "--target-lang", "de", "-o", "memory.jsonl")
    _run("memory", "build", "memory.jsonl", "-o", "good.sqlite")
    whole = Path("good.sqlite").read_bytes()
    used = [at for at, byte in enumerate(whole) if byte]
    for at in used[:: len(used) // 150]:
        Path("bad.sqlite").write_bytes(whole[:at] + bytes([whole[at] ^ 0x99]) + whole[at + 1 :])
        for command in (["stats", "bad.sqlite"], ["lookup", "bad.sqlite", "Back up", "--target-lang", "de"]):
            result = _run("memory", *command)
            assert (result.exit_code in {0, 1}, "internal error" in result.stderr) == (True, False), at
            assert result.stderr.count("\n") <= 1


def test_a_bug_is_one_line_that_says_how_to_report_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "one\ntwo"
        raise KeyError(message)

    monkeypatch.setattr(COMMANDS["rules"], "callback", broken)
    _refused(
        _run("rules"),
        1,
        r"internal error: KeyError: 'one\ntwo'; please report it at https://github.com/loc-align/loc-align/issues, ",
        "with the output of the same command with LOC_ALIGN_TRACEBACK=1\n",
    )
    monkeypatch.setenv("LOC_ALIGN_TRACEBACK", "1")
    assert isinstance(_run("rules").exception, KeyError)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (MemoryError(), "there is not enough memory; use fewer --jobs, or give fewer files at a time\n"),
        (PermissionError(13, "Permission denied", "a/b"), "a/b: Permission denied\n"),
        (OSError(28, "No space left on device"), "standard output: No space left on device\n"),
        (OSError(5, "Input/output error"), "the operating system: Input/output error\n"),
    ],
    ids=str,
)
def test_errors_of_the_system(error: Exception, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(COMMANDS["rules"], "callback", broken)
    _refused(_run("rules"), 1, line)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no such device")
def test_a_full_disk_for_an_output_file() -> None:
    result = _run("export", "page.md", "--to", "tmx", "-o", "/dev/full")
    _refused(result, 1, "/dev/full: cannot be written: No space left on device\n")


def test_a_reader_that_has_ended() -> None:
    script = [sys.executable, "-m", "loc_align", "rules", "--format", "json"]
    # With the variable, regex can warn on import about the encoding of the locale.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNDEFAULTENCODING"}
    with subprocess.Popen(script, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_bug_in_one_file_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(found: Found) -> str:
        if found.path == "page.md":
            message = "odd"
            raise TypeError(message)
        if found.path == "large.md":
            raise MemoryError
        return found.path

    files = [Found(name, name) for name in ("page.md", "large.md", "other.md")]
    bug, large, other = run(files, work)
    assert bug.error == (
        "page.md: internal error: TypeError: odd; please report it at https://github.com/loc-align/loc-align/issues, "
        "with the output of the same command with LOC_ALIGN_TRACEBACK=1"
    )
    assert large.error == "large.md: there is not enough memory for this file; use fewer --jobs"
    assert other.value == "other.md"
    monkeypatch.setenv("LOC_ALIGN_TRACEBACK", "1")
    with pytest.raises(TypeError):
        list(run(files, work))


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_no_space_for_temporary_files(place: Path) -> None:
    program = (
        "import resource; from loc_align.files.spill import Spill; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000)); "
        "spill = Spill(); [spill.add(bytes(1_500_000)) for _ in range(3)]"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "TMPDIR": str(place)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr.splitlines()[-1] == (
        f"loc_align.errors.InputError: {place}: File too large; set TMPDIR to a folder with more space"
    )
