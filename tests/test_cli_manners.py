"""Conventions of the command line: help, completion, scores, standard input, colors, and signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from loc_align.checks import FAMILIES, RULES
from loc_align.checks.rule_names import _SYNONYMS, NAMES
from loc_align.cli import main
from loc_align.cli.session import Session
from loc_align.cli.table import COMMANDS, SECTIONS
from loc_align.formats import FORMATS
from loc_align.report import REPORTERS
from side_by_side import pair

_PAGE = f"---\nms.contentlocale: de-de\n---\n\n{pair('1a2b3-101', 'Sichern', 'Back up')}\n"
_COMMAND = [sys.executable, "-m", "loc_align"]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("page.md").write_text(_PAGE, encoding="utf-8")
    return tmp_path


def _run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=given)


def _sections(*arguments: str) -> dict[str, list[str]]:
    """Return the options in a help text, by section."""
    found: dict[str, list[str]] = {}
    for line in _run(*arguments, "--help").output.splitlines():
        if line.endswith(":") and not line.startswith(" "):
            found[line[:-1]] = rows = []
        elif found and line.startswith("  -"):
            rows.append(line.split("  ")[1].split()[-1 if line.startswith("  -o") else 0])
    return found


def test_commands_come_in_the_order_of_a_working_day() -> None:
    help_text = _run("--help").output
    assert [*SECTIONS] == ["Translation", "Quality", "Documents without IDs", "Files and memories"]
    places = [help_text.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert [*COMMANDS] == [
        *("export", "merge", "update"),
        *("check", "status", "rules", "stats"),
        *("align", "bench"),
        *("split", "convert", "corpus", "memory"),
    ]


@pytest.mark.parametrize(
    ("command", "sections"),
    [
        ("export", "Output, Monolingual documents, Translation memories, Languages, Input, General"),
        ("merge", "Documents, Targets, Preview, Input, General"),
        ("check", "Rules, Report, Fixes, Known problems, Files, Configuration, Cache, Languages, Input, General"),
        ("align", "Output, Review, Prior knowledge, Segmentation, Languages, Input, General"),
        ("bench", "Output, Prior knowledge, Languages, Input, General"),
        ("convert", "Input, Output, Languages, General"),
    ],
)
def test_options_stand_in_sections(command: str, sections: str) -> None:
    found = _sections(command)
    assert ", ".join(found) == sections
    shown = sum(map(len, found.values()))
    assert shown == 1 + sum(isinstance(param, click.Option) for param in COMMANDS[command].params)  # and --help


def test_help_fits_the_width_of_a_terminal() -> None:
    for name in COMMANDS:
        lines = _run(name, "--help").output.splitlines()
        assert [line for line in lines if len(line) > 80 and "loc-align" not in line] == []


@pytest.mark.parametrize("score", ["0.75", "75%", " 75 % ", "75"])
@pytest.mark.parametrize("option", ["--min-confidence", "--memory-threshold"])
def test_scores_in_any_form(option: str, score: str) -> None:
    command = COMMANDS["align" if option == "--min-confidence" else "export"]
    arguments = ["page.md", "page.md"] if option == "--min-confidence" else ["page.md"]
    with click.Context(command) as context:
        command.parse_args(context, [*arguments, "--to", "tmx", option, score])
    assert context.params[option[2:].replace("-", "_")] == 0.75


def test_a_bare_percentage_is_read_with_a_warning() -> None:
    result = _run("export", "page.md", "--to", "jsonl", "-q", "--memory-threshold", "80")
    assert result.exit_code == 0
    assert result.stderr == "warning: --memory-threshold 80 is read as 80%; write 0.8 or 80%\n"
    for clear in ("0.8", "80%", "1", "0", "100%"):
        assert _run("export", "page.md", "--to", "jsonl", "-q", "--memory-threshold", clear).stderr == ""


@pytest.mark.parametrize("score", ["-1", "101", "101%", "1e9", "nan", "inf", "high", "%", ""])
def test_what_is_no_score_is_refused(score: str) -> None:
    result = _run("export", "page.md", "--to", "tmx", "--memory-threshold", score)
    assert result.exit_code == 2
    assert f"Invalid value for '--memory-threshold': {score!r} is not a score" in " ".join(result.stderr.split())


def _completed(*words: str) -> list[str]:
    """Return the completions of the last word of a command line."""
    shell = ShellComplete(main, {}, "loc-align", "_LOC_ALIGN_COMPLETE")
    return [item.value for item in shell.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("",), [*COMMANDS]),
        (("me",), ["merge", "memory"]),
        (("export", "--to", ""), [*FORMATS]),
        (("export", "--to", "xl"), ["xliff", "xliff2"]),
        (("align", "a", "b", "--to", "s"), ["sxs"]),
        (("convert", "--from", "js"), ["json", "jsonl"]),
        (("check", "--format", ""), [*REPORTERS]),
        (("check", "--format", "s"), ["sarif", "statistics"]),
        (("check", "--select", ""), [*NAMES]),
        (("check", "--select", "link"), ["links", *(rule for rule in RULES if rule.startswith("link"))]),
        (
            ("check", "--ignore", "links,term"),
            ["links,terminology", *(f"links,{rule}" for rule in RULES if "term-" in rule)],
        ),
        (("check", "--select", "links,links"), []),
        (("check", "--explain", "code-sp"), ["code-span"]),
        (("check", "--severity", "number-v"), ["number-version"]),
        (
            ("check", "--severity", "number-version="),
            [f"number-version={x}" for x in ("error", "warning", "info", "off")],
        ),
        (("rules", "suppression"), ["suppressions", "suppression-unused"]),
        (("check", "--fail-on", ""), ["error", "warning", "info", "never"]),
        (("memory", ""), ["build", "lookup", "stats"]),
        (("--v",), ["--version"]),
    ],
)
def test_completion(words: tuple[str, ...], offered: list[str]) -> None:
    assert _completed(*words) == offered


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("check", "do"), "file"),
        (("export", "--to", "tmx", "-o", "do"), "file"),
        (("check", "--source-dir", "do"), "dir"),
        (("merge", "--root", "do"), "dir"),
        (("memory", "lookup", "do"), "file"),
    ],
)
def test_paths_are_completed_by_the_shell(words: tuple[str, ...], kind: str) -> None:
    shell = ShellComplete(main, {}, "loc-align", "_LOC_ALIGN_COMPLETE")
    offered = shell.get_completions(list(words[:-1]), words[-1])
    assert [(item.type, item.value) for item in offered] == [(kind, "do")]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_lines_of_the_documentation_print_a_script(shell: str) -> None:
    page = Path(__file__).resolve().parents[1].joinpath("docs", "reference", "cli.md").read_text(encoding="utf-8")
    assert f"_LOC_ALIGN_COMPLETE={shell}_source loc-align" in page
    variables = {**os.environ, "_LOC_ALIGN_COMPLETE": f"{shell}_source"}
    code = "from loc_align.cli import main; main(prog_name='loc-align')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, encoding="utf-8", check=False
    )
    assert "_LOC_ALIGN_COMPLETE" in done.stdout


def test_rules_of_names() -> None:
    assert _run("rules", "terminology").output.splitlines()[0] == "terminology:"
    result = _run("rules", "links,code-span", "--format", "json")
    found = {item["family"]: [rule["id"] for rule in item["rules"]] for item in json.loads(result.output)["families"]}
    assert found == {"links": [rule.id for rule in FAMILIES["links"]], "codes": ["code-span"]}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("terms", "terminology"),
        ("glossary", "terminology"),
        ("urls", "links"),
        ("frontmatter", "front-matter"),
        ("num", "numbers"),
        ("text-ident", "text-identifier-split"),
        ("Links", "links"),
        ("tag", "codes"),
    ],
)
def test_the_name_that_is_meant(name: str, meant: str) -> None:
    for arguments in (["check", "page.md", "--select", name], ["rules", name]):
        result = _run(*arguments)
        assert result.exit_code == 2
        assert f"unknown rule or family {name!r}; did you mean {meant!r}?" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "errors"),
    [
        (("check", "nowhere"), "error: nowhere: no such file or folder\n"),
        (
            ("check", "page.md", "--config", "a.toml", "--no-config"),
            "error: --config and --no-config contradict each other",
        ),
        (
            ("check", "--explain", "links"),
            "error: 'links' is a family of rules; run `loc-align rules links` for a list\n",
        ),
        (
            ("export", "page.md"),
            "Usage: loc-align export [OPTIONS] PATH...\nTry 'loc-align export --help' for help.\n\nerror: ",
        ),
        (
            ("exprot",),
            "Usage: loc-align [OPTIONS] COMMAND [ARGS]...\nTry 'loc-align --help' for help.\n\nerror: No such",
        ),
        ((), "Usage: loc-align [OPTIONS] COMMAND [ARGS]...\n\n  Align, check"),
    ],
)
def test_wrong_calls(arguments: tuple[str, ...], errors: str) -> None:
    result = CliRunner().invoke(main, arguments, prog_name="loc-align")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(errors)


def test_synonyms_stand_for_families() -> None:
    assert {*_SYNONYMS.values()} == {*FAMILIES}
    assert not _SYNONYMS.keys() & {*NAMES}


def test_a_document_on_standard_input() -> None:
    result = _run("export", "-", "--to", "jsonl", given=_PAGE)
    assert result.stderr == "standard output: 1 unit from 1 file, 0 defects\n"
    assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == ["<stdin>"]
    named = _run("export", "-", "--to", "jsonl", "--stdin-filename", "docs/a.md", given=_PAGE)
    assert json.loads(named.stdout)["path"] == "docs/a.md"
    assert json.loads(_run("stats", "-", "--format", "json", given=_PAGE).stdout)["total"]["units"] == 1


def test_check_takes_the_configuration_and_the_source_of_the_name() -> None:
    Path("fr").mkdir()
    Path("en").mkdir()
    Path("en/a.md").write_text("Run `ls -la` in `/var/log/2024` now, or wait until the morning.\n", encoding="utf-8")
    Path("fr/loc-align.toml").write_text('select = ["code-span"]\ntarget-lang = "fr-FR"\n', encoding="utf-8")
    given = "Exécutez `ls` dans `/var/log/2024` maintenant, ou attendez le matin.\n"
    arguments = ("check", "-", "--source-dir", "en", "--format", "json")
    unnamed, named = (
        json.loads(_run(*arguments, *name, given=given).stdout)["problems"]
        for name in ((), ("--stdin-filename", "fr/a.md"))
    )
    assert [item for item in unnamed if item["rule"] == "code-span"] == []
    assert [(item["path"], item["rule"]) for item in named] == [("fr/a.md", "code-span")]


def test_check_of_standard_input_leaves_no_trace(place: Path) -> None:
    before = sorted(place.iterdir())
    arguments = ("check", "-", "--stdin-filename", "page.md", "--cache-dir", "cache", "--fail-on", "never")
    assert _run(*arguments, given=_PAGE).exit_code == 0
    assert sorted(place.iterdir()) == before


def test_the_fixes_of_standard_input_are_shown() -> None:
    text = f"{pair('1a2b3-101', 'Tapez `a``b`.', 'Type `a` and `b`.')}\n"
    result = _run("check", "-", "--diff", "--select", "code-merged", given=text)
    assert (result.exit_code, result.stderr) == (1, "1 problem would be fixed\n")
    assert result.stdout.splitlines()[-1] == f"+{text.replace('`a``b`', '`a` `b`')}".rstrip()
    refused = _run("check", "-", "--fix", given=text)
    assert (refused.exit_code, "--fix changes files in place" in refused.stderr) == (2, True)


def test_a_memory_on_standard_input() -> None:
    _run("export", "page.md", "--to", "tmx", "-o", "a.tmx")
    result = _run("convert", "-", "b.jsonl", given=Path("a.tmx").read_bytes())
    assert (result.exit_code, result.stderr) == (0, "b.jsonl: 1 unit\n")
    command = [*_COMMAND, "convert", "-", "c.jsonl"]
    bad = subprocess.run(command, input="<tmx\n", capture_output=True, encoding="utf-8", check=False)
    assert (bad.returncode, bad.stderr.startswith("error: <stdin>:1: ")) == (1, True)
    checked = _run("check", "-", "--stdin-filename", "x.tmx", given=Path("a.tmx").read_bytes())
    assert (checked.exit_code, checked.stdout) == (0, "no problems found in 1 file\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "-", "page.md", "--to", "tmx"), "-: standard input is one document; give it without other paths"),
        (("split", "-", "--target-dir", "x"), "-: this command cannot read standard input; give files or folders"),
        (("check", "page.md", "--stdin-filename", "x.md"), "--stdin-filename is for standard input"),
        (("check", "-", "--changed-since", "main"), "--changed-since compares files with git"),
    ],
)
def test_standard_input_where_it_does_not_fit(arguments: tuple[str, ...], message: str) -> None:
    result = _run(*arguments, given=_PAGE)
    assert (result.exit_code, message in result.stderr) == (2, True)


def _output(variables: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*_COMMAND, *arguments]
    return subprocess.run(command, env={**os.environ, **variables}, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("variables", "colored"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
    ],
)
def test_colors(variables: dict[str, str], colored: bool) -> None:
    Path("bad.md").write_bytes(b"\xff")
    for arguments in (("check", "page.md", "bad.md"), ("stats", "page.md", "bad.md")):
        done = _output(variables, *arguments)
        assert ("\x1b[" in done.stdout, "\x1b[" in done.stderr) == (colored, colored)
    assert "\x1b[" not in _output(variables, "check", "page.md", "--format", "text=report.txt").stdout
    assert "\x1b[" not in Path("report.txt").read_text(encoding="utf-8")


def test_forced_colors_do_not_cut_tables() -> None:
    plain, colored = (_output(variables, "stats", "page.md").stdout for variables in ({}, {"FORCE_COLOR": "1"}))
    assert len(plain.splitlines()) == len(colored.splitlines())


def _many(place: Path) -> None:
    """Create enough documents for a slow export."""
    pairs = "\n\n".join(
        pair(f"1a2b3-{number}", f"Satz {number}.", f"Sentence {number}.") for number in range(101, 3000)
    )
    (place / "docs").mkdir()
    for number in range(200):
        (place / "docs" / f"{number}.md").write_text(pairs, encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_run_cleanly(place: Path, number: signal.Signals, code: int, jobs: str) -> None:
    _many(place)
    command = [*_COMMAND, "export", "docs", "--to", "tmx", "-o", "out.tmx", "--jobs", jobs]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not any(item.name.startswith(".out.tmx.") and item.stat().st_size for item in place.iterdir()):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        out, errors = process.communicate(timeout=60)
    assert (process.returncode, out, errors) == (code, b"", b"")
    assert sorted(item.name for item in place.iterdir()) == ["docs", "page.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_signal_to_all_processes_leaves_no_half_written_file(place: Path) -> None:
    _many(place)
    command = [*_COMMAND, "export", "docs", "--to", "tmx", "-o", "out/", "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not (place / "out").is_dir():
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        out, errors = process.communicate(timeout=60)
    assert (process.returncode, out, errors) == (130, b"", b"")
    assert [item.name for item in (place / "out").iterdir() if item.name.startswith(".")] == []


def test_an_error_that_several_files_have_in_common_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    session = Session(quiet=False)
    for message in ("m.sqlite: the index changed", "m.sqlite: the index changed", "a.md: not UTF-8"):
        session.fail(message)
    assert session.failed == 3
    assert capsys.readouterr().err == "error: m.sqlite: the index changed\nerror: a.md: not UTF-8\n"
