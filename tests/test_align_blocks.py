"""Blocks as readers see them: tables of another width, deep lists, lists in cells, headings without a line end."""

from __future__ import annotations

from random import Random

import pytest

from loc_align.alignment.by_content import align_by_content
from loc_align.documents import parse
from loc_align.model import Bitext


def align(source: str, target: str) -> Bitext:
    (bitext,) = align_by_content([(parse(source.encode()), parse(target.encode()))], target_lang="de").bitexts
    return bitext


def texts(text: str) -> list[tuple[str, str]]:
    """The segments of a document and the kinds of their blocks."""
    return [(unit.block, unit.source.text) for unit in align(text, "x").units if unit.source]


TABLE = "Gates of the town:\n\n| Gate | Height |\n|:---|---|{}\n| North | 4 m |\n| South | 6 m |\n\nAll are open."


@pytest.mark.parametrize("extra", ["", "---|", "---|---|---"])
def test_a_delimiter_row_of_another_width_makes_a_table(extra: str) -> None:
    assert texts(TABLE.format(extra)) == [
        ("paragraph", "Gates of the town:"),
        *(("table_cell", cell) for cell in ("Gate", "Height", "North", "4 m", "South", "6 m")),
        ("paragraph", "All are open."),
    ]


def test_a_table_of_another_width_aligns_with_an_intact_one() -> None:
    target = "Tore der Stadt:\n\n| Tor | Höhe |\n|---|---|\n| Nord | 4 m |\n| Süd | 6 m |\n\nAlle sind offen."
    pairs = [(u.source.text, u.target.text) for u in align(TABLE.format("---|"), target).units if u.source and u.target]
    assert pairs == [
        ("Gates of the town:", "Tore der Stadt:"),
        ("Gate", "Tor"),
        ("Height", "Höhe"),
        ("North", "Nord"),
        ("4 m", "4 m"),
        ("South", "Süd"),
        ("6 m", "6 m"),
        ("All are open.", "Alle sind offen."),
    ]


def test_text_before_and_after_such_a_table_stays_text() -> None:
    text = "Gates of the town:\n| Gate | Height |\n|---|---|---|\n| North \\| West | `a|b` |\nAll are open."
    assert texts(text) == [
        ("paragraph", "Gates of the town:"),
        ("table_cell", "Gate"),
        ("table_cell", "Height"),
        ("table_cell", "North \\| West"),
        ("table_cell", "`a|b`"),
        ("paragraph", "All are open."),
    ]


def test_a_list_that_is_indented_too_deep_is_cut_into_its_items() -> None:
    items = "        - [Oak](oak.md)\n        - [Elm](elm.md)\n"
    text = f":::row:::\n    :::column:::\n{items}    :::column-end:::\n:::row-end:::"
    assert [text for _, text in texts(text)] == ["[Oak](oak.md)", "[Elm](elm.md)"]


def test_a_list_of_links_is_no_code() -> None:
    text = "Trees of the park:\n\n    - [Oak](oak.md)\n    - [Elm](elm.md)\n\nAll are old."
    assert [text for _, text in texts(text)] == ["Trees of the park:", "[Oak](oak.md)", "[Elm](elm.md)", "All are old."]


def test_a_list_of_settings_stays_code() -> None:
    assert texts("Set these:\n\n    - oak: 3\n    - elm: 4\n") == [("paragraph", "Set these:")]


def test_a_list_in_a_cell_is_cut_into_its_items() -> None:
    cell = "<ul><li>Oak</li><li>Elm <b>tree</b><ul><li>Wych elm</li></ul></li></ul>"
    text = f"| Park | Trees |\n|---|---|\n| North | {cell} |\n"
    assert [text for _, text in texts(text)] == ["Park", "Trees", "North", "Oak", "Elm <b>tree</b>", "Wych elm"]


def test_a_heading_without_a_line_end_before_it_is_a_heading_and_its_line_ends_it() -> None:
    assert texts("The gate opens at dawn.## Closing the gate\nIt closes at dusk. Be there.") == [
        ("paragraph", "The gate opens at dawn."),
        ("heading", "Closing the gate"),
        ("paragraph", "It closes at dusk."),
        ("paragraph", "Be there."),
    ]


def test_marks_of_headings_and_elements_in_code_spans_do_not_cut() -> None:
    text = "Write `a##` or ``b` ## c`` before it. The `<p>` ends \\`here</p>then `open## Last\nIt closes."
    assert texts(text) == [
        ("paragraph", "Write `a##` or ``b` ## c`` before it."),
        ("paragraph", "The `<p>` ends \\`here"),
        ("paragraph", "then `open"),
        ("heading", "Last"),
        ("paragraph", "It closes."),
    ]


def test_code_moved_over_a_long_way_is_left_in_its_place() -> None:
    chance = Random(3)  # noqa: S311 - only for test data
    words = [("bell", "Glocke"), ("rope", "Seil"), ("tower", "Turm"), ("bridge", "Brücke"), ("cellar", "Keller")]
    rows = []
    for number in range(460):
        (a, b), (c, d) = chance.sample(words, 2)
        rows.append((f"The {a} hangs at {2000 + number} beside the {c}.", f"Bei {2000 + number} hängt {b} neben {d}."))
    moved = [(f"Ring it {number} times at noon.", f"Mittags {number} Mal läuten.") for number in range(7001, 7005)]
    code = "```sh\nring --now\n```"
    block = [[side[0], side[1], code, side[2], side[3]] for side in zip(*moved, strict=True)]
    source = "\n\n".join(["# Tower", *block[0], *(row[0] for row in rows)])
    target = "\n\n".join(["# Turm", *(row[1] for row in rows), *block[1]])
    units = align(source, target).units
    assert [(u.source.text, u.target.text) for u in units if u.source and u.target and "moved" in u.reasons] == moved
