"""The status of translations: values, reports, and the command."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import loc_align
from loc_align import Document
from loc_align.cli import main
from loc_align.text.word_diff import marked
from loc_align.tracking.forms import FORMS
from loc_align.tracking.rows import Row
from loc_align.tracking.status import Status

_OLD = "# Bees\n\nFeed the bees in autumn. Close the hive at night.\n"
_NEW = "# Bees\n\nFeed the bees in late autumn. Close the hive at night.\n\nCount them.\n"
_TARGET = "# Bienen\n\nFüttern Sie die Bienen im Herbst. Schließen Sie nachts den Stock.\n"


def _read(text: str, path: str = "page.md") -> Document:
    return loc_align.read(text.encode(), path=path)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "-j", "1"])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path, text in (
        ("old/bees.md", _OLD),
        ("old/honey.md", "# Honey\n"),
        ("en/bees.md", _NEW),
        ("en/honey.md", "# Honey\n"),
        ("en/new.md", "# New\n"),
        ("de/bees.md", _TARGET),
        ("de/honey.md", "# Honig\n"),
        ("de/gone.md", "# Weg\n"),
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_status_counts_what_changed() -> None:
    found = loc_align.status(_read(_NEW), _read(_TARGET), old=_read(_OLD))
    assert (found.state, found.sentences, found.behind, found.words, found.share) == ("outdated", 4, 2, 8, 0.5)
    assert found.counts == {"kept": 2, "edited": 1, "new": 1}
    assert [change.kind for change in found.changes] == ["edited", "new"]


def test_the_states_without_a_comparison() -> None:
    source, target = _read(_NEW), _read(_TARGET)
    assert loc_align.status(source, None).state == "missing"
    assert loc_align.status(None, target).state == "orphaned"
    assert loc_align.status(source, target).state == "unknown"
    assert loc_align.status(source, target, old=source).state == "up-to-date"
    with pytest.raises(loc_align.UsageError):
        loc_align.status(None, None)


def test_a_side_by_side_translation_contains_its_old_source() -> None:
    pair = (
        '<span data-ttu-id="a-101">Zählen Sie.</span><span class="sxs-lookup"><span data-stu-id="a-101">Count.</span>'
        "</span>\n"
    )
    assert loc_align.status(_read("Count.\n"), _read(pair)).state == "up-to-date"
    assert loc_align.status(_read("Count twice.\n"), _read(pair)).counts == {"edited": 1}


def test_a_report_names_files_and_languages(place: Path) -> None:
    done = _run("status", "en", "de", "--old-source", "old")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "de/bees.md: outdated: 1 edited, 1 new, 8 words",
        "de/gone.md: orphaned",
        "en/new.md: missing",
        "de: 50.0% up to date (1 up-to-date, 1 outdated, 1 missing, 1 orphaned)",
    ]
    assert _run("status", "en", "de").stdout.startswith(
        "de/bees.md: unknown: nothing says which source the translation was made from\n"
    )
    assert place.is_dir()


def test_an_update_makes_a_status_and_a_merge_makes_it_up_to_date(place: Path) -> None:
    _run("update", "en", "de", "--old-source", "old", "--in-place", "--work", "w.xlf", "--target-lang", "de")
    assert _run("status", "en", "de").stdout.startswith("de/bees.md: outdated: 2 pending\n")
    work = (place / "w.xlf").read_text(encoding="utf-8")
    (place / "w.xlf").write_text(
        work.replace("</source><context", '</source><target state="translated">Fertig.</target><context'),
        encoding="utf-8",
    )
    assert _run("merge", "w.xlf", "--root", "de", "-o", "de").exit_code in {0, 2}
    CliRunner().invoke(main, ["merge", "w.xlf", "--root", "de", "-o", "de"])
    assert "bees" not in _run("status", "en", "de").stdout


def test_folders_without_a_language_are_one_translation(place: Path) -> None:
    for path in ("source/a.md", "source/guide/b.md", "target/a.md", "target/guide/b.md"):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text("# A\n", encoding="utf-8")
    lines = _run("status", "source", "target").stdout.splitlines()
    assert lines[-1] == "target: 0.0% up to date (2 unknown)"


def test_what_awaits_translation_is_not_counted_as_edited_too(place: Path) -> None:
    _run("update", "en", "de", "--old-source", "old", "--in-place")
    first = _run("status", "en", "de", "--old-source", "old").stdout.splitlines()[0]
    assert first == "de/bees.md: outdated: 1 edited, 1 new, 8 words"
    assert place.is_dir()


def test_git_says_since_when_and_by_whom(place: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=Ann", "-c", "user.email=a@example.org", *arguments]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()

    git("init", "-q")
    (place / "en/bees.md").write_text(_OLD, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "old")
    note = f"---\ndefault_lang_commit: {git('rev-parse', 'HEAD')}\n---\n"
    (place / "de/bees.md").write_text(note + _TARGET, encoding="utf-8")
    (place / "en/bees.md").write_text(_NEW, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "new", "--date", "2026-03-14T12:00:00Z")
    first = _run("status", "en", "de").stdout.splitlines()[0]
    assert first == "de/bees.md: outdated: 1 edited, 1 new, 8 words, since 2026-03-14 by Ann"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (("outdated",), 1),
        (("outdated:1",), 0),
        (("outdated:24%",), 1),
        (("outdated:25%",), 0),
        (("outdated:1", "missing:0"), 1),
        (("current:1",), 2),
        (("outdated:x",), 2),
    ],
)
def test_limits_fail_a_build(place: Path, limits: tuple[str, ...], code: int) -> None:
    options = [part for limit in limits for part in ("--fail-on", limit)]
    assert _run("status", "en", "de", "--old-source", "old", *options).exit_code == code, place


def test_an_old_source_that_does_not_exist_is_refused(place: Path) -> None:
    done = _run("status", "en", "de", "--old-source", "gone")
    assert (done.exit_code, done.stderr) == (2, "error: gone: no such file or folder\n"), place


@pytest.mark.parametrize("path", ["de/bees.md", "en/bees.md"])
def test_a_report_never_overwrites_a_document(place: Path, path: str) -> None:
    before = (place / path).read_bytes()
    done = _run("status", "en", "de", "--old-source", "old", "--format", "json", "-o", path)
    message = f"error: {path} is both an input file and the output file; choose another output file\n"
    assert (done.exit_code, done.stderr, (place / path).read_bytes()) == (2, message, before)


def test_a_translation_that_nobody_can_read_is_not_up_to_date(place: Path) -> None:
    assert _run("align", "en", "de", "--record").exit_code == 0
    (place / "de/honey.md").write_bytes(b"# \xff\n")
    done = _run("status", "en", "de")
    message = "error: de/honey.md:1: byte 2 (0xff) is not UTF-8; convert the file to UTF-8\n"
    assert (done.exit_code, done.stderr) == (1, message)


_ROWS = [
    Row("de", "a|b.md", "en/a|b.md", loc_align.status(_read(_NEW), _read(_TARGET, "de/a|b.md"), old=_read(_OLD))),
    Row("ja", "c.md", "en/c.md", Status("missing", "en/c.md")),
    Row("ja", "d.md", "en/d.md", Status("up-to-date", "ja/d.md")),
]


def test_json_has_the_changes() -> None:
    found = json.loads(FORMS["json"](_ROWS))
    assert found["languages"][1] == {
        "lang": "ja", "share": 0.5, "up-to-date": 1, "outdated": 0, "missing": 1, "orphaned": 0, "unknown": 0,
    }  # fmt: skip
    assert found["files"][0]["changes"][0] == {
        "kind": "edited",
        "line": 3,
        "old": "Feed the bees in autumn.",
        "new": "Feed the bees in late autumn.",
        "likeness": 0.906,
    }


def test_csv_has_a_row_for_each_file() -> None:
    rows = [*csv.DictReader(io.StringIO(FORMS["csv"](_ROWS).decode()))]
    assert [(row["path"], row["state"], row["edited"]) for row in rows] == [
        ("de/a|b.md", "outdated", "1"),
        ("en/c.md", "missing", "0"),
        ("ja/d.md", "up-to-date", "0"),
    ]


def test_markdown_shows_names_as_they_are() -> None:
    assert "| de/a\\|b\\.md | outdated | 1 | 1 | 0 | 8 |  |" in FORMS["markdown"](_ROWS).decode().replace(
        ".md", "\\.md"
    )


def test_a_change_is_marked_word_by_word() -> None:
    assert [*marked("Feed the bees.", "Feed all bees!")] == [
        (0, "Feed "),
        (-1, "the"),
        (1, "all"),
        (0, " bees"),
        (-1, "."),
        (1, "!"),
    ]


_GREEK = """# Κήπος

