"""The commands ``export --source-only`` and ``merge``: from documents to translators and back."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loc_align.cli import main
from round_trip import translated
from side_by_side import pair

_PAGE = f"# {pair('a-101', 'Los', 'Go')}\n\n{pair('a-102', 'Mit `x`.', 'With `x`.')}\n"

_ONE_WITHOUT = """out/: 2 units from 2 files, 0 defects
1 file without pairs; use `loc-align align` for documents without IDs, or --source-only
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs" / "de").mkdir(parents=True)
    (tmp_path / "docs" / "de" / "a.md").write_text(_PAGE, encoding="utf-8")
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "b.md").write_text("# Go\n\nFirst one. Second one.\n", encoding="utf-8")
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def _edit(path: str, old: str, new: str) -> None:
    file = Path(path)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
def test_there_and_back(form: str) -> None:
    assert _run("export", "docs", "--to", form, "--target-lang", "de", "-o", "out.xlf").exit_code == 0
    _edit("out.xlf", '<target state="translated">Los' if form == "xliff" else "<target>Los", "<target>Auf")
    result = _run("merge", "out.xlf", "--root", "docs", "-o", "merged")
    assert (result.exit_code, result.stderr) == (0, "1 target written to 1 document\n")
    assert Path("merged/de/a.md").read_text(encoding="utf-8") == _PAGE.replace("Los", "Auf")
    assert Path("docs/de/a.md").read_text(encoding="utf-8") == _PAGE


def test_documents_without_pairs_are_counted_among_others() -> None:
    Path("docs/de/c.md").write_text(_PAGE, encoding="utf-8")
    assert _run("export", "docs", "--to", "xliff", "--target-lang", "de", "-o", "out.xlf").exit_code == 0
    Path("docs/de/c.md").write_text("# Los\n\nMit `x`.\n", encoding="utf-8")
    result = _run("merge", "out.xlf", "--root", "docs", "--dry-run")
    assert (result.exit_code, result.stderr) == (
        0,
        "0 targets would be written to 2 documents\n1 document without pairs, in one language only\n",
    )


def test_a_folder_gets_a_file_for_each_document() -> None:
    result = _run("export", "docs", "en", "--to", "xliff", "-o", "out/")
    assert (result.exit_code, result.stderr) == (0, _ONE_WITHOUT)
    assert sorted(path.as_posix() for path in Path("out").rglob("*.*")) == ["out/b.md.xlf", "out/de/a.md.xlf"]
    assert _run("merge", "out/b.md.xlf", "out/de/a.md.xlf", "-o", "merged").exit_code == 0
    assert Path("merged/de/a.md").read_text(encoding="utf-8") == _PAGE
    assert _run("merge", "out", "-o", "again").stderr == (
        "1 file without units, such as out/b.md.xlf\n0 targets written to 1 document\n"
    )
    result = _run("merge", "docs", "-o", "again")
    assert (result.exit_code, result.stderr) == (
        1,
        "error: docs: the folder contains no XLIFF or PO file (*.xlf, *.xliff, *.po)\n",
    )


def test_words_of_a_source_document_go_out_and_the_target_document_comes_back() -> None:
    result = _run("export", "en", "--source-only", "--target-lang", "de", "--to", "xliff2", "-o", "out.xlf")
    assert (result.exit_code, result.stderr) == (0, "out.xlf: 3 units from 1 file, 0 defects\n")
    data = translated(Path("out.xlf").read_bytes(), str.upper)
    Path("back.xlf").write_bytes(data)
    assert _run("merge", "back.xlf", "--root", "en", "-o", "de").exit_code == 0
    assert Path("de/b.md").read_text(encoding="utf-8") == "# GO\n\nFIRST ONE. SECOND ONE.\n"


def test_a_refused_target_fails_the_run_and_names_its_place() -> None:
    _run("export", "docs", "--to", "xliff", "-o", "out.xlf")
    _edit("out.xlf", 'Mit <ph id="1" ctype="x-code" equiv-text="x">`x`</ph>.</target>', "Mit.</target>")
    _edit("out.xlf", "Los", "Auf")
    result = _run("merge", "out.xlf", "--root", "docs", "-o", "merged")
    assert result.exit_code == 1
    assert result.stderr == (
        "warning: docs/de/a.md:3: unit a-102: the code '`x`' is missing; add it (not written)\n"
        "1 target written to 1 document, 1 target not\n"
    )
    assert Path("merged/de/a.md").read_text(encoding="utf-8") == _PAGE.replace("Los", "Auf")


def test_a_dry_run_writes_nothing_and_a_diff_shows_what_changes() -> None:
    _run("export", "docs", "--to", "xliff", "-o", "out.xlf")
    _edit("out.xlf", "Los", "Auf")
    result = _run("merge", "out.xlf", "--root", "docs", "-o", "merged", "--dry-run", "--diff")
    assert (result.exit_code, result.stderr) == (0, "1 target would be written to 1 document\n")
    first, second, _, old, new, *_ = result.stdout.splitlines()
    assert (first, second) == ("--- a/de/a.md", "+++ b/de/a.md")
    assert (old[:1], new) == ("-", f"+{old[1:].replace('Los', 'Auf')}")
    assert not Path("merged").exists()


def test_the_target_document_alone() -> None:
    _run("export", "docs", "--to", "xliff", "-o", "out.xlf")
    _run("merge", "out.xlf", "--root", "docs", "-o", "merged", "--target-only")
    assert Path("merged/de/a.md").read_text(encoding="utf-8") == "# Los\n\nMit `x`.\n"


