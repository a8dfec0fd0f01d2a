"""The last line of each command that reads documents says how many IDs it left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from loc_align.cli import main
from side_by_side import pair

_WHOLE = f"{pair('1a2b3-101', 'Ja', 'Yes')}\n"
_DAMAGED = f'{_WHOLE}\n<span data-ttu-id="1a2b3-102">Nein</span>\n\n<span data-stu-id=>\n'
_LINE = "warning: 4 IDs belong to no pair and were left out"


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder, text in (("bad", _DAMAGED), ("good", _WHOLE)):
        for name in ("a.md", "b.md"):
            path = tmp_path / folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return tmp_path


def _lines(*arguments: str) -> list[str]:
    return CliRunner().invoke(main, arguments).stderr.splitlines()


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    "command",
    [
        ("export", "--to", "tmx", "-o", "out.tmx"),
        ("split", "--target-dir", "out"),
        ("stats",),
        ("check", "--cache-dir", "cache"),
        ("check", "--no-cache", "-q"),
    ],
    ids=" ".join,
)
def test_ids_left_out_are_counted(command: tuple[str, ...], jobs: str) -> None:
    for _ in range(2):
        assert _lines(*command, "-j", jobs, "bad")[-1] == _LINE
    assert not any("left out" in line for line in _lines(*command, "-j", jobs, "good"))


@pytest.mark.usefixtures("docs")
def test_align_counts_the_ids_of_its_targets() -> None:
    assert _lines("align", "good", "bad", "--to", "jsonl", "-o", "out.jsonl")[-1] == _LINE


@pytest.mark.usefixtures("docs")
def test_merge_counts_the_ids_of_its_documents() -> None:
    _lines("export", "--to", "xliff", "-o", "out/", "bad")
    assert _lines("merge", "out", "--root", "bad", "--dry-run")[-1] == _LINE