Πότε ποτίζετε τον κήπο; Κάθε πρωί.

Κλείστε την πόρτα.

Μαζέψτε τα μήλα το φθινόπωρο, αφήστε τα φύλλα κάτω από τα δέντρα και σκεπάστε τα με άχυρο πριν από τον χειμώνα.
"""
_FROM_GREEK = """# Garden

<!--
Πότε ποτίζετε τον κήπο; Σκεπάστε τα δέντρα με άχυρο, αφήστε κάτω τα μήλα και μαζέψτε τα φύλλα πριν από το φθινόπωρο.
-->
When do you water the garden? Cover the trees with straw.

Close the door.

<!-- Φύλλα και δέντρα. -->
Leaves and trees.
"""


def test_comments_are_read_in_the_language_of_the_source(place: Path) -> None:
    for folder, text in (("el", _GREEK), ("uk", _FROM_GREEK)):
        (place / folder).mkdir()
        (place / folder / "garden.md").write_text(text, encoding="utf-8")
    found = _run("status", "el", "uk", "--source-lang", "el", "--format", "json")
    (file,) = json.loads(found.stdout)["files"]
    assert (file["state"], file["reason"], file["kept"]) == ("outdated", "comments", 3)
    assert (
        json.loads(_run("status", "el", "uk", "--source-lang", "en", "--format", "json").stdout)["files"][0]["state"]
        == "unknown"
    )
