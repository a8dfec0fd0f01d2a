"""A page that drifted, in languages that nothing was fitted to: sentences joined and cut, a section that moved, a
paragraph that is missing, and a note of the translators."""

from __future__ import annotations

from pathlib import Path

import pytest

from loc_align.alignment.by_content import align_by_content
from loc_align.documents import parse
from loc_align.model import Bitext, Segment

_PAGES = Path(__file__).parent / "fixtures" / "alignment" / "drift"
_LANGUAGES = ("am", "hi", "ka", "uk")
_SOURCE = ["title", "intro", "h_before", "before", "h_water", "water", "noon", "h_settings", "settings", "h_trouble"]
_SOURCE += ["lamp", "call", "warranty"]
"""The blocks of the source, in order; a list or a table is one."""
_TARGET = ["title", "intro", "h_trouble", "lamp", "call", "h_before", "before", "translators", "h_water", "water"]
_TARGET += ["h_settings", "settings", "warranty"]


def _aligned(lang: str) -> Bitext:
    source, target = (parse((_PAGES / f"{name}.md").read_bytes(), f"{name}.md") for name in ("en", lang))
    return next(align_by_content([(source, target)], target_lang=lang).bitexts)


def _block(segment: Segment | None, text: str, names: list[str]) -> str | None:
    return None if segment is None else names[text[: segment.span.start].count("\n\n")]


def _blocks(bitext: Bitext) -> list[tuple[str | None, str | None]]:
    assert bitext.source_document
    source, target = bitext.source_document.text, bitext.document.text
    return [(_block(unit.source, source, _SOURCE), _block(unit.target, target, _TARGET)) for unit in bitext]


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_only_translations_are_beads(lang: str) -> None:
    beads = [(own, other) for own, other in _blocks(_aligned(lang)) if own and other]
    assert [bead for bead in beads if bead[0] != bead[1]] == []
    assert {own for own, _ in beads} >= {*_SOURCE} - {"noon", "warranty"}
    assert len(beads) >= 28


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_what_has_no_partner_says_so(lang: str) -> None:
    bitext = _aligned(lang)
    units = [unit for unit, blocks in zip(bitext, _blocks(bitext), strict=True) if {"noon", "translators"} & {*blocks}]
    assert [(unit.source is None) != (unit.target is None) for unit in units] == [True] * 4
    assert [unit.reasons for unit in units] == [("alone",)] * 4


@pytest.mark.parametrize("lang", ["hi", "ka", "uk"])
def test_two_sentences_that_became_one_are_a_bead(lang: str) -> None:
    joined = [unit for unit in _aligned(lang) if unit.bead == "2-1"]
    assert [unit.source.text for unit in joined if unit.source] == [
        "Wait for 30 seconds. Then press the green button on the panel."
    ]
