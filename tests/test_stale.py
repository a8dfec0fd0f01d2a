"""Old translations of sentences that have changed: in checks, in alignments, and in memories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import loc_align
from loc_align.cli import main

_OLD = """---
title: Dry the herbs
---
# Dry the herbs

Hang them up for two weeks. Keep out the sun.

- Run `dryer --slow`.
- Turn them once.

![A bunch](bunch.png)
"""
_NEW = """---
title: Dry the herbs in autumn
---
# Dry the herbs

Hang them up for three weeks. Keep out the sun. Label them.

- Run `dryer --fast`.

![A bunch](bunch.png)
"""
_TARGET = """---
title: Kräuter trocknen
---
# Kräuter trocknen

Hängen Sie sie zwei Wochen auf. Halten Sie die Sonne fern.

- Rufen Sie `dryer --slow` auf.
- Wenden Sie sie einmal.

![Ein Bund](bunch.png)
"""


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a target whose record names the old source."""
    monkeypatch.chdir(tmp_path)
    for folder, text in (("en", _OLD), ("de", _TARGET)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "herbs.md").write_text(text, encoding="utf-8")
    assert _run("align", "en", "de", "--record", "-j", "1").exit_code == 0
    (tmp_path / "en/herbs.md").write_text(_NEW, encoding="utf-8")
    return tmp_path


def _document(text: str) -> loc_align.Document:
    return loc_align.read(text.encode(), path="herbs.md")


_FOUND = [
    (2, "Kräuter trocknen"),
    (6, "Hängen Sie sie zwei Wochen auf."),
    (8, "Rufen Sie `dryer --slow` auf."),
    (9, "Wenden Sie sie einmal."),
]


def test_a_check_finds_the_old_text_in_a_target_in_one_language() -> None:
    document = _document(_TARGET)
    problems = loc_align.check(document, _document(_NEW), select=["text-stale"], old_source=_document(_OLD))
    lines = _TARGET.splitlines()
    assert [
        (problem.line, lines[problem.line - 1][problem.column - 1 : (problem.end_column or 0) - 1])
        for problem in problems
    ] == _FOUND
    assert problems[1].message == (
        'the source was "Hang them up for two weeks." and is now "Hang them up for three weeks." (89% alike); '
        "update the translation"
    )
    assert loc_align.check(document, _document(_OLD), select=["text-stale"], old_source=_document(_OLD)) == ()


def test_the_command_takes_the_old_source_from_the_record(place: Path) -> None:
    for arguments in (("de",), ("de/herbs.md",), (".", "--no-cache"), (".",), (".",)):
        done = _run("check", *arguments, "--source-dir", "en", "--select", "text-stale", "--format", "json", "-j", "1")
        found = [item for item in json.loads(done.stdout)["problems"] if item["path"].endswith("de/herbs.md")]
        assert [item["line"] for item in found] == [line for line, _ in _FOUND]
    assert place.is_dir()


_STALE = ["Dry the herbs", "Hang them up for two weeks.", "Run `dryer --slow`.", "Turn them once."]


@pytest.mark.parametrize(("how", "count"), [("review", 4), ("omit", 0)])
def test_an_alignment_writes_old_sources_beside_old_translations(place: Path, how: str, count: int) -> None:
    for form in ("tmx", "xliff", "jsonl"):
        done = _run("align", "en", "de", "--to", form, "-o", f"m.{form}", "--stale", how, "-j", "1")
        assert "the source has changed since; aligned with the one it was made from" in done.stderr
    units = [json.loads(line) for line in (place / "m.jsonl").read_text(encoding="utf-8").splitlines()]
    stale = [(unit["source"], unit["state"]) for unit in units if "stale" in unit.get("reasons", ())]
    assert stale == [(source, "initial") for source in _STALE[:count]]
    assert (place / "m.xliff").read_text(encoding="utf-8").count("needs-review-translation") == count
    news = [unit["source"] for unit in units if unit.get("target") is None]
    assert news == [
        "Dry the herbs in autumn", "Hang them up for three weeks.", "Label them.", "Run `dryer --fast`.",
    ]  # fmt: skip
    exported = ("export", "en", "--source-only", "--target-lang", "de", "--to", "jsonl", "-j", "1")
    for memory in ("m.tmx", "m.xliff"):
        assert _run(*exported, "--memory", memory, "-o", "out.jsonl").exit_code == 0
        filled = [json.loads(line) for line in (place / "out.jsonl").read_text(encoding="utf-8").splitlines()]
        found = {unit["source"] for unit in filled if unit.get("target")}
        assert found == {"Dry the herbs", "Keep out the sun.", "![A bunch](bunch.png)"}


def test_side_by_side_documents_get_the_old_source_beside_the_old_translation(place: Path) -> None:
    assert _run("align", "en", "de", "--to", "sxs", "-o", "sxs/", "-j", "1").exit_code == 0
    text = (place / "sxs/herbs.md").read_text(encoding="utf-8")
    assert "Hang them up for two weeks." in text
    assert "three weeks" not in text
    done = _run("check", "sxs", "--source-dir", "en", "--select", "text-stale", "--no-cache", "-j", "1")
    assert done.stdout.count("[text-stale]") == 3


_EDITED = _NEW.replace(" Label them.", "").replace("`dryer --fast`", "`dryer --slow` twice")
_KEPT = [(6, "Hängen Sie sie zwei Wochen auf."), (8, "Rufen Sie `dryer --slow` auf.")]


@pytest.mark.parametrize("later", ["", "\nKeep the jars closed.\n"])
def test_what_an_update_has_left_as_it_was_is_stale(place: Path, later: str) -> None:
    (place / "en/herbs.md").write_text(_EDITED, encoding="utf-8")
    assert _run("update", "en", "de", "--in-place", "--pending", "old", "-j", "1").exit_code == 0
    target = (place / "de/herbs.md").read_text(encoding="utf-8").splitlines()
    with (place / "en/herbs.md").open("a", encoding="utf-8") as stream:
        stream.write(later)
    done = _run("check", "de", "--source-dir", "en", "--select", "text-stale", "--format", "json", "-j", "1")
    found = json.loads(done.stdout)["problems"]
    assert [
        (item["line"], target[item["line"] - 1][item["column"] - 1 : item["end_column"] - 1]) for item in found
    ] == _KEPT
    assert found[0]["message"] == (
        'the source says "Hang them up for three weeks." since an update; update the translation'
    )


@pytest.mark.parametrize("later", ["", "\nKeep the jars closed.\n"])
def test_no_memory_has_what_an_update_has_left_as_it_was(place: Path, later: str) -> None:
    (place / "en/herbs.md").write_text(_EDITED, encoding="utf-8")
    assert _run("update", "en", "de", "--in-place", "--pending", "old", "-j", "1").exit_code == 0
    with (place / "en/herbs.md").open("a", encoding="utf-8") as stream:
        stream.write(later)
    assert _run("align", "en", "de", "--to", "jsonl", "-o", "m.jsonl", "-j", "1").exit_code == 0
    units = [json.loads(line) for line in (place / "m.jsonl").read_text(encoding="utf-8").splitlines()]
    waiting = [unit["source"] for unit in units if unit.get("target") is None]
    assert waiting == [
        "Hang them up for three weeks.",
        "Run `dryer --slow` twice.",
        *([later.strip()] if later else []),
    ]
    assert _run("align", "en", "de", "--to", "sxs", "-o", "sxs/", "-j", "1").exit_code == 0
    assert "three weeks" not in (place / "sxs/herbs.md").read_text(encoding="utf-8")
