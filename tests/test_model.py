"""The values of the model: iteration, truth, equality, hashing, and pickling."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

import loc_align
from loc_align.alignment.by_id import align

OVERVIEW = Path(__file__).resolve().parents[1] / "examples" / "docs" / "fr-FR" / "overview.md"


def test_a_bitext_is_a_row_of_units() -> None:
    bitext = align(loc_align.read(OVERVIEW))
    assert len(bitext) == 24
    assert tuple(bitext) == bitext.units
    assert bitext.units[3] in bitext
    assert bitext[-1] == bitext.units[23]
    assert bitext[:2] == bitext.units[:2]
    assert [unit.id for unit in reversed(bitext)][:2] == [bitext[23].id, bitext[22].id]
    with pytest.raises(IndexError):
        _ = bitext[24]


def test_a_bitext_without_units_is_false() -> None:
    assert align(loc_align.read(OVERVIEW))
    empty = align(loc_align.read(b"# No pairs\n"))
    assert len(empty) == 0
    assert not empty


def test_documents_and_bitexts_are_shown_in_one_line() -> None:
    document = loc_align.read(OVERVIEW.read_bytes(), path="fr-FR/overview.md")
    counts = f"characters={len(document.text)} pairs=24 defects=0"
    assert repr(document) == f"<Document 'fr-FR/overview.md' {counts}>"
    assert repr(align(document)) == "<Bitext 'fr-FR/overview.md' en-US to fr-FR units=24>"


def test_values_travel() -> None:
    document = loc_align.read(OVERVIEW)
    bitext = align(document)
    for value in (document, bitext, bitext.units[0], document.pairs[0], loc_align.stats(bitext)):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
        assert copy.deepcopy(value) == value


def test_a_segment_prints_as_its_text() -> None:
    unit = align(loc_align.read(OVERVIEW))[0]
    assert f"{unit.source} → {unit.target}" == "What is Fjord? → Qu’est-ce que Fjord ?"


def test_the_metadata_of_a_document() -> None:
    assert loc_align.read(OVERVIEW).metadata["ms.contentlocale"] == "fr-FR"
    for text in (b"# None\n", b"---\na: [\n---\n", b"---\n- a\n---\n"):
        assert loc_align.read(text).metadata == {}
    with pytest.raises(TypeError):
        loc_align.read(b"---\na: 1\n---\n").metadata["a"] = 2  # type: ignore[index]
