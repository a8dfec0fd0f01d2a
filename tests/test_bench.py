"""The command ``bench``, and the reference alignments that it makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import loc_align
from doc_blocks import ROOT, make_place
from loc_align.alignment.evaluation.reference import reference_alignment
from loc_align.cli import main
from side_by_side import pair


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_place(tmp_path))
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["bench", *arguments])


def test_ids_and_what_would_give_the_alignment_away_are_removed() -> None:
    text = (
        f'---\ntitle: Los\n---\n# <a name="go"></a>{pair("a-101", "Los", "Go")}\n\n'
        f"{pair('a-102', 'Eins.', 'One.')}{pair('a-p103', 'Das ist alt. Das ist neu.', 'Two. Three.')}\n"
    )
    reference = reference_alignment(loc_align.read(text.encode()), "en", "de")
    assert reference.source.text == "# Go\n\nOne. Two. Three.\n"
    assert reference.target.text == '---\ntitle: Los\n---\n# <a name="go"></a>Los\n\nEins.Das ist alt. Das ist neu.\n'
    sides = [
        (item.source.of(reference.source.text), item.target.of(reference.target.text), item.bead, item.kind, item.id)
        for item in reference.pairs
        if item.source and item.target
    ]
    assert sides == [
        ("Go", "Los", "1-1", "heading", "a-101"),
        ("One.", "Eins.", "1-1", "paragraph", "a-102"),
        ("Two. Three.", "Das ist alt. Das ist neu.", "2-2", "paragraph", "a-p103"),
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_every_pair_is_found_in_the_documents_without_ids(path: Path) -> None:
    document = loc_align.read(path)
    reference = reference_alignment(document, "en-US", "de")
    assert reference.source.pairs == reference.target.pairs == ()
    for item, known in zip(document.pairs, reference.pairs, strict=True):
        assert known.source is not None
        assert known.target is not None
        assert item.source.text == known.source.of(reference.source.text)
        assert item.target.text == known.target.of(reference.target.text)


def test_tables() -> None:
    result = _run("examples/docs/de-DE")
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[:2] == [
        ["Languages", "files", "pairs", "precision", "recall", "F1", "strict"],
        ["en-US", "→", "de-DE", "2", "46", "1.000", "1.000", "1.000", "1.000"],
    ]
    assert ["Sentences", "pairs", "found", "exact"] in lines
    assert ["heading", "10", "1.000", "1.000"] in lines
    assert ["Confidence", "beads", "said", "right"] in lines


def test_json_with_all_languages_and_the_surest_mistakes() -> None:
    result = _run("examples/docs", "--format", "json", "--worst", "2", "-j", "1")
    found = json.loads(result.stdout)
    assert (found["version"], found["total"]["files"], found["total"]["pairs"]) == (1, 9, 204)
    assert [item["target_lang"] for item in found["languages"]] == [
        "ar-SA",
        "de-DE",
        "fr-FR",
        "ja-JP",
        "th-TH",
        "zh-CN",
    ]
    assert found["total"]["f1"] >= 0.95
    assert sum(row["pairs"] for row in found["blocks"].values()) == 204
    assert sum(row["pairs"] for row in found["beads"].values()) == 204
    assert sum(row["beads"] for row in found["reliability"]) == found["total"]["beads"]
    scores = [miss["score"] for miss in found["worst"]]
    assert len(scores) <= 2
    assert scores == sorted(scores, reverse=True)
    assert _run("examples/docs", "--format", "json", "--worst", "2", "-j", "2").stdout == result.stdout


def test_documents_without_pairs_are_named() -> None:
    result = _run("examples/unmarked/en/start.md", "examples/docs/de-DE/restore.md", "--worst", "0")
    assert (result.exit_code, result.stderr) == (
        0,
        "examples/unmarked/en/start.md: skipped, because the document has no pairs\n",
    )


def test_documents_without_any_pairs_measure_nothing() -> None:
    result = _run("examples/unmarked/en/start.md", "--against", "nowhere.tmx")
    assert (result.exit_code, result.stdout, result.stderr.splitlines()[1:]) == (
        1,
        "",
        ["error: nothing was measured, because no document has pairs"],
    )


def test_a_file_that_cannot_be_read_is_reported() -> None:
    Path("bad.md").write_bytes(b"\xff")
    result = _run("bad.md", "examples/docs/de-DE/restore.md")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: bad.md:1: byte 0 (0xff) is not UTF-8")
    assert _run("nowhere").exit_code == 2
