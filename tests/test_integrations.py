"""Integrations of the check: the pre-commit hook, the GitHub action, and the examples in the documentation."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from doc_blocks import ROOT, blocks
from loc_align.cli import main
from side_by_side import pair

GUIDE = (ROOT / "docs" / "howto" / "check-in-ci.md").read_text(encoding="utf-8")
SNIPPETS = [yaml.safe_load(block.text) for block in blocks(GUIDE) if block.language == "yaml"]


def test_the_examples_of_the_project_pass() -> None:
    done = CliRunner().invoke(main, ["check", str(ROOT / "examples" / "docs"), "--no-cache"])
    assert done.exit_code == 0, done.output


def test_the_hook_is_a_command_that_exists() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, command, *options = hook["entry"].split()
    known = {name for option in main.commands["check"].params for name in option.opts}
    assert known.issuperset(options)
    assert (program, command in main.commands) == ("loc-align", True)
    assert hook["types"] == ["markdown"]
    (used,) = next(snippet["repos"] for snippet in SNIPPETS if "repos" in snippet)
    assert used["hooks"][0]["id"] == hook["id"]


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    workflow = next(snippet for snippet in SNIPPETS if "jobs" in snippet)
    used = next(step["with"] for step in workflow["jobs"]["check"]["steps"] if "loc-align" in step["uses"])
    assert used.keys() <= action["inputs"].keys()


def action_step(place: Path, folder: str = "bin", **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the last step of the action as a runner does, with the programs in the folder of the system."""
    step = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"][-1]
    assert "${{" not in step["run"], "an input would become code"
    programs = place / "loc-align" / folder
    programs.mkdir(parents=True, exist_ok=True)
    program = programs / "loc-align"
    program.write_text(
        f'#!/bin/sh\ncommand=$1; shift\nexec "{sys.executable}" -m loc_align "$command" --no-cache "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    names = {name: inputs.get(value.split(".")[-1].rstrip(" }"), "") for name, value in step["env"].items()}
    environment = {**os.environ, **names, "RUNNER_TEMP": str(place), "GITHUB_STEP_SUMMARY": str(place / "summary.md")}
    call = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(call, cwd=place, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action runs in bash")
def test_the_action(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "summary.md").write_text("before\n", encoding="utf-8")
    done = action_step(tmp_path, paths="examples/docs examples/damaged/*.md", sarif="out.sarif")
    assert done.returncode == 1
    assert "::error file=examples/damaged/damaged.md,line=19," in done.stdout
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("before\n## loc-align: ")
    assert json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    calm = action_step(tmp_path, paths="examples", arguments="--fail-on never --select links")
    assert (calm.returncode, calm.stdout.count("::error")) == (0, 0)
    dashes = action_step(tmp_path, paths="--help")
    assert (dashes.returncode, "--help: no such file" in dashes.stderr) == (2, True), dashes.stderr
    wrong = action_step(tmp_path, paths="$(touch harm) none")
    assert (wrong.returncode, (tmp_path / "harm").exists()) == (2, False)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action runs in bash")
def test_the_action_finds_its_programs_on_windows(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(pair("1a2b3-101", "Bien.", "Fine.") + "\n", encoding="utf-8")
    done = action_step(tmp_path, "Scripts", paths="page.md")
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action runs in bash")
def test_the_action_asks_for_a_python_that_it_can_use(tmp_path: Path) -> None:
    step = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"][0]
    for name in ("python", "python3"):
        old = tmp_path / name
        old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        old.chmod(0o755)
    call = [str(shutil.which("bash")), "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    environment = {"PATH": str(tmp_path), "RUNNER_TEMP": str(tmp_path), "ACTION_PATH": str(ROOT)}
    done = subprocess.run(call, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stdout == "::error::loc-align needs Python 3.11 or later; add actions/setup-python before this step\n"
