"""Writing side-by-side Markdown from an alignment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import loc_align
from loc_align.merging.side_by_side.ids import number_all
from loc_align.model import Bitext, Document, Segment, Span, TranslationUnit
from side_by_side import pair
from truth import truth

_DOCUMENT = loc_align.read(b"x")


def _bitext(target: str, *pairs: tuple[str, str]) -> Bitext:
    """Return a bitext with sources for some spans of a target document."""
    document = loc_align.read(target.encode(), path="de/a.md")
    units = []
    done = 0
    for text, source in pairs:
        start = document.text.index(text, done)
        done = start + len(text)
        span = Span(start, done)
        units.append(
            TranslationUnit("x-1", Segment(Span(0, len(source)), source), Segment(span, text), origin="content")
        )
    base = loc_align.align(document)
    return replace(base, units=tuple(units))


def _markup(text: str) -> str:
    """Return the result with a short prefix in the IDs."""
    return re.sub(r"(?<=tu-id=\")[0-9a-f]{5}(?=-)", "i", text)


def test_a_target_gets_its_source_beside_it() -> None:
    done = loc_align.annotate(_bitext("# Los\n\nEins. Zwei.\n", ("Los", "Go"), ("Eins.", "One."), ("Zwei.", "Two.")))
    assert _markup(done.data.decode()) == (
        f"# {pair('i-101', 'Los', 'Go')}\n\n{pair('i-102', 'Eins.', 'One.')} {pair('i-103', 'Zwei.', 'Two.')}\n"
    )
    assert (done.pairs, dict(done.skipped)) == (3, {})


def test_prefixes_follow_from_the_name() -> None:
    bitext = _bitext("Los\n", ("Los", "Go"))
    ids = [
        loc_align.read(loc_align.annotate(bitext, name=name).data).pairs[0].target_id
        for name in ("a.md", "a.md", "b.md")
    ]
    assert ids == ["feccc-101", "feccc-101", "11dd4-101"]


@pytest.mark.parametrize(
    ("target", "text", "reason"),
    [
        ("---\ntitle: Los\n---\n", "Los", "in front matter"),
        ("```text\nLos\n```\n", "Los", "in code or a directive"),
        ("`Los`\n", "Los", "in markup"),
        ("![Bild](a.png)\n", "a.png", "in markup"),
        ("**Eins. Zwei.**\n", "**Eins.", "across inline markup"),
        ("<td><b>Los</td>\n", "<b>Los", "across inline markup"),
        ('<img alt="Los">\n', "Los", "in markup"),
        ("Eins.\n\nZwei.\n", "Eins.\n\nZwei.", "across blocks"),
        ("# Los\n", "# Los", "across inline markup"),
    ],
)
def test_what_cannot_be_wrapped_is_left(target: str, text: str, reason: str) -> None:
    done = loc_align.annotate(_bitext(target, (text, "Go")))
    assert (done.data.decode(), done.pairs, dict(done.skipped)) == (target, 0, {reason: 1})


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("[Los](a.md)\n", "Los"),
        ("[Los](a.md)\n", "[Los](a.md)"),
        ("**Eins. Zwei.**\n", "Eins."),
        ("<td>Los <b>jetzt</b></td>\n", "Los <b>jetzt</b>"),
        ("| a | Los |\n|---|---|\n| b | c |\n", "Los"),
        ("> [!NOTE]\n> Los\n", "Los"),
        ("1. Los\n", "Los"),
    ],
)
def test_what_can_be_wrapped(target: str, text: str) -> None:
    done = loc_align.annotate(_bitext(target, (text, "Go")))
    assert _markup(done.data.decode()) == target.replace(text, pair("i-101", text, "Go"))


@pytest.mark.parametrize(
    ("target", "source", "written"),
    [
        ("Los\n", "Go\nnow", "Go\nnow"),
        ("Los\n", "Go\n- now", "Go - now"),
        ("Los\n", "Go\n> now", "Go now"),
        ("# Los\n", "Go\nnow", "Go now"),
        ("> Los\n", "Go  \r\n> now", "Go now"),
    ],
)
def test_a_line_break_of_a_source_never_ends_the_targets_block(target: str, source: str, written: str) -> None:
    done = loc_align.annotate(_bitext(target, ("Los", source)))
    assert [item.source.text for item in loc_align.read(done.data).pairs] == [written]


def test_a_target_of_two_units_is_written_once() -> None:
    bitext = _bitext("Los\n", ("Los", "Go"))
    done = loc_align.annotate(replace(bitext, units=bitext.units * 2))
    assert (done.pairs, dict(done.skipped)) == (1, {"overlapping another target": 1})


def test_a_side_by_side_document_is_refused() -> None:
    document = loc_align.read(pair("a-101", "Los", "Go").encode(), path="a.md")
    with pytest.raises(loc_align.UsageError, match=r"a\.md: the document is already side by side"):
        loc_align.annotate(loc_align.align(document))


def test_what_does_not_read_back_is_left() -> None:
    done = loc_align.annotate(_bitext("Eins. Zwei.\n", ("Eins.", "One</span></span>."), ("Zwei.", "Two.")))
    assert _markup(done.data.decode()) == f"Eins. {pair('i-101', 'Zwei.', 'Two.')}\n"
    assert dict(done.skipped) == {"not readable": 1}


_EARLIER = loc_align.read(
    " ".join(
        (
            pair("1a2b3-105", "Eins.", "One."),
            pair("1a2b3-106", "Drei.", "Three."),
            pair("1a2b3-p108", "Vier.", "Four."),
        )
    ).encode()
)


def test_ids_of_an_earlier_document_stay() -> None:
    words = (
        ("Null.", "Zero."),
        ("Eins.", "One."),
        ("Zwei.", "Two."),
        ("Drei.", "Three."),
        ("Vier.", "Four."),
        ("V", "5"),
    )
    bitext = _bitext("Null. Eins. Zwei. Drei. Vier. V\n", *words)
    document = loc_align.read(loc_align.annotate(bitext, earlier=_EARLIER).data)
    assert [item.target_id for item in document.pairs] == [
        "1a2b3-101", "1a2b3-105", "1a2b3-0105", "1a2b3-106", "1a2b3-p108", "1a2b3-109",
    ]  # fmt: skip
    assert document.defects == ()
    again = loc_align.annotate(bitext, earlier=document)
    assert again.data.decode() == document.text


def test_an_id_stays_only_with_its_texts() -> None:
    bitext = _bitext("Eins. Drei.\n", ("Eins.", "Only one."), ("Drei.", "Three."))
    document = loc_align.read(loc_align.annotate(bitext, earlier=_EARLIER).data)
    assert [item.target_id for item in document.pairs] == ["1a2b3-101", "1a2b3-106"]


def test_ids_that_fell_out_of_order_are_given_up() -> None:
    assert number_all(["a-105", "a-101", "a-102", None, "a-103", "b-104", "x"], _DOCUMENT, "") == [
        "a-0100", "a-101", "a-102", "a-0102", "a-103", "a-104", "a-105",
    ]  # fmt: skip


@given(st.lists(st.none() | st.integers(101, 120).map("a-{}".format) | st.just("a-p104"), max_size=30))
def test_numbers_never_fall_and_no_id_comes_twice(wanted: list[str | None]) -> None:
    ids = number_all(wanted, _DOCUMENT, "a.md")
    numbers = [int(name.rpartition("-")[2].removeprefix("p")) for name in ids]
    assert numbers == sorted(numbers)
    assert len({*ids}) == len(ids) == len(wanted)


_FRAGMENTS = st.sampled_from(
    [
        "# Titel\n",
        "\n",
        "Wort ",
        "**fett** ",
        "*a",
        "`x` ",
        "``",
        "[Text](a.md) ",
        "<b>",
        "</b>",
        "</span>",
        "<span>",
        "> ",
        "- ",
        "| a | b |\n|---|---|\n| c | d |\n",
        "```\n",
        "---\n",
        "<td>Zelle</td>\n",
        "\\",
        "&amp;",
        "\r\n",
        "1. ",
        ":::image:::\n",
        "    ",
        "<!-- a -->",
        "日本語。",
        "data-ttu-id",
        '<span data-ttu-id="a-101">',
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(_FRAGMENTS, max_size=14).map("".join),
    st.lists(
        st.tuples(st.integers(0, 80), st.integers(1, 30), st.lists(_FRAGMENTS, max_size=4).map("".join)), max_size=5
    ),
)
def test_any_alignment_of_any_document_gives_the_target_back(text: str, beads: list[tuple[int, int, str]]) -> None:
    document = loc_align.read(text.encode(), path="a.md")
    if document.pairs:
        return
    spans = [
        (Span(start, min(len(text), start + length)), source) for start, length, source in beads if start < len(text)
    ]
    units = tuple(
        TranslationUnit("x", Segment(Span(0, len(source)), source), Segment(span, span.of(text)), origin="content")
        for span, source in spans
    )
    done = loc_align.annotate(replace(loc_align.align(document), units=units))
    read = loc_align.read(done.data)
    assert loc_align.split(read, "target") == text.encode()
    assert done.pairs == len(read.pairs)
    assert done.pairs + sum(done.skipped.values()) == len(units)
    assert len(read.defects) <= len(document.defects)


def _check(document: Document) -> None:
    bitext = truth(document)
    done = loc_align.annotate(bitext, earlier=document)
    read = loc_align.read(done.data, path=document.path)
    assert loc_align.split(read, "target") == loc_align.split(document, "target")
    assert len(read.defects) <= len(bitext.document.defects)
    assert done.pairs == len(read.pairs)
    assert done.pairs + sum(done.skipped.values()) == len(bitext.units)
    known = {item.target_id: (item.target.text, item.source.text) for item in document.pairs}
    assert all(known[item.target_id] == (item.target.text, item.source.text) for item in read.pairs)
    if not done.skipped:
        assert done.data == Path(document.path).read_bytes()


_EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples" / "docs").rglob("*.md"))


@pytest.mark.parametrize("path", _EXAMPLES, ids=lambda path: "/".join(path.parts[-2:]))
def test_examples_come_back_byte_for_byte(path: Path) -> None:
    _check(loc_align.read(path))


def test_published_files_come_back(corpus: list[Path]) -> None:
    for path in corpus[::7]:
        document = loc_align.read(path)
        if all(item.target_id == item.source_id for item in document.pairs):
            _check(document)
