"""The examples: the documents have the described content, and every script runs."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import loc_align
from loc_align.documents.defects import DEFECTS
from side_by_side import PAIR

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DOCUMENTS = EXAMPLES / "docs"
NAMES = sorted(path.relative_to(DOCUMENTS).as_posix() for path in DOCUMENTS.rglob("*.md"))

UNITS = {
    "ar-SA/overview.md": 24,
    "de-DE/overview.md": 24,
    "de-DE/restore.md": 22,
    "fr-FR/overview.md": 24,
    "fr-FR/schedule.md": 21,
    "ja-JP/install.md": 22,
    "ja-JP/overview.md": 24,
    "th-TH/schedule.md": 21,
    "zh-CN/install.md": 22,
}


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_script_is_tested() -> None:
    assert sorted(path.stem for path in EXAMPLES.glob("*.py")) == [
        "align_folders",
        "count_words",
        "export_memory",
        "fill_from_memory",
        "find_identical",
        "spark_corpus",  # in test_spark
        "translate_and_merge",
    ]


def test_documents() -> None:
    assert sorted(UNITS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_document_is_sound_and_complete(name: str) -> None:
    document = loc_align.read(DOCUMENTS / name)
    expected = PAIR.findall(document.text)
    assert [(p.target_id, p.target.text, p.source_id, p.source.text) for p in document.pairs] == expected
    assert document.defects == ()
    bitext = loc_align.align(document)
    assert len(bitext.units) == UNITS[name]
    assert bitext.target_lang == name.partition("/")[0]
    covered = loc_align.coverage(document)
    assert covered.missing == len(covered.front_matter) + len(covered.image_alts)


@pytest.mark.parametrize("page", ["install.md", "overview.md", "schedule.md"])
def test_sources_are_the_same_in_every_language(page: str) -> None:
    bodies = set()
    for path in DOCUMENTS.rglob(page):
        document = loc_align.read(path)
        assert document.front_matter is not None
        english = loc_align.split(document, "source").decode().partition("\n---\n")[2]
        bodies.add("\n".join(line for line in english.split("\n") if not line.startswith("![")))
    assert len(bodies) == 1


def test_damaged_documents_show_the_defects() -> None:
    found = {defect.code for path in (EXAMPLES / "damaged").glob("*.md") for defect in loc_align.read(path).defects}
    assert set(DEFECTS) - found == {"container-unread", "front-matter-shape", "front-matter-unclosed"}


def test_damaged_document_is_read_all_the_same() -> None:
    units = loc_align.align(loc_align.read(EXAMPLES / "damaged" / "damaged.md")).units
    targets = {unit.id: unit.target.text for unit in units if unit.target}
    assert len(units) == 25
    assert targets["d4e5f-106"] == "Fjord fragt nach der Passphrase."
    assert targets["d4e5f-107"] == "Antworten Sie mit &quot;ja&quot;."
    assert targets["d4e5f-113"] == "Der Server antwortet nicht."
    sources = {unit.id: unit.source.text for unit in units if unit.source}
    assert sources["d4e5f-121"] == "The first step."
    assert sources["d4e5f-122"] == "The second step."


def test_export_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert script("export_memory").main([str(DOCUMENTS), str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ar-SA.tmx: 24 units",
        "de-DE.tmx: 46 units",
        "fr-FR.tmx: 45 units",
        "ja-JP.tmx: 46 units",
        "th-TH.tmx: 21 units",
        "zh-CN.tmx: 22 units",
    ]
    written = [*loc_align.read_units(tmp_path / "ja-JP.tmx")]
    assert written == [
        unit
        for path in sorted((DOCUMENTS / "ja-JP").glob("*.md"))
        for unit in loc_align.align(loc_align.read(path)).units
    ]


def test_export_memory_without_arguments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert script("export_memory").main([]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6
    assert min(path.name for path in (tmp_path / "memories").iterdir()) == "ar-SA.tmx"


def test_align_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    unmarked = EXAMPLES / "unmarked"
    assert script("align_folders").main([str(unmarked / "en"), str(unmarked / "de"), str(tmp_path)]) == 0
    said = capsys.readouterr().out.split()
    units = list(loc_align.read_units(tmp_path / "memory.tmx"))
    assert said == [str(len(units)), *f"units of {said[3]} beads from 2 pairs of files".split()]
    targets = {unit.source.text: unit.target.text for unit in units if unit.source and unit.target}
    assert targets["Holidays"] == "Feiertage"
    assert targets["Save the file."] == "Speichern Sie die Datei."
    assert (tmp_path / "review.html").read_bytes().count(b"</html>") == 1
    monkeypatch.chdir(tmp_path)
    assert script("align_folders").main([]) == 0
    assert (tmp_path / "aligned" / "memory.tmx").is_file()


def test_count_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert script("count_words").main([]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ar-SA: 134 words in, 119 out, 0% of the units by machine",
        "de-DE: 266 words in, 260 out, 0% of the units by machine",
        "fr-FR: 235 words in, 241 out, 0% of the units by machine",
        "ja-JP: 243 words in, 498 out, 52% of the units by machine",
        "th-TH: 101 words in, 49 out, 100% of the units by machine",
        "zh-CN: 109 words in, 176 out, 100% of the units by machine",
    ]


def test_find_identical(capsys: pytest.CaptureFixture[str]) -> None:
    assert script("find_identical").main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "th-TH/schedule.md:41:12: Number of snapshots to keep; 0 keeps **all** of them"
    ]
    assert script("find_identical").main([str(DOCUMENTS / "de-DE")]) == 0


def test_fill_from_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = tmp_path / "new.md"
    new.write_text(
        "# What you need\n\n- [A repository](store.md) that you may write to\n- 60 MB of free disk space\n- Time\n",
        encoding="utf-8",
    )
    overview = tmp_path / "overview.md"
    overview.write_bytes(loc_align.split(loc_align.read(DOCUMENTS / "fr-FR" / "overview.md"), "source"))
    assert script("fill_from_memory").main([str(new), str(overview)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "new.md: 0 in-context, 2 exact, 1 fuzzy, 1 new",
        "overview.md: 21 in-context, 3 exact, 0 fuzzy, 3 new",
    ]


def test_translate_and_merge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert script("translate_and_merge").main([str(DOCUMENTS / "fr-FR" / "schedule.md"), str(tmp_path)]) == 0
    counts, old, new = capsys.readouterr().out.splitlines()
    assert counts == "1 written, 20 unchanged, 0 refused"
    assert old.startswith("- ")
    assert new == f"+{old[1:].replace('Créer une planification', 'Planifier une sauvegarde')}"