@pytest.mark.parametrize("name", ["../a.md", "/etc/passwd", "c:/a.md"])
def test_no_path_leads_out_of_the_output_folder(name: str) -> None:
    _run("export", "docs", "--to", "xliff", "-o", "out.xlf")
    _edit("out.xlf", "relative=de/a.md", f"relative={name}")
    result = _run("merge", "out.xlf", "--root", "docs", "-o", "merged")
    assert result.exit_code == 1
    assert "is outside the output folder" in result.stderr
    assert not list(Path().rglob("passwd"))


@pytest.mark.skipif(sys.platform == "win32", reason="the longest path of Windows is shorter than such names")
def test_a_name_that_is_too_long_with_its_suffix_is_shortened(place: Path) -> None:
    names = [f"{letter * 126}.md" for letter in "äö"] + [f"{'a' * 252}.md", f"{'a' * 251}b.md"]
    text = (place / "docs" / "de" / "a.md").read_text(encoding="utf-8")
    for name in names:
        (place / "docs" / "de" / name).write_text(text, encoding="utf-8")
    assert _run("export", "docs", "--to", "xliff", "-o", "new/").exit_code == 0
    written = {path.name for path in (place / "new" / "de").iterdir()}
    assert len(written) == 5
    assert max(len(os.fsencode(name)) for name in written) <= 255
    assert all(name.endswith(".md.xlf") for name in written)
    assert _run("merge", "new", "--root", "docs", "-o", "merged").exit_code == 0
    assert {*names} <= {path.name for path in (place / "merged" / "de").iterdir()}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_no_link_leads_out_of_an_output_folder(place: Path) -> None:
    (place / "elsewhere").mkdir()
    (place / "en" / "de").mkdir()
    (place / "en" / "de" / "a.md").write_text("# Go\n", encoding="utf-8")
    _run("export", "docs", "--to", "xliff", "-o", "out.xlf")
    for command in (
        ("export", "docs", "--to", "json", "-o", "new/"),
        ("merge", "out.xlf", "--root", "docs", "-o", "new"),
        ("split", "docs", "--source-dir", "new"),
        ("align", "docs", "en", "--to", "json", "-o", "new/"),
    ):
        new = place / "new"
        new.mkdir()
        (new / "de").symlink_to("../elsewhere")
        result = _run(*command)
        assert result.exit_code == 1
        assert "not written, because a link leads out of the folder new; remove the link\n" in result.stderr
        assert [*(place / "elsewhere").iterdir()] == []
        (new / "de").unlink()
        new.rmdir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow these names")
@pytest.mark.parametrize("form", ["xliff", "xliff2", "po"])
@pytest.mark.parametrize(
    "name", ["std::vector.md", "c:x.md", "a\\b.md", "a\n::error::b\t.md", "caf\udce9.md", f"{'a' * 252}.md"]
)
def test_any_name_comes_back(place: Path, name: str, form: str) -> None:
    (place / "docs" / "de" / "a.md").rename(place / "docs" / name)
    result = _run("export", "docs", "--to", form, "--target-lang", "de", "-o", "out.xlf")
    assert (result.exit_code, result.stderr) == (0, "out.xlf: 2 units from 1 file, 0 defects\n")
    result = _run("merge", "out.xlf", "--root", "docs", "-o", "merged")
    assert (result.exit_code, result.stderr) == (0, "0 targets written to 1 document\n")
    assert [path.name for path in (place / "merged").iterdir()] == [name]
    assert (place / "merged" / name).read_text(encoding="utf-8") == _PAGE


def test_wrong_calls() -> None:
    _run("export", "docs", "--to", "tmx", "-o", "out.tmx")
    result = _run("merge", "out.tmx", "-o", "merged")
    assert (result.exit_code, result.stderr) == (
        1, "error: out.tmx: a tmx file cannot be merged; give the XLIFF or PO file that was returned\n",
    )  # fmt: skip
    assert _run("merge", "none.xlf", "-o", "merged").exit_code == 1
    assert _run("merge", "out.tmx").exit_code == 2
    assert _run("export", "docs", "--to", "tmx", "--unique", "-o", "out/").exit_code == 2
    _run("export", "docs", "--to", "xliff", "-o", "out.xlf")
    result = _run("merge", "out.xlf", "--root", "en", "-o", "merged")
    assert (result.exit_code, result.stderr) == (
        1, "error: docs/de/a.md: no such document in en; check --root\n0 targets written to 0 documents\n",
    )  # fmt: skip


def test_a_side_by_side_document_has_its_words_out_already() -> None:
    result = _run("export", "docs", "--source-only", "--to", "xliff", "-o", "out.xlf")
    assert result.exit_code == 1
    assert (
        "docs/de/a.md: the document is already side by side; align it, or export it without --source-only"
        in result.stderr
    )


@pytest.mark.parametrize("form", ["xliff", "xliff2", "po"])
def test_copied_sources_are_drafts_until_somebody_edits_them(form: str) -> None:
    _run("export", "en", "--source-only", "--copy-source", "--target-lang", "de", "--to", form, "-o", "out.po")
    merged = _run("merge", "out.po", "--root", "en", "-o", "de")
    assert merged.stderr == (
        "b.md: 3 units without a confirmed target\n0 targets written to 1 document\n"
        "of all targets, 3 equal to the source and 0 empty\n"
    ).replace("b.md", "en/b.md")
    old, new = ('msgstr "Go"', 'msgstr "Los"') if form == "po" else (">Go</target>", ">Los</target>")
    _edit("out.po", old, new)
    if form == "po":
        _edit("out.po", "#, fuzzy\n", "")
    assert _run("merge", "out.po", "--root", "en", "-o", "de").exit_code == 0
    assert Path("de/b.md").read_text(encoding="utf-8") == "# Los\n\nFirst one. Second one.\n"
