"""The results of other aligners: their texts are found in the documents, and scored like our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from doc_blocks import make_place
from loc_align.alignment.evaluation.placing import place
from loc_align.cli import main
from loc_align.documents import parse

SOURCE = "---\ntitle: Lamps\n---\n\n# Lamps\n\nSee **the lamp** on the quay. It burns oil.\n\n- Note\n- Note\n"
TARGET = "# Lampen\n\nSiehe **die Lampe** am Kai. Sie brennt mit Öl.\n\n- Hinweis\n- Hinweis\n"


def placed(*beads: tuple[str, str]) -> list[tuple[str | None, str | None]]:
    return [
        (own[0].of(SOURCE) if own else None, other[0].of(TARGET) if other else None)
        for own, other, _ in place(beads, parse(SOURCE.encode()), parse(TARGET.encode()))
    ]


def test_texts_are_found_without_their_markup() -> None:
    assert placed(("See the lamp on the quay.", "Siehe die Lampe am Kai."), ("It burns oil.", "")) == [
        ("See **the lamp** on the quay", "Siehe **die Lampe** am Kai"),
        ("It burns oil", None),
    ]


def test_repeated_texts_are_found_one_after_the_other() -> None:
    beads = [("Note", "Hinweis"), ("Note", "Hinweis"), ("Note", "Hinweis")]
    found = list(place(beads, parse(SOURCE.encode()), parse(TARGET.encode())))
    assert [own[0].start for own, _, _ in found] == [SOURCE.index("Note"), SOURCE.rindex("Note")]


def test_texts_of_other_documents_are_left_out() -> None:
    assert placed(("Lamps", "Lampen")) == []
    assert placed(("Another sentence of another page.", "Ein Satz."), ("Lamps", "Lampen"), ("", "")) == []
    assert placed() == []


@pytest.mark.parametrize("suffix", ["tmx", "csv"])
def test_a_memory_of_another_aligner_is_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.chdir(make_place(tmp_path))
    export = ["export", "examples/docs/fr-FR", "--to", suffix, "-o", f"other.{suffix}", "-q"]
    assert CliRunner().invoke(main, export).exit_code == 0
    found = CliRunner().invoke(main, ["bench", "examples/docs/fr-FR", "--against", f"other.{suffix}"])
    assert found.exit_code == 0, found.output
    assert "  45      1.000   1.000  1.000   0.957" in found.output


def test_a_wrong_alignment_scores_low(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_place(tmp_path))
    export = ["export", "examples/docs/fr-FR", "--to", "csv", "-o", "other.csv", "-q"]
    assert CliRunner().invoke(main, export).exit_code == 0
    path = Path("other.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], *lines[1::3]]), encoding="utf-8")
    found = CliRunner().invoke(main, ["bench", "examples/docs/fr-FR", "--against", "other.csv", "--format", "json"])
    assert found.exit_code == 0, found.output
    assert '"found": 1' in found.output
