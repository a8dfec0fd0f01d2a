"""The flavour of a document: from an option, a configuration, the files of its site, its source, or its content."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from loc_align.alignment.source_only import extract
from loc_align.cli import main
from loc_align.cli.options import FLAVOURS as NAMES
from loc_align.errors import UsageError
from loc_align.files.conventions import configured_in
from loc_align.files.io import read
from loc_align.files.sites import _folder, reading_as, site_of
from loc_align.markdown.flavours import FLAVOURS
from loc_align.markdown.inline import parse, parse_segment
from loc_align.model import Code, Conventions, References

_SITES = {
    "docfx.json": "docfx",
    "docusaurus.config.ts": "docusaurus",
    ".vitepress/config.mts": "vitepress",
    "astro.config.mjs": "starlight",
    "mkdocs.yml": "mkdocs",
    "book.toml": "mdbook",
    "myst.yml": "myst",
    "hugo.yaml": "hugo",
    "_config.yml": "jekyll",
}


def _write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "flavour"), _SITES.items(), ids=list(_SITES))
def test_the_files_of_a_site_show_its_flavour(name: str, flavour: str, tmp_path: Path) -> None:
    _write(tmp_path / name)
    assert read(_write(tmp_path / "docs" / "de" / "page.md", "Text.\n")).flavour == flavour


@pytest.mark.parametrize(
    ("name", "content", "flavour"),
    [
        ("conf.py", 'extensions = ["myst_parser"]\n', "myst"),
        ("conf.py", "extensions = []\n", "gfm"),
        ("config.toml", 'baseURL = "https://bees.example"\n', "hugo"),
        ("config.toml", "[other]\n", "gfm"),
    ],
)
def test_a_common_name_needs_the_right_content(name: str, content: str, flavour: str, tmp_path: Path) -> None:
    _write(tmp_path / name, content)
    assert read(_write(tmp_path / "page.md", "Text.\n")).flavour == flavour


def test_the_nearest_site_counts_and_it_can_be_beside_the_documents(tmp_path: Path) -> None:
    _write(tmp_path / "website" / "docusaurus.config.js")
    _write(tmp_path / "book" / "book.toml")
    assert read(_write(tmp_path / "docs" / "a.md", "Text.\n")).flavour == "docusaurus"
    assert read(_write(tmp_path / "book" / "src" / "a.md", "Text.\n")).flavour == "mdbook"


def test_a_repository_is_a_border(tmp_path: Path) -> None:
    _write(tmp_path / "mkdocs.yml")
    (tmp_path / "inner" / ".git").mkdir(parents=True)
    assert read(_write(tmp_path / "inner" / "a.md", "Text.\n")).flavour == "gfm"


def test_a_configuration_overrides_the_site(tmp_path: Path) -> None:
    _write(tmp_path / "mkdocs.yml")
    _write(tmp_path / "loc-align.toml", 'flavour = "hugo"\nprotect = ["%[A-Z]+%"]\n')
    document = read(_write(tmp_path / "docs" / "a.md", "Hello %NAME%.\n"))
    assert document.flavour == "hugo"
    assert parse("Hello %NAME%.", document.references) == (
        "Hello ",
        Code("standalone", "directive", "%NAME%"),
        ".",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('flavour = "hugoo"', "flavour: 'hugoo' is unknown; choose from commonmark"),
        ('protect = "x"', "protect: must be a list of regular expressions"),
        ('protect = ["("]', "protect: '(' is not a regular expression"),
        ('text-attributes = ["a b"]', "text-attributes: must be a list of names, such as"),
        ('front-matter = "title"', "front-matter: must be a list of keys, such as"),
        ('[[overrides]]\npaths = ["a/**"]\nflavour = "mkdoc"', "toml: overrides.1.flavour: 'mkdoc' is unknown; choose"),
        ('[[overrides]]\npaths = ["a/**"]\nprotect = "x"', "loc-align.toml: overrides.1.protect: must be a list"),
    ],
)
def test_a_wrong_configuration_is_refused(text: str, message: str, tmp_path: Path) -> None:
    _write(tmp_path / "loc-align.toml", text)
    with pytest.raises(UsageError, match=re.escape(message)):
        read(_write(tmp_path / "a.md", "Text.\n"))


def test_patterns_that_take_too_long_are_refused() -> None:
    with pytest.raises(UsageError, match="take more than 1 second for one segment"):
        parse(f"{'a' * 5000}!", References((), "gfm", Conventions((r"(?:a|aa|aaa)+b",))))


def test_side_by_side_documents_are_docs_flavored(tmp_path: Path) -> None:
    source = '<span class="sxs-lookup"><span data-stu-id="0aaaa-101">Aim</span></span>'
    _write(tmp_path / "_config.yml")
    assert read(_write(tmp_path / "a.md", f'<span data-ttu-id="0aaaa-101">Ziel</span>{source}')).flavour == "docfx"


def test_a_translation_has_the_flavour_of_its_source() -> None:
    source = read(b'!!! note "A"\n    B\n')
    assert (source.flavour, read(b"Text.\n").flavour) == ("mkdocs", "gfm")
    assert read(b"Text.\n", source=source).flavour == "mkdocs"


def test_the_option_overrides_everything(tmp_path: Path) -> None:
    page = _write(tmp_path / "a.md", "+++\ntitle = 'Bees'\n+++\n\n{{< note >}}\n")
    _write(tmp_path / "mkdocs.yml")
    arguments = ["export", str(page), "--source-only", "--to", "csv", "--flavour"]
    shown = {name: CliRunner().invoke(main, [*arguments, name]).stdout.count("Bees") for name in ("hugo", "docfx")}
    assert shown["hugo"] == 1
    assert site_of(str(page)).flavour == "mkdocs"


def test_a_chosen_flavour_stays_in_its_block_and_its_thread(tmp_path: Path) -> None:
    page = str(_write(tmp_path / "a.md", "Text.\n"))
    with ThreadPoolExecutor(1) as pool, reading_as("hugo"):
        assert (read(page).flavour, pool.submit(read, page).result().flavour) == ("hugo", "gfm")
        with reading_as("myst"):
            assert read(page).flavour == "myst"
        assert read(page).flavour == "hugo"
    assert read(page).flavour == "gfm"


def test_an_argument_overrides_everything(tmp_path: Path) -> None:
    _write(tmp_path / "loc-align.toml", 'flavour = "hugo"\nprotect = ["%[A-Z]+%"]\n')
    document = read(_write(tmp_path / "a.md", "Hello %NAME%.\n"), flavour="mkdocs")
    assert (document.flavour, document.references.conventions.protect) == ("mkdocs", ("%[A-Z]+%",))
    with pytest.raises(UsageError, match="flavour: 'mkdoc' is unknown; choose from commonmark"):
        read(b"Text.\n", flavour="mkdoc")


def _units(path: Path) -> list[str]:
    return [unit.source.text for unit in extract(read(path)).units if unit.source]


_PAGE = """---
title: Bees
note: Read me first
slug: A slug
---

