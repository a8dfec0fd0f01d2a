"""Notes of the source that a target was made from, in repositories with and without that source."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from loc_align.cli import main

_OLD = "# Bees\n\nFeed the bees in autumn.\n"
_NEW = "# Bees\n\nFeed the bees in late autumn.\n"
_BODY = "# Bienen\n\nFüttern Sie die Bienen im Herbst.\n"
_NOTES = [
    "---\nms.sourcegitcommit: {}\n---\n",
    "---\ntitle: x\ndefault_lang_commit: {} # patched\n---\n",
    "---\nl10n:\n  sourceCommit: {}\n---\n",
    "---\nsourceCommit: '{}'\n---\n",
    "---\ntranslation_source_hash: {}\n---\n",
    "---\ni18n_source_sha: {}\n---\n",
    "---\nSOURCE: {}\n---\n",
    "<!-- EN-Revision: {} Maintainer: x Status: ready -->\n\n",
    "<!-- master#{} -->\n\n",
    '#use wml::debian::translation-check translation="{}" maintainer="x"\n\n',
    "<!-- translation-meta: source=README.md@{} date=2026-01-01 -->\n\n",
    "<!-- source-commit: {} -->\n\n",
]


def _git(*arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def _commit(name: str) -> str:
    _git("add", "-A")
    _git("commit", "-qm", name)
    return _git("rev-parse", "HEAD")


def _status(source: str = "en", target: str = "de") -> tuple[str, str]:
    done = CliRunner().invoke(main, ["status", source, target, "--format", "json", "-j", "1"])
    (row,) = json.loads(done.stdout)["files"]
    return row["state"], row["reason"]


def _write(place: Path, path: str, text: str) -> None:
    (place / path).parent.mkdir(exist_ok=True)
    (place / path).write_bytes(text.encode())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with one commit, of the old source."""
    monkeypatch.chdir(tmp_path)
    _git("init", "-q", "-b", "main")
    _write(tmp_path, "en/bees.md", _OLD)
    _commit("old")
    return tmp_path


@pytest.mark.parametrize("note", _NOTES)
def test_each_note_tells_what_the_target_was_made_from(place: Path, note: str) -> None:
    old = _git("rev-parse", "HEAD")
    _write(place, "de/bees.md", note.format(old) + _BODY)
    assert _status()[0] == "up-to-date"
    _write(place, "en/bees.md", _NEW)
    new = _commit("new")
    assert _status()[0] == "outdated"
    update = ["update", "en", "de", "--in-place", "--no-record", "-j", "1"]
    assert CliRunner().invoke(main, update).exit_code == 0
    text = (place / "de/bees.md").read_text(encoding="utf-8")
    assert text.startswith(note.format(new).replace(" # patched", ""))
    assert _status()[0] == "outdated"  # the new sentence is in English
    _write(place, "de/bees.md", text.replace("Feed the bees in late autumn.", "Füttern Sie die Bienen im Spätherbst."))
    assert _status()[0] == "up-to-date"


def _row() -> tuple[str, int, int]:
    done = CliRunner().invoke(main, ["status", "en", "de", "--format", "json", "-j", "1"])
    (row,) = json.loads(done.stdout)["files"]
    return row["state"], row["pending"], row["edited"]


@pytest.mark.parametrize("policy", ["source", "mark"])
def test_without_a_record_a_target_with_pending_text_is_not_up_to_date(place: Path, policy: str) -> None:
    note = _NOTES[0].format(_git("rev-parse", "HEAD"))
    _write(place, "de/bees.md", note + _BODY)
    _write(place, "en/bees.md", _NEW)
    _commit("new")
    update = ["update", "en", "de", "--in-place", "--no-record", "-j", "1", "--pending", policy]
    assert CliRunner().invoke(main, update).exit_code == 0
    assert _row() == ("outdated", 1, 0)
    before = (place / "de/bees.md").read_bytes()
    assert CliRunner().invoke(main, update).exit_code == 0
    assert (place / "de/bees.md").read_bytes() == before
    assert _row() == ("outdated", 1, 0)


