"""The values that users hold: what they do in loops, conditions, sets and other processes."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import loc_align
from loc_align.alignment.by_id import align

OVERVIEW = Path(__file__).resolve().parents[1] / "examples" / "docs" / "fr-FR" / "overview.md"


def test_a_bitext_is_a_row_of_units() -> None:
    bitext = align(loc_align.read(OVERVIEW))
    assert len(bitext) == 24
    assert tuple(bitext) == bitext.units
    assert bitext.units[3] in bitext


def test_a_bitext_without_units_is_false() -> None:
    assert align(loc_align.read(OVERVIEW))
    empty = align(loc_align.read(b"# No pairs\n"))
    assert len(empty) == 0
    assert not empty


def test_values_travel() -> None:
    document = loc_align.read(OVERVIEW)
    bitext = align(document)
    for value in (document, bitext, bitext.units[0], document.pairs[0], loc_align.stats(bitext)):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
        assert copy.deepcopy(value) == value
