"""The commands ``check`` and ``rules``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loc_align.cli import main
from side_by_side import pair

RULE = "suppression-unused"
GOOD = "---\nms.contentlocale: fr-FR\n---\n# Rien\n"
BAD = f"{GOOD}\n<!-- loc-align: disable=nothing -->\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bad.md").write_text(BAD, encoding="utf-8")
    (tmp_path / "docs" / "good.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


def run(*arguments: str, command: str = "check") -> Result:
    return CliRunner().invoke(main, [command, *arguments])


AS_ERROR = ("--select", RULE, "--severity", f"{RULE}=error")


def test_exit_codes() -> None:
    assert run("docs", "--select", RULE).exit_code == 0
    assert run("docs", "--select", RULE, "--fail-on", "info").exit_code == 1
    assert run("docs", *AS_ERROR).exit_code == 1
    assert run("docs", *AS_ERROR, "--fail-on", "never").exit_code == 0
    assert run("docs/good.md", *AS_ERROR).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none",), "none: no such file or folder"),
        (
            ("docs", "--select", "suppression"),
            "--select: unknown rule or family 'suppression'; did you mean 'suppressions'?",
        ),
        (("docs", "--format", "jsn"), "--format: 'jsn' is not a report format; use one of text, json, sarif,"),
        (
            ("docs", "--format", "json", "--format", "text"),
            "--format: two reports are written to standard output; give one of them another file: text=FILE",
        ),
        (("docs", "--config", "none.toml"), "none.toml: No such file or directory"),
        (("docs", "--update-baseline"), "--update-baseline needs a file; add --baseline FILE"),
        (("docs", "--changed-since", "main"), "not a git repository"),
        (("docs", "--target-lang", "x y"), "'x y' is not a language tag; use a BCP 47 tag, such as 'fr-FR'"),
        (("--explain", "suppression-unusd"), f"unknown rule 'suppression-unusd'; did you mean '{RULE}'?"),
    ],
)
def test_wrong_calls_leave_with_two(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_file_that_cannot_be_read_fails_and_the_others_are_checked(place: Path) -> None:
    (place / "docs" / "broken.md").write_bytes(b"\xff")
    done = run("docs", *AS_ERROR)
    assert done.exit_code == 1
    assert "error: docs/broken.md:1: byte 0 (0xff) is not UTF-8" in done.stderr
    assert "docs/bad.md\n" in done.stdout


def test_a_file_that_cannot_be_read_is_not_said_to_be_clean() -> None:
    Path("broken.md").write_bytes(b"\xff")
    baseline = ("--baseline", "b.json")
    assert run("broken.md").stdout == "no problems found in 0 files, so nothing was compared\n"
    assert 'name="broken.md" tests="1" failures="0" errors="1"' in run("broken.md", "--format", "junit").stdout
    Path("broken.md").write_text(BAD, encoding="utf-8")
    assert run("broken.md", *AS_ERROR, *baseline, "--update-baseline").exit_code == 0
    accepted = Path("b.json").read_bytes()
    Path("broken.md").write_bytes(b"\xff")
    assert run("broken.md", *AS_ERROR, *baseline, "--update-baseline").exit_code == 1
    assert Path("b.json").read_bytes() == accepted


def test_several_reports_at_once(place: Path) -> None:
    forms = ("github", "json=out/r.json", "sarif=out/r.sarif")
    done = run("docs", *AS_ERROR, *(f"--format={form}" for form in forms))
    assert done.stdout.startswith("::error file=docs/bad.md,line=6,endLine=6,col=1,")
    (problem,) = json.loads((place / "out" / "r.json").read_text(encoding="utf-8"))["problems"]
    assert (problem["path"], problem["line"], problem["rule"]) == ("docs/bad.md", 6, RULE)
    assert len(json.loads((place / "out" / "r.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 1


@pytest.mark.parametrize("path", ["docs/bad.md", "en/bad.md"])
def test_a_report_never_overwrites_a_document(place: Path, path: str) -> None:
    (place / "en").mkdir()
    (place / "en" / "bad.md").write_text("# Nothing\n", encoding="utf-8")
    before = (place / path).read_bytes()
    done = run("docs", "--source-dir", "en", f"--format=json={path}")
    message = f"error: {path} is both an input file and the output file; choose another output file\n"
    assert (done.exit_code, done.stderr) == (
        2,
        f"warning: docs/good.md: no source document with that name in en\n{message}",
    )
    assert (place / path).read_bytes() == before


def test_reports_contain_a_file_that_cannot_be_read(place: Path) -> None:
    Path("broken.md").write_bytes(b"\xff\xfe\x00")
    done = run("docs", "broken.md", "--format=sarif=out/r.sarif", "--format=json=out/r.json", "--format=github")
    assert done.exit_code == 1
    (unread,) = json.loads((place / "out" / "r.json").read_text(encoding="utf-8"))["unread"]
    (invocation,) = json.loads((place / "out" / "r.sarif").read_text(encoding="utf-8"))["runs"][0]["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert not invocation["executionSuccessful"]
    assert (unread["path"], unread["message"]) == ("broken.md", notification["message"]["text"])
    assert f"error: {unread['message']}\n" == done.stderr
    assert f"::error file=broken.md::{unread['message']}\n" in done.stdout


def test_configuration(place: Path) -> None:
    (place / "pyproject.toml").write_text(
        f'[tool.loc-align]\nselect = ["{RULE}"]\nseverity = {{ {RULE} = "error" }}\n', encoding="utf-8"
    )
    assert run("docs").exit_code == 1
    assert run("docs", "--no-config", "--select", RULE).exit_code == 0
    assert run("docs", "--ignore", RULE).exit_code == 0
    (place / "docs" / "loc-align.toml").write_text('ignor = ["x"]', encoding="utf-8")
    done = run("docs")
    assert done.exit_code == 2
    assert "docs/loc-align.toml: ignor: unknown key 'ignor'; did you mean 'ignore'?" in done.stderr


def test_a_baseline_lets_what_was_accepted_through(place: Path) -> None:
    arguments = ("docs", *AS_ERROR, "--baseline", "base/line.json")
    assert "base/line.json: No such file or directory; create it with --update-baseline" in run(*arguments).stderr
    done = run(*arguments, "--update-baseline")
    assert (done.exit_code, done.stderr) == (0, "base/line.json: 1 problem accepted\n")
    first = (place / "base" / "line.json").read_bytes()
    done = run(*arguments)
    calm = "no problems found in 2 files; nothing to compare in 2 files: no pairs, and no match in a source document\n"
    assert (done.exit_code, done.stdout) == (0, calm)
    moved = BAD.replace("# Rien", "# Rien\n\nUne ligne.\n") + "\n<!-- loc-align: disable=other -->\n"
    (place / "docs" / "bad.md").write_text(moved, encoding="utf-8")
    done = run(*arguments)
    assert done.exit_code == 1
    assert '"other"' in done.stdout
    assert "'nothing'" not in done.stdout
    (place / "docs" / "bad.md").write_text(GOOD, encoding="utf-8")
    assert "; 1 no longer found, remove them with --update-baseline" in run(*arguments).stderr
    assert run("docs/good.md", *AS_ERROR, "--baseline", "base/line.json", "--update-baseline").exit_code == 0
    assert (place / "base" / "line.json").read_bytes() == first
    (place / "base" / "line.json").write_text("[]", encoding="utf-8")
    done = run(*arguments)
    assert (done.exit_code, "not a version 1 baseline; delete it, and create" in done.stderr) == (1, True)


def test_a_budget(place: Path) -> None:
    config = place / "loc-align.toml"
    text = f'select = ["{RULE}"]\nfail-on = "info"\n[budget]\n'
    for budget, code, message in (
        (f"{RULE} = 1", 0, f"{RULE}: 1 problem with a budget of 1"),
        ("suppressions = 0", 1, "suppressions: 1 problem with a budget of 0, 1 too many"),
        ("fr-fr = 5", 0, "fr-FR: 1 problem with a budget of 5"),
        ("de-DE = 5", 1, ""),
    ):
        config.write_text(text + budget, encoding="utf-8")
        done = run("docs")
        assert (done.exit_code, done.stderr.strip()) == (code, message)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_source_document_outside_its_folder_is_read_only_when_asked(place: Path) -> None:
    (place / "en").mkdir()
    (place / "secret.md").write_text("# Nothing\n", encoding="utf-8")
    for name in ("bad.md", "good.md"):
        (place / "en" / name).symlink_to("../secret.md")
    missing = "no source document with that name in en"
    assert run("docs", "--source-dir", "en").stderr.count(missing) == 2
    assert run("docs", "--source-dir", "en", "--follow-links").stderr.count(missing) == 0


def test_changed_since(place: Path) -> None:
    def git(*arguments: str) -> None:
        call = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
        subprocess.run(call, cwd=place, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "work")
    assert run("docs", *AS_ERROR, "--changed-since", "main").stdout.startswith("no problems found in 0 files")
    (place / "docs" / "new.md").write_text(BAD, encoding="utf-8")
    (place / "docs" / "good.md").write_text(GOOD + "x", encoding="utf-8")
    done = run("docs", *AS_ERROR, "--changed-since", "main")
    assert "docs/new.md\n" in done.stdout
    assert "1 error in 1 file of 2" in done.stdout
    done = run("docs", "--changed-since", "--output=x")
    assert (done.exit_code, "--output=x: not a commit" in done.stderr) == (2, True)
    done = run("docs", "--changed-since", "nowhere")
    assert (done.exit_code, "nowhere" in done.stderr) == (2, True)


def test_the_output_does_not_depend_on_the_number_of_processes(place: Path) -> None:
    for number in range(9):
        (place / "docs" / f"{number}.md").write_text(BAD + "x" * 100_000, encoding="utf-8")
    one = run("docs", *AS_ERROR, "--format", "json", "--jobs", "1")
    assert run("docs", *AS_ERROR, "--format", "json", "--jobs", "3").stdout == one.stdout


def test_rules() -> None:
    assert f"  {RULE}" in run(command="rules").stdout
    families = json.loads(run("--format", "json", command="rules").stdout)["families"]
    listed = {rule["id"] for family in families for rule in family["rules"]}
    assert RULE in listed
    assert run("--explain", RULE).stdout.startswith(f"# {RULE}\n\nA comment suppresses nothing.\n")


MERGED = pair("00000-101", "Tapez `a``b`.", "Type `a` and `b`.")


@pytest.mark.parametrize(
    "text", [f"{GOOD}\n{MERGED}\n", f"\ufeff{GOOD}\n{MERGED}\n".replace("\n", "\r\n"), f"{GOOD}\n{MERGED} und \u2028"]
)
def test_fixes_touch_their_place_alone(text: str, place: Path) -> None:
    page = place / "docs" / "page.md"
    page.write_bytes(text.encode())
    shown = run("docs/page.md", "--select", "code-merged", "--diff")
    assert page.read_bytes() == text.encode()
    assert "+" in shown.stdout
    assert shown.stderr == "1 problem would be fixed\n"
    done = run("docs/page.md", "--select", "code-merged", "--fix")
    assert (done.exit_code, done.stderr) == (0, "1 problem fixed\n")
    assert page.read_bytes() == text.replace("`a``b`", "`a` `b`").encode()
    again = run("docs/page.md", "--select", "code-merged", "--fix")
    assert (again.stdout, again.stderr) == ("no problems found in 1 file\n", "0 problems fixed\n")


def test_a_folder_with_the_source_documents(place: Path) -> None:
    for name, text in {
        "docs/en/deep/page.md": "# Start\n\nRun `ls -la` now, or wait until the morning.\n",
        "docs/fr/deep/page.md": "---\nms.contentlocale: fr-FR\n---\n# Début\n\nExécutez `liste`, ou attendez.\n",
    }.items():
        (place / name).parent.mkdir(parents=True)
        (place / name).write_text(text, encoding="utf-8")
    for paths in (("docs/fr",), ("docs/fr/deep/page.md",), ("docs",)):
        done = run(*paths, "--source-dir", "docs/en", "--select", "code-span", "--format", "github")
        assert done.stdout.startswith("::error file=docs/fr/deep/page.md,line=6,"), paths
    assert "warning: docs/bad.md: no source document with that name in docs/en" in done.stderr
    assert "no such folder; give the folder with the source documents" in run("docs/fr", "--source-dir", "none").stderr


def test_a_memory_beside_documents(place: Path) -> None:
    row = "id,source,target,target_lang\n1,Fine.,Bien.,fr-FR\n2,Run `ls`.,Allez `liste`.,fr-FR\n"
    (place / "memory.csv").write_text(row, encoding="utf-8")
    done = run("docs", "memory.csv", "--select", "code-span", "--format", "github", "--fix")
    assert done.stdout.startswith("::error file=memory.csv,line=3,endLine=3,col=1,endColumn=1,title=code-span::")


def test_results_are_kept(place: Path) -> None:
    arguments = ("docs", "--select", RULE, "--cache-dir", "cache", "--format", "json")
    first = run(*arguments)
    kept = [path for path in (place / "cache").rglob("*") if path.is_file()]
    assert len(kept) == 2
    assert run(*arguments).stdout == first.stdout
    assert run(*arguments, "--severity", f"{RULE}=error").exit_code == 1
    (place / "docs" / "bad.md").write_text(GOOD, encoding="utf-8")
    assert run(*arguments).stdout == '{"version":1,"problems":[\n],"unread":[]}\n'


@pytest.mark.parametrize(
    ("arguments", "rules"),
    [
        ((), {"source-codes", "source-text", "code-unclosed"}),
        (("--side", "both"), {"source-codes", "source-text", "code-unclosed"}),
        (("--side", "target"), {"code-unclosed"}),
        (("--side", "source"), {"source-codes", "source-text"}),
        (("--side", "source", "--select", "codes,links"), {"source-codes"}),
        (("--side", "source", "--ignore", "source-text"), {"source-codes"}),
    ],
    ids=lambda part: " ".join(sorted(part) if isinstance(part, set) else part) or "no option",
)
def test_the_problems_of_one_side(arguments: tuple[str, ...], rules: set[str], place: Path) -> None:
    units = [
        pair("00000-101", "Exécutez `ls (maintenant.", "Run `ls (now."),
        pair("00000-102", "Exécutez `ls maintenant.", "Run `ls` now."),
    ]
    (place / "docs" / "sides.md").write_text(GOOD + "\n" + "\n\n".join(units) + "\n", encoding="utf-8")
    report = json.loads(run("docs/sides.md", *arguments, "--format", "json", "--no-cache").stdout)
    assert {problem["rule"] for problem in report["problems"]} == rules


def test_the_language_of_a_file_without_pairs_is_in_its_path(place: Path) -> None:
    row = "| {} | {} |\n|---|---|\n| {} | {} |\n"
    for name, text in {
        "docs/en/limits.md": "# Limits\n\n" + row.format("Harbor", "Boats per year", "Old harbor", "1,500,000"),
        "i18n/ko/limits.md": "# 제한\n\n" + row.format("항구", "연간 선박 수", "오래된 항구", "150만"),
    }.items():
        (place / name).parent.mkdir(parents=True)
        (place / name).write_text(text, encoding="utf-8")
    done = run("i18n/ko", "--source-dir", "docs/en", "--require-source")
    assert (done.exit_code, done.stdout) == (0, "no problems found in 1 file\n")
    assert "number-only" in run("i18n/ko", "--source-dir", "docs/en", "--target-lang", "de").stdout


@pytest.mark.parametrize("source", ["guide.md", "guide.en.md"])
@pytest.mark.parametrize("path", ["site", "site/tools/guide.pl.md", "other"])
def test_the_names_of_targets_can_end_in_their_language(place: Path, source: str, path: str) -> None:
    text = "# {}\n\n{}\n\n- [{}](start.md)\n"
    english = text.format("Guide", "Set `port` to 8080 before you start the server.", "First steps")
    polish = text.format("Przewodnik", "Ustaw `prot` na 8080, zanim uruchomisz serwer.", "Pierwsze kroki")
    for folder in ("site", "site/tools", "other/tools"):
        (place / folder).mkdir(parents=True)
    (place / "site" / "guide.md").write_text("# Another guide\n", encoding="utf-8")
    (place / "site" / "tools" / source).write_text(english, encoding="utf-8")
    (place / ("other" if path == "other" else "site") / "tools" / "guide.pl.md").write_text(polish, encoding="utf-8")
    done = run(path, "--source-dir", "site", "--format", "json", "--select", "code-span")
    (problem,) = json.loads(done.stdout)["problems"]
    folder = "other" if path == "other" else "site"
    assert (problem["path"], problem["line"]) == (f"{folder}/tools/guide.pl.md", 3)


def test_a_file_that_matches_nothing_in_its_source_document_is_named(place: Path) -> None:
    (place / "en").mkdir()
    (place / "en" / "page.md").write_text("Water the garden in the evening.\n", encoding="utf-8")
    (place / "docs" / "page.md").write_text("明日のランチは何ですか。\n", encoding="utf-8")
    done = run("docs/page.md", "--source-dir", "en", "--require-source", "--target-lang", "ja-JP")
    assert done.exit_code == 2
    assert done.stderr == (
        "error: nothing to compare in 1 file, such as docs/page.md: no source document, or no sentence that surely "
        "matches one; check the folder of --source-dir\n"
    )


def test_a_file_without_anything_to_compare_is_named(place: Path) -> None:
    done = run("docs/good.md")
    assert done.exit_code == 0
    assert done.stdout.endswith(
        "no problems found in 1 file; nothing to compare in 1 file: no pairs, and no match in a source document\n"
    )
    done = run("docs/good.md", "--require-source")
    assert done.exit_code == 2
    assert (
        "nothing to compare in 1 file, such as docs/good.md; give the source documents with --source-dir" in done.stderr
    )
    sides = GOOD + "\n" + pair("00000-101", "Bien.", "Fine.") + "\n"
    (place / "docs" / "sides.md").write_text(sides, encoding="utf-8")
    done = run("docs/sides.md", "--require-source")
    assert (done.exit_code, done.stdout) == (0, "no problems found in 1 file\n")


def test_a_source_folder_that_holds_the_targets_is_refused() -> None:
    done = run("docs", "--source-dir", "docs")
    assert (done.exit_code, done.stdout) == (0, "no problems found in 0 files, so nothing was compared\n")
    done = run("docs", "--source-dir", "docs", "--require-source")
    assert done.exit_code == 2
    assert "no file was compared; name the translated files" in done.stderr


def test_an_update_of_the_baseline_keeps_what_other_rules_found(place: Path) -> None:
    units = pair("00000-101", "Exécutez `ls maintenant (vite.", "Run `ls` now (quickly).")
    (place / "docs" / "sides.md").write_text(f"{GOOD}\n{units}\n", encoding="utf-8")
    update = ("docs", "--no-cache", "--baseline", "base.json", "--update-baseline")
    run(*update)
    before = json.loads((place / "base.json").read_text(encoding="utf-8"))
    assert {*before["problems"]["docs/sides.md"].values()} >= {"code-unclosed", "text-brackets"}
    run(*update, "--select", "text")
    assert json.loads((place / "base.json").read_text(encoding="utf-8")) == before
    done = run("docs", "--no-cache", "--baseline", "base.json", "--select", "text")
    assert "no longer found" not in done.stderr