def test_without_a_record_pending_text_is_in_the_next_work_file(place: Path) -> None:
    _write(place, "de/bees.md", _NOTES[0].format(_git("rev-parse", "HEAD")) + _BODY)
    _write(place, "en/bees.md", _NEW)
    _commit("new")
    update = ["update", "en", "de", "--in-place", "--no-record", "-j", "1"]
    assert CliRunner().invoke(main, update).exit_code == 0
    assert CliRunner().invoke(main, [*update, "--work", "w.po"]).exit_code == 0
    assert "Feed the bees in late autumn." in (place / "w.po").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("# Honey Bee Server\n\n`pip install bees`\n\nBee install guide\n", "up-to-date"),
        ("# Honey Bee Server\n\nWeigh every hive weekly.\n", "outdated"),
        ("# Honey\n\n毎週巣箱の重さを量ってください。\n", "outdated"),
    ],
    ids=["names", "words", "letters without case"],
)
def test_text_that_is_the_same_in_both_languages_is_pending_if_it_has_enough_words(
    place: Path, source: str, state: str
) -> None:
    _write(place, "en/bees.md", source)
    _write(place, "de/bees.md", _NOTES[0].format(_commit("new")) + source)
    assert _status()[0] == state
    _write(place, "en-gb/bees.md", _NOTES[0].format(_git("rev-parse", "HEAD")) + source)
    assert _status(target="en-gb")[0] == "up-to-date"


def _blob(place: Path) -> str:
    return _git("hash-object", str(place / "en/bees.md"))


def _sha256(place: Path) -> str:
    return hashlib.sha256((place / "en/bees.md").read_bytes()).hexdigest()


@pytest.mark.parametrize("name", [_blob, _sha256])
def test_a_note_can_be_a_hash_of_the_content(place: Path, name: Callable[[Path], str]) -> None:
    _write(place, "de/bees.md", _NOTES[4].format(name(place)) + _BODY)
    assert _status() == ("up-to-date", "translation_source_hash")
    _write(place, "en/bees.md", _NEW)
    assert _status()[0] == ("outdated" if name is _blob else "unknown")


def test_a_commit_that_a_rebase_has_replaced_and_git_has_dropped_is_unknown(place: Path) -> None:
    _write(place, "en/bees.md", _NEW)
    old = _commit("new")
    _write(place, "de/bees.md", _NOTES[0].format(old) + _BODY)
    _git("commit", "-q", "--amend", "-m", "other", "--", "en/bees.md")
    _git("reflog", "expire", "--expire=now", "--all")
    _git("gc", "-q", "--prune=now")
    assert _status() == ("unknown", f"ms.sourcegitcommit names {old[:12]}: git doesn't have it")


def test_a_commit_beyond_the_depth_of_a_clone_is_unknown(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _git("rev-parse", "HEAD")
    _write(place, "en/bees.md", _NEW)
    _write(place, "de/bees.md", _NOTES[1].format(old) + _BODY)
    _commit("new")
    _git("clone", "-q", "--depth", "1", place.as_uri(), str(place / "clone"))
    monkeypatch.chdir(place / "clone")
    assert _status() == (
        "unknown",
        f"default_lang_commit names {old[:12]}: git has only the newest commits; fetch them all",
    )
    _git("fetch", "-q", "--unshallow")
    assert _status()[0] == "outdated"


def test_a_source_that_was_renamed_is_found_under_its_old_name(place: Path) -> None:
    old = _git("rev-parse", "HEAD")
    _write(place, "de/hives.md", _NOTES[0].format(old) + _BODY)
    _git("mv", "en/bees.md", "en/hives.md")
    _commit("rename")
    assert _status()[0] == "up-to-date"
    _write(place, "en/hives.md", _NEW)
    _commit("edit")
    assert _status()[0] == "outdated"


@pytest.mark.parametrize("value", ["0123456789abcdef0123456789abcdef01234567", "abcdef0", "HEAD", "-x", "28992"])
def test_a_note_that_names_nothing_is_unknown(place: Path, value: str) -> None:
    for note in (*_NOTES[:2], _NOTES[7]):
        _write(place, "de/bees.md", note.format(value) + _BODY)
        assert _status()[0] == "unknown"
        done = CliRunner().invoke(main, ["update", "en", "de", "-o", "out", "-j", "1"])
        assert (place / "out/bees.md").read_bytes() == (note.format(value) + _BODY).encode()
        assert "not updated, because " in done.stderr


def test_a_note_is_unknown_without_git(place: Path) -> None:
    old = _git("rev-parse", "HEAD")
    _write(place, "de/bees.md", _NOTES[0].format(old) + _BODY)
    for arguments, code, message in (
        (("status",), 0, f"de/bees.md: unknown: ms.sourcegitcommit names {old[:12]}: git isn't installed"),
        (("update", "--dry-run", "--rev", "HEAD"), 2, "error: --rev HEAD: git isn't installed"),
    ):
        command = [sys.executable, "-m", "loc_align", *arguments, "en", "de", "-j", "1"]
        environment = {**os.environ, "PATH": str(place)}
        done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=environment)
        assert done.returncode == code
        assert message in (done.stdout + done.stderr).splitlines()


