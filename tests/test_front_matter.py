"""Damaged and malicious front matter: the values that are still read, in bounded time."""

from __future__ import annotations

import pytest

import loc_align
from loc_align.documents import parse, provenance
from loc_align.markdown.translatable import value_spans
from side_by_side import pair

_END = "only unambiguous lines were used."


def _bomb(line: str, first: str) -> str:
    levels = (line.format(n=n, items=", ".join([f"*a{n - 1}"] * 10)) for n in range(1, 12))
    return "\n".join([first, *levels, "title: *a11"])


@pytest.mark.parametrize(
    ("yaml", "line", "reason"),
    [
        ("draft: !!bool maybe", "draft: !!bool maybe", "the value does not fit its type, bool"),
        ('count: !!int ""', 'count: !!int ""', "the value does not fit its type, int"),
        ('count: !!float ""', 'count: !!float ""', "the value does not fit its type, float"),
        ('day: !!timestamp "x"', 'day: !!timestamp "x"', "the value does not fit its type, timestamp"),
        ("day: 2024-13-01 00:00:00", "day: 2024-13-01 00:00:00", "the value does not fit its type, timestamp"),
        ("items: &a [*a]", "items: &a [*a]", "a value contains itself"),
        (f"n: {'1:' * 3000}1", f"n: {'1:' * 3000}1", "a number is too long"),
        (f"n: {'[' * 90}{']' * 90}", f"n: {'[' * 90}{']' * 90}", "values are nested more than 64 levels deep"),
        ("title: Boats: an overview", "title: Boats: an overview", "mapping values are not allowed in this context"),
        (
            _bomb("a{n}: &a{n} [{items}]", "a0: &a0 [x]"),
            f"a6: &a6 [{', '.join(['*a5'] * 10)}]",
            "the values are too long after aliases are replaced",
        ),
        (
            _bomb("a{n}: &a{n} {{<<: [{items}]}}", "a0: &a0 {k: x}"),
            f"a6: &a6 {{<<: [{', '.join(['*a5'] * 10)}]}}",
            "the values are too long after aliases are replaced",
        ),
    ],
    ids=lambda value: value[:24],
)
def test_invalid_front_matter_is_a_defect_and_its_certain_lines_are_read(yaml: str, line: str, reason: str) -> None:
    text = f"---\n{yaml}\nms.contentlocale: fr-fr\nms.lasthandoff: 02/03/2024\nms.translationtype: HT\n---\nText\n"
    document = parse(text.encode())
    (defect,) = document.defects
    assert (defect.code, defect.span.of(text)) == ("front-matter-yaml", line)
    assert defect.detail == f"The front matter is not valid YAML ({reason}); {_END}"
    origin = provenance(document, "en", None)
    assert (origin.target_lang, str(origin.handoff), origin.translation_type) == ("fr-FR", "2024-02-03", "HT")
    assert [*value_spans(document, ["title"])] == []


def test_a_line_is_certain_only_if_its_value_ends_on_it() -> None:
    document = parse(
        b"---\nbad: a: b\none: 1\ntwo: folded\n  on\nthree: 'x'\nfour:\n- y\nfive: *x\nsix: \"s\" # note\n"
        b"seven: 7 # note\n\x0beight: 8\nnine: yes\nten: 10\n---\n"
    )
    assert dict(document.metadata) == {"one": 1, "three": "x", "ten": 10}


def test_a_key_on_a_line_that_was_not_read_is_not_missing() -> None:
    head = "---\ntitle: Boote: alle\nms.contentlocale: x: y\nms.translationtype: HT\n---\n"
    text = head + pair("1a2b3-101", "Ja", "Yes")
    found = loc_align.check(parse(text.encode(), "page.md"), select=["front-matter"])
    assert [problem.rule for problem in found] == ["front-matter-yaml"]
