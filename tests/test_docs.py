"""The documentation: its examples run, their output is current, and it mentions every option and code."""

from __future__ import annotations

import doctest
import json
import re
from pathlib import Path

import click
import pytest

import loc_align
from doc_blocks import PAGES, ROOT, Block, Edit, blocks, commands, make_place, run, steps, tidy
from loc_align.cli.table import COMMANDS
from loc_align.documents.defects import DEFECTS
from loc_align.formats import FORMATS

DOCS = ROOT / "docs"
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in PAGES}
API = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
CLI = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
LANGUAGES = {"console", "json", "markdown", "pycon", "python", "sh", "text", "toml", "xml", "yaml"}


def with_blocks(*languages: str) -> list[str]:
    return [name for name, text in TEXTS.items() if any(block.language in languages for block in blocks(text))]


@pytest.mark.parametrize("name", TEXTS)
def test_every_block_names_a_known_language(name: str) -> None:
    found = {block.language for block in blocks(TEXTS[name])}
    assert found <= LANGUAGES
    fences = re.findall(r"^ *```(.*)$", TEXTS[name], re.MULTILINE)
    assert all(fences[::2])


def run_commands(block: Block, page: str, place: Path) -> None:
    for command in commands(block):
        done = run(command.text, place)
        where = f"{page}:{block.line}: {command.text}"
        assert done.returncode == 0, f"{where}\n{done.stdout}"
        if command.shown:
            assert f"{where}\n{tidy(done.stdout)}" == f"{where}\n{command.shown}"


def run_session(block: Block, page: str, names: dict[str, object]) -> dict[str, object]:
    test = doctest.DocTestParser().get_doctest(block.text, names, page, page, block.line)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    failed, tried = runner.run(test, out=report.append, clear_globs=False)
    assert tried, f"{page}:{block.line}: nothing to run"
    assert not failed, "".join(report)
    return test.globs


@pytest.mark.parametrize("name", with_blocks("console", "python", "pycon"))
def test_a_page_does_what_it_shows(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = make_place(tmp_path)
    monkeypatch.chdir(place)
    names: dict[str, object] = {"__name__": "__main__"}
    for step in steps(TEXTS[name]):
        if isinstance(step, Edit):
            step.make(place)
        elif step.language == "console":
            run_commands(step, name, place)
        elif step.language == "python":
            exec(compile(step.text, f"{name}:{step.line}", "exec"), names)  # noqa: S102 - the project's own page
        elif step.language == "pycon":
            names = run_session(step, name, names)


UNITS_SHOWN = {
    "README.md": "export examples/faulty/storage.md",
    "docs/index.md": "export examples/faulty/storage.md",
    "docs/formats/json.md": "export examples/docs/ja-JP/overview.md",
    "docs/howto/align.md": "align examples/unmarked/en examples/unmarked/de",
}
"""Pages that show a unit as JSON, whole or in part, and the command that writes it."""


@pytest.mark.parametrize("name", UNITS_SHOWN)
def test_the_unit_is_what_the_command_writes(name: str, tmp_path: Path) -> None:
    shown = next(json.loads(block.text) for block in blocks(TEXTS[name]) if block.language == "json")
    rows = run(f"loc-align {UNITS_SHOWN[name]} --to jsonl --quiet", make_place(tmp_path)).stdout.splitlines()
    unit = next(row for row in map(json.loads, rows) if row["source"] == shown["source"])
    assert list(shown.items()) == [(key, value) for key, value in unit.items() if key in shown]
    assert name != "docs/formats/json.md" or shown == unit


def test_the_pair_and_the_tu_of_the_tmx_page_are_one(tmp_path: Path) -> None:
    pair, tu = (
        next(block.text for block in blocks(TEXTS["docs/formats/tmx.md"]) if block.language == language)
        for language in ("markdown", "xml")
    )
    page = "examples/docs/ja-JP/overview.md"
    assert pair in (ROOT / page).read_text(encoding="utf-8")
    memory = run(f"loc-align export {page} --to tmx --quiet", make_place(tmp_path)).stdout.splitlines()
    assert "".join(part.strip() for part in tu.splitlines()) in memory


@pytest.mark.parametrize("name", loc_align.__all__)
def test_every_public_name_is_in_the_reference(name: str) -> None:
    assert re.search(rf"^\.\. auto\w+:: loc_align\.{name}$", API, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    section = re.search(rf"^## `loc-align {name}`$(.*?)(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL)
    assert section is not None
    command = COMMANDS[name]
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    options = [item for one in (command, *inner) for item in one.params if isinstance(item, click.Option)]
    spellings = {spelling for option in options for spelling in (*option.opts, *option.secondary_opts)}
    named = set(re.findall(r"`(--?[a-z][a-z-]*)", section[1]))
    assert named == spellings


def test_every_defect_code_is_in_the_reference() -> None:
    page = TEXTS["docs/reference/defects.md"]
    assert dict(re.findall(r"^\| `([a-z-]+)` \| (.*?) \|", page, re.MULTILINE)) == dict(DEFECTS)


def test_every_format_has_a_page_or_a_section() -> None:
    for name in FORMATS:
        assert f"`{name}`" in TEXTS["docs/formats/index.md"]
        assert f"`{name}`" in TEXTS["README.md"]


def test_links_within_the_documentation_lead_somewhere() -> None:
    for path in PAGES:
        text = re.sub(r"^( *)```.*?^\1```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        text = re.sub(r"`[^`\n]*`", "", text)
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)}: {target}"
