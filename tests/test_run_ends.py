"""How runs end: on signals at any moment, and on input and output that cannot be used."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from loc_align.cli import main
from loc_align.cli.interrupts import ending_on_signals
from loc_align.errors import InputError
from loc_align.files.standard_input import read_standard_input

_MOST_SECONDS = 10
_INTERRUPTED = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "loc_align.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from loc_align.__main__ import run
run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_an_interrupt_while_the_command_starts_prints_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


class _Finalized:
    def __del__(self) -> None:
        signal.raise_signal(signal.SIGTERM)


def _run_with_a_finalizer() -> None:
    with ending_on_signals():
        _Finalized()
        end = time.monotonic() + _MOST_SECONDS
        while time.monotonic() < end:
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_signal_in_a_finalizer_ends_the_run_too() -> None:
    with pytest.raises(SystemExit) as caught:
        _run_with_a_finalizer()
    assert caught.value.code == 128 + signal.SIGTERM


def test_a_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input: cannot be read, because it is closed"):
        read_standard_input()


@pytest.mark.parametrize(
    "command",
    [
        ["export", "docs", "--to", "tmx", "-o", "file/"],
        ["split", "docs", "--target-dir", "file"],
        ["merge", "back.xlf", "-o", "file"],
    ],
    ids=lambda command: command[0],
)
def test_an_output_folder_that_is_a_file_is_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    for name in ("a.md", "b.md"):
        (tmp_path / "docs" / name).write_text("Words.\n", encoding="utf-8")
    (tmp_path / "file").write_bytes(b"kept")
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, result.stderr.count("error: "), result.stderr.count("\n")) == (2, 1, 1)
    assert "the output folder is a file; choose another folder" in result.stderr
    assert (tmp_path / "file").read_bytes() == b"kept"
