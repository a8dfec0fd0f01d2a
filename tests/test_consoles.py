"""The output on any console: messages never fail, and data is UTF-8 and unchanged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loc_align.cli import main
from loc_align.formats import FORMATS
from loc_align.report import REPORTERS
from side_by_side import pair

_COMMAND = [sys.executable, "-m", "loc_align"]
_SAYINGS = {
    "ja-JP": ("`kiln` を 3 回実行して、[窯の案内](b.md)を読みます。", "窯"),
    "th-TH": ("รัน `kiln` 3 ครั้ง แล้วอ่าน [คู่มือเตาเผา](b.md)", "เตาเผา"),
    "ar-SA": ("شغّل `kiln` 3 مرات واقرأ [دليل الفرن](b.md).", "فرن"),
}
_SOURCES = ("Run `oven` 3 times and read [the guide of the kiln](a.md).", "Kiln")
_WORKS = [
    *(f"export sxs --to {form}" for form in FORMATS),
    *(f"export en --source-only --target-lang ja --to {form}" for form in ("xliff", "jsonl")),
    *(f"check sxs --no-cache --format {form}" for form in REPORTERS),
    "check sxs --no-cache --diff",
    "check --explain locale-th-sara-am",
    *(f"rules --format {form}" for form in ("text", "json")),
    *(f"stats sxs --format {form}" for form in ("table", "json")),
    *(f"bench sxs --format {form}" for form in ("table", "json")),
    *(f"align en/窯.md ja/窯.md --target-lang ja --to {form}" for form in [*FORMATS, "sxs"]),
    "split sxs --target-dir out",
    *(f"convert memory.jsonl - --to {form}" for form in FORMATS),
    "memory build memory.jsonl -o index.sqlite",
    *(f"memory stats memory.jsonl --format {form}" for form in ("table", "json")),
    *(f"memory lookup memory.jsonl Kiln --target-lang th-TH --format {form}" for form in ("table", "json")),
    "memory lookup memory.jsonl 窯 --target-lang th-TH",
    "merge returned.xlf --root sxs --diff",
    "check 無い.md",
    "exprot --窯",
    "--help",
]
_FOR_PEOPLE = ("--format text", "--format table", "--format statistics", "--explain", "--help")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOC_ALIGN_CACHE", str(tmp_path / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "LOC_ALIGN_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    for folder in ("sxs", "en", "ja"):
        Path(folder).mkdir()
    for lang, (sentence, word) in _SAYINGS.items():
        text = f"# {pair('1a2b3-101', word, _SOURCES[1])}\n\n{pair('1a2b3-102', sentence, _SOURCES[0])}\n"
        Path("sxs", f"{word}.md").write_text(f"---\nms.contentlocale: {lang}\n---\n\n{text}", encoding="utf-8")
    Path("en", "窯.md").write_text(f"# {_SOURCES[1]}\n\n{_SOURCES[0]}\n", encoding="utf-8")
    Path("ja", "窯.md").write_text("# 窯\n\n{}\n".format(_SAYINGS["ja-JP"][0]), encoding="utf-8")
    assert _run("export sxs --to jsonl -o memory.jsonl -q").exit_code == 0
    assert _run("export sxs/窯.md --to xliff -o returned.xlf -q").exit_code == 0
    returned = Path("returned.xlf").read_text(encoding="utf-8").replace("3 回実行", "4 回実行")
    Path("returned.xlf").write_text(returned, encoding="utf-8")
    return tmp_path


def _run(command: str, encoding: str = "utf-8") -> Result:
    return CliRunner(charset=encoding).invoke(main, command.split())


@pytest.mark.parametrize("command", _WORKS)
def test_every_command_on_every_console(command: str) -> None:
    expected = _run(command)
    assert (expected.exit_code in {0, 1, 2}, "internal error" in expected.stderr) == (True, False)
    assert "returned.xlf" in command or expected.stdout_bytes or expected.stderr_bytes
    for encoding in ("cp1252", "ascii", "cp932"):
        found = _run(command, encoding)
        text = expected.stdout_bytes.decode("utf-8", "replace")  # Parquet is not text
        people = any(form in command for form in _FOR_PEOPLE) or command == "memory lookup memory.jsonl Kiln"
        shown = text.encode(encoding, "backslashreplace") if people else expected.stdout_bytes
        assert (found.exit_code, found.stdout_bytes) == (expected.exit_code, shown), encoding
        said = expected.stderr_bytes.decode("utf-8").encode(encoding, "backslashreplace")
        assert found.stderr_bytes == said, encoding


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"LC_ALL": "C", "LANG": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=str,
)
def test_a_process_with_another_encoding(variables: dict[str, str]) -> None:
    Path("sxs", "窯.md").rename("page.md")  # in the last case, Python can't read other names either
    for command in ("check page.md --no-cache", "check page.md --no-cache --format json", "stats page.md"):
        plain, other = (
            subprocess.run([*_COMMAND, *command.split()], env={**os.environ, **more}, capture_output=True, check=False)
            for more in ({"PYTHONIOENCODING": "utf-8"}, variables)
        )
        assert (other.returncode, b"Traceback" in other.stderr) == (plain.returncode, False)
        if "json" in command:
            assert other.stdout == plain.stdout
            assert "窯".encode() in other.stdout


def test_emoji_and_markup_are_not_read_from_data() -> None:
    Path("emoji.tsv").write_text(
        "source\ttarget\nHeat :fire: [bold]now[/bold].\t:100: [red]heiß[/red] \x1b[31m\n", encoding="utf-8"
    )
    found = CliRunner().invoke(
        main,
        [
            "memory",
            "lookup",
            "emoji.tsv",
            "Heat :fire: [bold]now[/bold].",
            "--source-lang",
            "und",
            "--target-lang",
            "und",
        ],
    )
    assert found.stdout.splitlines()[1].split("  ")[1:3] == [
        "Heat :fire: [bold]now[/bold].",
        ":100: [red]heiß[/red] \ufffd[31m",
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no such device")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "command",
    ["check sxs --no-cache", "check sxs --no-cache --format sarif", "export sxs --to tmx", "stats sxs", "--help"],
)
def test_a_full_disk_is_one_line(command: str, unbuffered: str) -> None:
    variables = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*_COMMAND, *command.split()], stdout=full, stderr=subprocess.PIPE, check=False, env=variables
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1].startswith("error: standard output: ")
    assert done.stderr.decode().rstrip().endswith("No space left on device")
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"error: ") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no such device")
def test_messages_that_cannot_be_written_do_not_end_the_work() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*_COMMAND, "export", "sxs", "--to", "tmx", "-o", "a.tmx"], stderr=full, check=False)
    assert (done.returncode, Path("a.tmx").exists()) == (0, True)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the stream")
def test_closed_streams() -> None:
    script = f"'{sys.executable}' -m loc_align stats sxs >&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", script], check=False).returncode == 0
