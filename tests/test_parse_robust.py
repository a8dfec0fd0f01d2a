"""Invalid input never crashes the reader and never loses text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loc_align
from invariants import check_document, check_units
from loc_align.documents import parse
from loc_align.errors import DecodeError
from loc_align.sxs.splitting import split
from side_by_side import pair

_PIECES = st.sampled_from(
    [
        '<span data-ttu-id="a-101">',
        '<span data-ttu-id="a-102&quot;>',
        "<span data-ttu-id=&quot;a-103&quot;>",
        '<span data-ttu-id="a-104',
        '<span class="sxs-lookup">',
        "<span class=&quot;sxs-lookup&quot;>",
        '<span data-stu-id="a-101">',
        "<span data-stu-id=&quot;a-103&quot;>",
        '<span class="sxs-lookup"><span data-stu-id="a-102">',
        "</span>",
        "</span></span>",
        "</ span >",
        "<span>",
        '<span id="x" />',
        pair("a-105", "Ziel", "source"),
        pair("a-p106", "zwei\n\nAbsätze", "two\n\nparagraphs"),
        "`",
        "```\n",
        "~~~\r\n",
        "\n\n",
        "\r\n",
        "\r",
        "\n    ",
        "- ",
        "1. ",
        "> ",
        "| a | b |\n|---|---|\n",
        "# ",
        "---\n",
        "title: x\n",
        "<table>",
        "<!--",
        "-->",
        ":::row:::\n",
        "[a]: b\n",
        "\ufeff",
        "\0",
        "\u2028",
        "\ufffc",
        "text ",
        "ใช่ ",
    ]
)
_DOCUMENTS = st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(_DOCUMENTS)
def test_any_document(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    document = parse(data, "x.md")
    check_document(document, data)
    check_units(document)


@settings(max_examples=200, deadline=None)
@given(_DOCUMENTS)
def test_split_changes_nothing_but_pairs(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    document = parse(data)
    outside = len(document.text) - sum(item.span.end - item.span.start for item in document.pairs)
    for side in ("source", "target"):
        out = split(document, side)
        segments = sum(len(getattr(item, side).text) for item in document.pairs)
        assert len(out.decode()) == outside + segments + document.bom


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    try:
        document = parse(data)
    except DecodeError:
        return
    check_document(document, data)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_published_files_cut_off_and_damaged_anywhere(corpus: list[Path], data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from(corpus)).read_bytes()
    cut = raw[: data.draw(st.integers(0, len(raw)))]
    at = data.draw(st.integers(0, len(cut)))
    damaged = (
        cut[:at] + data.draw(st.sampled_from([b"", b'"', b"&quot;", b"</span>", b"<span>", b"`", b"\xff"])) + cut[at:]
    )
    for candidate in (cut, damaged):
        try:
            document = parse(candidate)
        except DecodeError:
            continue
        check_document(document, candidate)


def test_spans_nested_a_thousand_deep() -> None:
    data = ('<span data-ttu-id="a-101">' * 1000 + pair("a-102", "x", "y") + "</span>" * 1000).encode()
    document = parse(data)
    check_document(document, data)
    assert [item.target_id for item in document.pairs] == ["a-102"]
    assert sum(defect.code == "tag-nested" for defect in document.defects) == 1000


@pytest.mark.parametrize(
    "unit",
    [
        pair("a-101", "Ziel ", "source "),
        '<span data-ttu-id="a-101">',
        "</span>",
        '<span class="sxs-lookup">',
        '<span class="sxs-lookup"><span data-stu-id="a-101">x</span>',
        "<span>",
        "`",
        "``` ",
        "[",
        "> ",
        "| ",
        "<",
        '<span data-ttu-id="a-101" ',
        "&quot;",
    ],
)
def test_a_megabyte_on_one_line(unit: str) -> None:
    data = (unit * (1_000_000 // len(unit) + 1)).encode()
    document = parse(data)
    assert split(document, "target") if document.pairs else document.text.encode() == data


@pytest.mark.parametrize(
    "unit", ["```\n\nx\n\n", "- x\n\n", "<!--\n\nx\n\n", "[a]: b\n\n", "    x\n\n", "| a |\n|---|\n"]
)
def test_many_blocks(unit: str) -> None:
    data = (unit * 2000).encode()
    check_document(parse(data), data)


def test_damage_at_random_places_loses_only_the_pairs_it_touches() -> None:
    """Quotation marks of some tags become entities: every pair is still read."""
    draw = random.Random(7)  # noqa: S311 - a repeatable test
    pairs = [pair(f"a-{number}", f"Satz {number}.", f"Sentence {number}.") for number in range(101, 201)]
    for _ in range(50):
        text = "\n\n".join(pairs)
        quotes = [at for at, character in enumerate(text) if character == '"']
        first = draw.randrange(len(quotes) - 1)
        last = draw.randrange(first + 1, len(quotes))
        start, end = quotes[first], quotes[last] + 1
        damaged = text[:start] + text[start:end].replace('"', "&quot;") + text[end:]
        document = parse(damaged.encode())
        assert [(item.target.text, item.source.text) for item in document.pairs] == [
            (f"Satz {number}.", f"Sentence {number}.") for number in range(101, 201)
        ]


@pytest.mark.parametrize("text", ["~~~" * 100_000, "![" + "a " * 50_000, '<img alt="' + "a " * 50_000])
def test_long_lines_take_linear_time(text: str) -> None:
    """With quadratic time, this test would take an hour."""
    document = loc_align.read(text.encode(), path="a.md")
    assert loc_align.coverage(document).image_alts == ()
    assert loc_align.align(document, document, target_lang="de-DE").document is document


@pytest.mark.parametrize("unit", ["```\n", "~~~\n", "```\n~~~\n"])
def test_many_fences_take_linear_time(unit: str) -> None:
    """With quadratic time, this test would take minutes."""
    document = loc_align.read((unit * (800_000 // len(unit))).encode(), path="a.md")
    assert {block.kind for block in document.blocks} == {"code"}


def test_numbers_of_thousands_of_digits() -> None:
    digits = "9" * 5000
    document = parse(f"{pair(f'1a2b3-{digits}', 'Eins', 'One')}\n\n{pair('1a2b3-101', 'Zwei', 'Two')}\n".encode())
    assert [item.target.text for item in document.pairs] == ["Eins", "Zwei"]
    assert {item.code for item in document.defects} <= {"id-prefix", "id-order"}


@pytest.mark.parametrize(
    "text",
    [
        (
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="de"><file id="f">'
            '<unit id="u"><segment><source>One.</source><target order="{}">Eins.</target></segment></unit>'
            "</file></xliff>"
        ),
        (
            '<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" '
            'creationtool="x" creationtoolversion="1"/><body><tu usagecount="{}" changedate="{}T000000Z">'
            '<prop type="x-loc-align-count">{}</prop><prop type="x-position">{}:1 0-{} {}-4</prop>'
            '<tuv xml:lang="en"><seg>One.</seg></tuv><tuv xml:lang="de"><seg>Eins.</seg></tuv></tu></body></tmx>'
        ),
    ],
    ids=["xliff", "tmx"],
)
def test_memories_with_numbers_of_thousands_of_digits(text: str, tmp_path: Path) -> None:
    path = tmp_path / f"memory.{text[1:4] if text[1] == 't' else 'xlf'}"
    path.write_text(text.replace("{}", "9" * 5000), encoding="utf-8")
    (unit,) = loc_align.read_units(path)
    assert unit.target is not None
    assert unit.target.text == "Eins."
