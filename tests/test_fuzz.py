"""The fuzz targets accept their seeds, and the runner finds and minimizes what fails."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

from doc_blocks import ROOT

sys.path.insert(0, str(ROOT / "fuzz"))

from mutation import minimize, mutate
from targets import TARGETS


def _fuzz(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "fuzz" / "run.py"), *arguments]
    # With the variable, regex can warn on import about the encoding of the locale.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNDEFAULTENCODING"}
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_has_seeds_and_words(name: str) -> None:
    assert any(TARGETS[name].seeds)
    assert any(TARGETS[name].words)


def test_the_seeds_do_not_fail() -> None:
    done = _fuzz("--seconds", "0", "--seed", "1", "--jobs", "2")
    assert done.returncode == 0, done.stdout
    assert sorted(line.split()[0] for line in done.stdout.splitlines()) == sorted(TARGETS)


def test_an_unknown_target_is_refused() -> None:
    done = _fuzz("nothing")
    assert (done.returncode, "unknown target 'nothing'; use one of markdown, " in done.stderr) == (2, True)


def test_mutations_depend_on_the_seed_alone() -> None:
    chances = [random.Random(1), random.Random(1)]  # noqa: S311 - for mutations, not for secrets
    one, other = ([mutate([b"a: 1\nb: 2\n"], [b"- "], chance) for _ in range(50)] for chance in chances)
    assert one == other


def test_an_input_that_fails_is_minimized() -> None:
    assert minimize(b"aaaa<b>cccc&dddd", lambda data: b"<" in data and b"&" in data, 5) == b"<&"