{{< tab name="Hive" title="x y" key="Not text" >}}
{{< gloss "control plane" "Not text" >}}
{{< card lead="A card" >}}
"""


def test_a_team_says_what_text_is_in_markup_and_in_front_matter(tmp_path: Path) -> None:
    page = _write(tmp_path / "a.md", _PAGE)
    _write(tmp_path / "hugo.toml")
    assert _units(page) == ["Bees", "Hive", "x y"]
    _write(
        tmp_path / "loc-align.toml",
        'text-attributes = ["gloss.1", "lead", "!tab.title"]\nfront-matter = ["title", "note"]\n',
    )
    configured_in.cache_clear()
    _folder.cache_clear()
    assert _units(page) == ["Bees", "Read me first", "Hive", "control plane", "A card"]


def test_a_configuration_says_it_for_some_documents(tmp_path: Path) -> None:
    _write(
        tmp_path / "pyproject.toml",
        """
        [tool.loc-align]
        flavour = "mkdocs"
        protect = ["%A%"]

        [[tool.loc-align.overrides]]
        paths = ["hugo/**"]
        flavour = "hugo"
        text-attributes = ["gloss.1"]

        [[tool.loc-align.overrides]]
        paths = ["hugo/inner"]
        front-matter = ["note"]
        """,
    )
    other = read(_write(tmp_path / "docs" / "a.md", _PAGE))
    assert (other.flavour, other.references.conventions) == ("mkdocs", Conventions(("%A%",)))
    page = _write(tmp_path / "hugo" / "a.md", _PAGE)
    assert (read(page).flavour, read(page).references.conventions) == ("hugo", Conventions(("%A%",), ("gloss.1",)))
    assert _units(_write(tmp_path / "hugo" / "inner" / "a.md", _PAGE)) == [
        "Read me first", "Hive", "x y", "control plane",
    ]  # fmt: skip


def test_the_configuration_of_a_check_has_the_same_keys(tmp_path: Path) -> None:
    config = _write(
        tmp_path / "loc-align.toml",
        'front-matter = ["note"]\n[[overrides]]\npaths = ["a/**"]\nflavour = "hugo"\ntext-attributes = ["x"]\n',
    )
    page = _write(tmp_path / "page.md", "Text.\n")
    assert CliRunner().invoke(main, ["check", str(page), "--config", str(config)]).exit_code == 0
    _write(tmp_path / "loc-align.toml", '[[overrides]]\npaths = ["a/**"]\nflavour = "hugoo"\n')
    run = CliRunner().invoke(main, ["check", str(page), "--config", str(config)])
    assert (run.exit_code, "flavour: unknown" in run.stderr) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "docs"),
        ("export", "docs", "--to", "jsonl", "-o", "a.jsonl"),
        ("export", "docs", "--to", "jsonl", "-o", "a.jsonl", "--jobs", "1"),
        ("export", "docs", "--source-only", "--target-lang", "de", "--to", "xliff", "-o", "a.xlf"),
        ("stats", "docs"),
        ("split", "docs", "--target-dir", "one", "--source-dir", "two"),
        ("status", "docs", "plain"),
        ("status", "plain", "docs"),
        ("bench", "docs"),
        ("align", "docs", "plain", "--to", "tmx", "-o", "a.tmx"),
        ("update", "plain", "docs", "-o", "new"),
    ],
)
def test_a_wrong_configuration_is_a_mistake_in_the_call_of_each_command(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("docs", "plain"):
        for name in ("a", "b"):
            _write(tmp_path / folder / f"{name}.md", "Text.\n")
    _write(tmp_path / "docs" / "loc-align.toml", 'flavour = "hugoo"\n')
    run = CliRunner().invoke(main, [*arguments])
    assert run.exit_code == 2, run.stderr
    (line,) = [line for line in run.stderr.splitlines() if line.startswith("error: ")]
    assert "loc-align.toml: flavour: " in line
    assert "'hugoo'" in line


def test_the_option_knows_all_flavours() -> None:
    assert (*FLAVOURS,) == NAMES


def test_tags_code_spans_and_template_elements_in_front_matter_are_codes() -> None:
    page = b"""---
title: Use `hive`
banner:
  content: Read <a href="https://bees.example">the news</a> of {{ year }}.
sidebar:
  label: "{{ label }}"
---
Text.
"""
    document = read(page, flavour="starlight")
    parts = [
        [
            part.data
            for part in parse_segment(unit.source.text, unit.block, document.references)
            if isinstance(part, Code)
        ]
        for unit in extract(document).units
        if unit.source
    ]
    assert parts == [["`hive`"], ['<a href="https://bees.example">', "</a>", "{{ year }}"], []]
