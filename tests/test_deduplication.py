"""Deduplication of units."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from loc_align.memory.deduplication import deduplicate
from loc_align.model import Provenance, Segment, Span, TranslationUnit


def _unit(pair_id: str, source: str, target: str | None = "t", lang: str = "de", count: int = 1) -> TranslationUnit:
    return TranslationUnit(pair_id, _segment(source), _segment(target), Provenance(target_lang=lang), count=count)


def _segment(text: str | None) -> Segment | None:
    return None if text is None else Segment(Span(0, len(text)), text)


def test_the_first_of_equal_pairs_stays_with_the_count() -> None:
    units = [
        _unit("1", "a"),
        _unit("2", "b"),
        _unit("3", "a", count=4),
        _unit("4", "a", lang="fr"),
        _unit("5", "a", None),
    ]
    assert list(deduplicate(units)) == [replace(units[0], count=5), units[1], units[3], units[4]]


def test_nothing_to_fold() -> None:
    assert list(deduplicate([])) == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["x", "", None])), max_size=30))
def test_counts_add_up(sides: list[tuple[str, str | None]]) -> None:
    distinct = list(deduplicate(_unit(str(number), *side) for number, side in enumerate(sides)))
    counts = {(unit.source and unit.source.text, unit.target and unit.target.text): unit.count for unit in distinct}
    assert counts == Counter(sides)
    assert [int(unit.id) for unit in distinct] == sorted(int(unit.id) for unit in distinct)


def test_many_units() -> None:
    distinct = list(deduplicate(_unit(str(number), str(number % 5000)) for number in range(12_000)))
    assert (len(distinct), sum(unit.count for unit in distinct)) == (5000, 12_000)
