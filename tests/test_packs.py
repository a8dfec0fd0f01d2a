"""Locale packs and the table of length ratios: their content is valid."""

from __future__ import annotations

import re

import pytest

from loc_align.checks.locales import RULES
from loc_align.checks.packs import PACKS, Pack, pack_of
from loc_align.checks.text.lengths import length_ratios


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_a_pack_is_usable(pack: Pack) -> None:
    assert re.fullmatch("[a-z]{2,3}", pack.language)
    assert all(0 <= number <= 12 for number, _ in pack.numbers)
    assert all(words == tuple(word.lower() for word in words) for _, words in pack.numbers)
    assert all(word == word.lower() and power in range(3, 13) for word, power in pack.magnitudes)
    for words, stems in pack.dictionary:
        assert all(word.isascii() and 3 <= len(word) <= 6 for word in words)
        assert all(stem == stem.lower() and (pack.glued or 3 <= len(stem) <= 6) for stem in stems)
    for pattern in pack.patterns:
        re.compile(pattern.pattern)
        assert pattern.id.startswith("locale-")
        assert set(pattern.languages) <= set(PACKS)


def test_an_unknown_language_has_an_empty_pack() -> None:
    assert pack_of("xx") == Pack("")
    assert pack_of("und") == Pack("und", spaced=False, glued=True)


def test_each_pattern_is_a_rule() -> None:
    assert [rule.id for rule in RULES] == [pattern.id for pack in PACKS.values() for pattern in pack.patterns]


def test_lengths_are_figures_of_three_bins() -> None:
    table = length_ratios()
    assert {"de", "fr", "ja", "ko", "lt", "ru", "th", "tr", "zh", "und"} <= set(table)
    for rows in table.values():
        assert len(rows) == 3
        assert all(-2 < usual < 1 and 0.1 < spread < 1 for usual, spread in rows)
