"""The README: its commands can be extracted, and its example is a line of the example file."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from doc_blocks import ROOT, blocks, make_place, run
from loc_align.cli.table import COMMANDS

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = "examples/faulty/storage.md"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Return the script with which ``.ci/run`` extracts the commands."""
    spec = importlib.util.spec_from_file_location("readme_command", ROOT / ".ci" / "readme_command.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shown(language: str) -> str:
    """Return the first code block in a language."""
    return next(block.text for block in blocks(README) if block.language == language)


def test_the_two_commands_are_marked(script: ModuleType) -> None:
    found = script.commands(README)
    assert sorted(found) == ["export", "test"]
    assert all(len(command.splitlines()) == 1 for command in found.values())
    assert found["export"].startswith("python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/loc-align export ")
    assert found["test"] == "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"


def test_the_commands_are_printed_by_name(script: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["test"]) == 0
    assert capsys.readouterr().out == f"{script.commands(README)['test']}\n"
    assert script.main(["nothing"]) == 2


def test_the_main_job_runs(script: ModuleType, tmp_path: Path) -> None:
    command = script.commands(README)["export"].rpartition(" && ")[2]
    place = make_place(tmp_path)
    done = run(command.removeprefix(".venv/bin/"), place)
    assert done.returncode == 0
    assert done.stdout == "memory.tmx: 204 units from 9 files, 0 defects\n"
    assert done.stdout in README


def test_the_pair_is_a_line_of_the_example_on_both_front_pages() -> None:
    pair = "".join(shown("markdown").splitlines())
    assert pair in (ROOT / PAGE).read_text(encoding="utf-8").splitlines()
    front, _, _ = README.partition("## Install")
    assert front.replace("docs/images/", "images/") in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_table(name: str) -> None:
    assert re.search(rf"^\| `loc-align {name} ?[^`]*` \| ", README, re.MULTILINE)
