"""Small inputs of known kinds, in a folder beside the project: what is read in them, and how runs on them end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import loc_align
from conftest import SHARED
from loc_align.documents.accounting import account

_CASES = SHARED / "cases"
_MOST_SECONDS = 60
"""How long to wait for a run before it counts as hanging, on a machine that can be busy."""
_MOST_PROCESSOR_SECONDS = 5.0
"""The processor time that a run can take, with its worker processes."""

pytestmark = pytest.mark.skipif(not _CASES.is_dir(), reason="the inputs of ../shared/cases are not there")

_PAIRS = {
    "broken-yaml.md": 2,
    "column-indented-source.md": 0,
    "column-indented.md": 4,
    "ecma.xml": 3,
    "empty-list-marker.md": 2,
    "fence-unclosed.md": 3,
    "front-matter-pairs.md": 3,
    "hub.yml": 3,
    "indented-list-after-heading.md": 4,
    "pair-in-indented-code.md": 1,
}
_DEFECTS = {"broken-yaml.md": ["front-matter-yaml"], "fence-unclosed.md": ["target-empty"]}


@pytest.mark.parametrize("name", _PAIRS)
def test_every_pair_is_read(name: str) -> None:
    document = loc_align.read(_CASES / "parse" / name)
    assert len(document.pairs) == _PAIRS[name]
    assert [defect.code for defect in document.defects] == _DEFECTS.get(name, [])
    assert account(document).left_out == ()


def test_indented_content_of_a_container_is_offered() -> None:
    document = loc_align.read(_CASES / "parse" / "column-indented-source.md")
    units = loc_align.extract(document, target_lang="de-DE").units
    assert [unit.source.text for unit in units if unit.source] == ["L", "Buyers", "Do you buy?"]


def _run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNDEFAULTENCODING"}
    before = _processor_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "loc_align", *arguments],
        cwd=place,
        capture_output=True,
        encoding="utf-8",
        env={**environment, "LOC_ALIGN_CACHE": str(place / "cache")},
        check=False,
        timeout=_MOST_SECONDS,
    )
    assert _processor_seconds() - before < _MOST_PROCESSOR_SECONDS
    return done


def _processor_seconds() -> float:
    """Return the processor time of the processes that have ended; 0 on Windows, which does not measure it."""
    times = os.times()
    return times.children_user + times.children_system


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    shutil.copytree(_CASES / "runs", tmp_path / "runs")
    return tmp_path / "runs"


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        ("check ok.md --config config-bigint.toml", 2, "config-bigint.toml"),
        ("memory stats memory-stats-TypeError.sqlite", 1, "memory-stats-TypeError.sqlite"),
        ("memory stats memory-stats-UnicodeDecodeError.sqlite", 1, "memory-stats-UnicodeDecodeError.sqlite"),
        ("align ok.md emoji2.md --to jsonl --lexicon lexicon-flip.gz", 1, "lexicon-flip.gz"),
        ("export cp1252/en/a.md --source-only --target-lang fr --to tsv --srx srx-deep.srx", 1, "srx-deep.srx"),
    ],
)
def test_a_damaged_file_is_one_line_that_names_it(runs: Path, arguments: str, code: int, named: str) -> None:
    done = _run(runs, *arguments.split())
    lines = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert (done.returncode, len(lines)) == (code, 1), done.stderr
    assert lines[0].startswith(f"error: {named}")
    assert "internal error" not in done.stderr


@pytest.mark.parametrize("name", ["yaml-bomb.md", "yaml-bool-tag.md"])
def test_hostile_front_matter_is_a_defect(runs: Path, name: str) -> None:
    done = _run(runs, "check", name, "--no-cache", "--no-config", "--select", "front-matter-yaml", "--fail-on", "never")
    assert (done.returncode, done.stderr) == (0, "")
    assert "[front-matter-yaml]" in done.stdout


@pytest.mark.parametrize("form", ["text", "markdown", "github", "json"])
def test_no_emoji_is_read_from_data(runs: Path, form: str) -> None:
    done = _run(runs, "check", "emoji2.md", "line100.md", "--no-cache", "--no-config", "--format", form)
    assert "Traceback" not in done.stderr
    assert not any(0x1F300 <= ord(character) <= 0x1FAFF for character in done.stdout + done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="such names and pipes are not legal there")
@pytest.mark.parametrize("folder", ["self", "colon", "bytes", "newline", "fifo"])
@pytest.mark.parametrize("command", ["check . --no-cache --format sarif", "stats .", "export . --to tmx -o out.tmx"])
def test_every_legal_name_is_worked_on(runs: Path, folder: str, command: str) -> None:
    subprocess.run(["bash", "special-names.sh"], cwd=runs, check=True)  # noqa: S607 - whatever bash there is
    done = _run(runs / folder, *command.split(), "--jobs", "2")
    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    assert not any(line.startswith("::") for line in (done.stdout + done.stderr).splitlines())