def test_a_revision_that_does_not_exist_is_refused(place: Path) -> None:
    for command in (("update", "en", "de", "--dry-run"), ("status", "en/*.md", "de/*.md")):
        done = CliRunner().invoke(main, [*command, "--rev", "v9", "-j", "1"])
        assert (done.exit_code, done.stderr) == (
            2,
            "error: --rev v9: git doesn't know this commit, branch, or tag\n",
        ), place


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_hash_of_the_whole_source_needs_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    monkeypatch.chdir(tmp_path)
    digest = hashlib.sha1(_OLD.replace("\n", ending).encode(), usedforsecurity=False).hexdigest()
    note = f"---\nms.openlocfilehash: {digest}\nms.sourcegitcommit: {'0' * 40}\n---\n"
    _write(tmp_path, "de/bees.md", note + _BODY)
    for other in ("\n", "\r\n"):
        _write(tmp_path, "en/bees.md", _OLD.replace("\n", other))
        assert _status() == ("up-to-date", "ms.openlocfilehash")
    _write(tmp_path, "en/bees.md", _NEW)
    reason = f"ms.openlocfilehash is {digest[:12]}, of another source; the source isn't in a git repository"
    assert _status() == ("outdated", reason)
    done = CliRunner().invoke(main, ["status", "en", "de", "-j", "1"])
    assert done.stdout == f"de/bees.md: outdated: {reason}\nde: 0.0% up to date (1 outdated)\n"


@pytest.mark.parametrize("name", ["work.xlf", "work.xlf2", "work.po"])
@pytest.mark.parametrize("options", [(), ("--all",)])
def test_a_work_file_brings_a_page_with_a_note_up_to_date(place: Path, name: str, options: tuple[str, ...]) -> None:
    note = _NOTES[1]
    _write(place, "de/bees.md", note.format(_git("rev-parse", "HEAD")) + _BODY)
    _write(place, "en/bees.md", _NEW)
    new = _commit("new")
    update = ["update", "en", "de", "--in-place", "--work", name, "--target-lang", "de", "-j", "1", *options]
    assert CliRunner().invoke(main, update).exit_code == 0
    assert _status() == ("outdated", "record")
    work = (place / name).read_text(encoding="utf-8").replace("#, fuzzy\n", "")
    before, found, after = work.partition("Feed the bees in late autumn.</source>")
    if found:
        work = f'{before}{found}<target state="translated">Spät füttern.</target>{after}'
        work = work if name == "work.xlf" else work.replace('<target state="translated">', "<target>")
    else:
        work = work.replace('"Füttern Sie die Bienen im Herbst."', '"Spät füttern."')
    (place / name).write_text(work, encoding="utf-8")
    assert CliRunner().invoke(main, ["merge", name, "--root", "de", "-o", "de"]).exit_code == 0
    assert (place / "de/bees.md").read_text(encoding="utf-8") == (
        note.format(new).replace(" # patched", "") + "# Bienen\n\nSpät füttern.\n"
    )
    assert _status()[0] == "up-to-date"
    assert CliRunner().invoke(main, update).stderr.endswith("0 of 1 document updated, 0 sentences pending\n")
