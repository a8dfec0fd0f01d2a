"""The documentation: its examples run, their output is current, and it mentions every option and code."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import click
import pytest

import loc_align
from doc_blocks import PAGES, ROOT, blocks, commands, make_place, run, tidy
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


@pytest.mark.parametrize("name", with_blocks("console"))
def test_commands(name: str, tmp_path: Path) -> None:
    place = make_place(tmp_path)
    for block in blocks(TEXTS[name]):
        for command in commands(block) if block.language == "console" else ():
            done = run(command.text, place)
            where = f"{name}:{block.line}: {command.text}"
            assert done.returncode == 0, f"{where}\n{done.stdout}"
            if command.shown:
                assert f"{where}\n{tidy(done.stdout)}" == f"{where}\n{command.shown}"


@pytest.mark.parametrize("name", with_blocks("python", "pycon"))
def test_python(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_place(tmp_path))
    names: dict[str, object] = {"__name__": "__main__"}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for block in blocks(TEXTS[name]):
        if block.language == "python":
            exec(compile(block.text, f"{name}:{block.line}", "exec"), names)  # noqa: S102 - the project's own page
        elif block.language == "pycon":
            test = parser.get_doctest(block.text, names, name, name, block.line)
            report: list[str] = []
            failed, tried = runner.run(test, out=report.append, clear_globs=False)
            assert tried, f"{name}:{block.line}: nothing to run"
            assert not failed, "".join(report)
            names = test.globs


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
