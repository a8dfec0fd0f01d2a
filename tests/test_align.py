"""Alignment of side-by-side documents by their IDs, and the metadata of units."""

from __future__ import annotations

from datetime import date

import pytest

import loc_align
from fixture_cases import FIXTURES
from loc_align.alignment.by_id import align
from loc_align.documents import canonical_lang, parse
from loc_align.errors import UsageError
from loc_align.model import Provenance, Segment, Span, TranslationUnit
from loc_align.sxs.coverage import coverage
from side_by_side import pair

_HEAD = """---
title: Titel
description: Worum es geht
ms.contentlocale: de-de
ms.translationtype: MT
ms.lasthandoff: 12/05/2019
ms.sourcegitcommit: 0123456789abcdef0123456789abcdef01234567
ms.openlocfilehash: fedcba9876543210fedcba9876543210fedcba98
---
"""


def test_a_document_becomes_units() -> None:
    text = f"{_HEAD}# {pair('1a2b3-103', 'Los', 'Go')}\n\n- {pair('1a2b3-104', 'Ein `x`.', 'One `x`.')}\n"
    bitext = align(parse(text.encode(), "docs/a.md"))
    origin = Provenance(
        path="docs/a.md",
        source_lang="en-US",
        target_lang="de-DE",
        translation_type="MT",
        handoff=date(2019, 12, 5),
        commit="0123456789abcdef0123456789abcdef01234567",
        file_hash="fedcba9876543210fedcba9876543210fedcba98",
    )
    first, second = len(_HEAD) + 2, len(_HEAD) + 2 + len(pair("1a2b3-103", "Los", "Go")) + 4
    assert bitext.provenance == origin
    assert (bitext.source_lang, bitext.target_lang, bitext.source_document) == ("en-US", "de-DE", None)
    assert bitext.units == (
        TranslationUnit(
            "1a2b3-103",
            Segment(Span(first + 95, first + 97), "Go"),
            Segment(Span(first + 30, first + 33), "Los"),
            origin,
            10,
            3,
            "heading",
            (),
            None,
            "One `x`.",
        ),
        TranslationUnit(
            "1a2b3-104",
            Segment(Span(second + 100, second + 108), "One `x`."),
            Segment(Span(second + 30, second + 38), "Ein `x`."),
            origin,
            12,
            3,
            "list_item",
            ("Go",),
            "Go",
            None,
        ),
    )


def test_sections_follow_the_levels_of_headings() -> None:
    text = "\n\n".join(
        [
            f"# {pair('a-101', 'Eins', 'One')}",
            pair("a-102", "x", "x"),
            f"### {pair('a-103', '**Drei**', '**Three**')}",
            pair("a-104", "x", "x"),
            "# [Ein Reiter](#tab/one)",
            "## Zwei",
            pair("a-105", "x", "x"),
            f"# {pair('a-106', 'Neu', 'New')}",
            pair("a-107", "x", "x"),
        ]
    )
    sections = {unit.id: unit.section for unit in align(parse(text.encode())).units}
    assert sections == {
        "a-101": (),
        "a-102": ("One",),
        "a-103": ("One",),
        "a-104": ("One", "Three"),
        "a-105": ("One", "Zwei"),
        "a-106": (),
        "a-107": ("New",),
    }


def test_sides_with_different_ids_are_joined_by_id() -> None:
    units = align(parse((FIXTURES / "parse" / "ids.md").read_bytes())).units
    assert [(unit.id, unit.source and unit.source.text, unit.target and unit.target.text) for unit in units] == [
        ("1a2b3-101", "one", "eins"),
        ("1a2b3-103", "three", "drei"),
        ("1a2b3-102", "two", "zwei"),
        ("1a2b3-103", "three again", "nochmal drei"),
        ("9f9f9-104", "foreign", "fremd"),
        ("1a2b3-105", "five", "fünf"),
        ("1a2b3-106", "six", "sechs"),
        ("1a2b3-100", "zero", "null"),
    ]
    assert [unit.defects for unit in units] == [
        (),
        ("id-duplicate",),
        (),
        (),
        ("id-prefix",),
        ("id-mismatch",),
        ("id-mismatch",),
        ("id-order",),
    ]


def test_languages_given_by_the_caller_come_first() -> None:
    document = parse(_HEAD.encode())
    bitext = align(document, source_lang="EN_gb", target_lang="pt-br")
    assert (bitext.source_lang, bitext.target_lang) == ("en-GB", "pt-BR")


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [("fr-fr", "fr-FR"), ("zh_hans-cn", "zh-Hans-CN"), ("JA", "ja"), ("sr-latn-rs", "sr-Latn-RS"), ("und", "und")],
)
def test_language_tags_are_made_canonical(tag: str, canonical: str) -> None:
    assert canonical_lang(tag) == canonical


@pytest.mark.parametrize("tag", ["", "french language", "d", "de--DE", "12"])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(UsageError, match="is not a language tag"):
        canonical_lang(tag)


@pytest.mark.parametrize(
    ("line", "target_lang"),
    [
        ("", "und"),
        ("ms.contentlocale: not a tag", "und"),
        ("ms.contentlocale: ko-kr", "ko-KR"),
        ("ms.contentlocale: [a]", "und"),
    ],
)
def test_the_content_locale_names_the_target_language(line: str, target_lang: str) -> None:
    document = parse(f"---\ntitle: x\n{line}\n---\n".encode())
    assert align(document).target_lang == target_lang


@pytest.mark.parametrize(
    ("value", "handoff"),
    [
        ("12/05/2019", date(2019, 12, 5)),
        ("2019-12-05", date(2019, 12, 5)),
        ("2019-12-05 10:11:12", date(2019, 12, 5)),
        ("31/12/2019", None),
        ("soon", None),
        ("[1]", None),
    ],
)
def test_hand_off_dates(value: str, handoff: date | None) -> None:
    document = parse(f"---\nms.lasthandoff: {value}\n---\n".encode())
    assert align(document).provenance.handoff == handoff


def test_coverage_names_what_carries_no_pair() -> None:
    text = (
        f"{_HEAD}# {pair('1a2b3-103', 'Los', 'Go')}\n\n![Ein Bild](a.png) "
        f"{pair('1a2b3-p106', '![x](y)', '![x](y)')}\n\n"
        '```\n![code](c)\n```\n\n:::image source="b.png" alt-text="Noch eins":::\n'
    )
    document = parse(text.encode())
    found = coverage(document)
    assert (found.pairs, found.numbers, found.missing) == (2, 6, 4)
    assert found.front_matter == ("title", "description")
    assert [span.of(document.text) for span in found.image_alts] == ["Ein Bild", "Noch eins"]


def test_coverage_of_a_document_without_pairs() -> None:
    found = coverage(parse(b"Text"))
    assert (found.pairs, found.numbers, found.missing, found.front_matter, found.image_alts) == (0, 0, 0, (), ())


def test_public_names() -> None:
    assert loc_align.__all__ == sorted(loc_align.__all__)
    assert all(hasattr(loc_align, name) for name in loc_align.__all__)
