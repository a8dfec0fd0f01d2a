"""The review page and table, and the corrections that the page saves."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import loc_align
from doc_blocks import ROOT, blocks
from loc_align.errors import FormatError
from loc_align.model import Bitext, Segment, Span, TranslationUnit
from loc_align.review import Correction, Quote, locate, read_corrections, review_page, review_table
from loc_align.review.rows import direction, segments

_DATA = re.compile(rb'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def _bitext(*texts: tuple[str | None, str | None], bead: str = "1-1") -> Bitext:
    document = loc_align.read(b"---\nms.contentlocale: ar-SA\n---\n", path="ar/a.md")
    base = loc_align.align(document)
    sides = [[None if text is None else Segment(Span(7, 7 + len(text)), text) for text in pair] for pair in texts]
    units = tuple(
        TranslationUnit("x", own, other, base.provenance, bead=bead, score=0.87654, reasons=("lexicon",))
        for own, other in sides
    )
    return replace(base, source_document=loc_align.read(b"", path="en/a.md"), units=units)


def _page(bitext: Bitext, *corrections: Correction) -> bytes:
    return b"".join(review_page([bitext], corrections))


def test_the_page_holds_its_data_and_loads_nothing() -> None:
    page = _page(_bitext(("One.", "Eins."), (None, "Zwei.")))
    found = _DATA.search(page)
    assert found is not None
    assert json.loads(found[1]) == {
        "files": [
            {
                "path": "ar/a.md",
                "source": "en/a.md",
                "langs": ["en-US", "ar-SA"],
                "dirs": ["ltr", "rtl"],
                "beads": [
                    [[["One.", 7]], [["Eins.", 7]], 0.877, ["lexicon"], "paragraph", 1],
                    [[], [["Zwei.", 7]], 0.877, ["lexicon"], "paragraph", 1],
                ],
            }
        ],
        "version": 1,
        "corrections": [],
    }
    rest = page.replace(found[0], b"").replace(b'href="#beads"', b"")
    assert not re.search(rb"(?:src|href)\s*=|url\(|@import|https?://", rest)


def test_the_policy_allows_the_pages_own_script_and_style_alone() -> None:
    page = _page(_bitext(("One.", "Eins."))).decode()
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[0]
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0]
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[0]
    hashes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


@given(st.text(max_size=20), st.sampled_from(["</script>", "<!--", "<script>", "]]>", "&lt;", "\u2028", "\ud800"]))
def test_no_text_ends_the_data(text: str, markup: str) -> None:
    given_text = f"{text}{markup}{text}"
    page = _page(_bitext((given_text, "x")))
    found = _DATA.search(page)
    assert found is not None
    assert b"<" not in found[1]
    shown = json.loads(found[1])["files"][0]["beads"][0][0][0][0]
    assert shown.encode("utf-16", "surrogatepass") == given_text.encode("utf-16", "surrogatepass")
    assert page.count(b"</script>") == 2


def test_a_side_of_several_sentences_is_shown_in_its_sentences() -> None:
    unit = _bitext(("One.  Two.", "Eins und zwei."), bead="2-1").units[0]
    assert [(item.text, item.span) for item in segments(unit, "source")] == [
        ("One.", Span(7, 11)),
        ("Two.", Span(13, 17)),
    ]
    assert [item.text for item in segments(unit, "target")] == ["Eins und zwei."]


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("ar-SA", "rtl"),
        ("he", "rtl"),
        ("ur-PK", "rtl"),
        ("az-Arab", "rtl"),
        ("en", "ltr"),
        ("ja", "ltr"),
        ("und", "ltr"),
    ],
)
def test_directions(lang: str, written: str) -> None:
    assert direction(lang) == written


def test_the_table_has_a_row_for_each_bead() -> None:
    assert b"".join(review_table([_bitext(("One.", None))])).decode("utf-8-sig").splitlines() == [
        "path\tline\tblock\tbead\tconfidence\treasons\tsource\ttarget",
        "ar/a.md\t1\tparagraph\t1-1\t0.88\tlexicon\tOne.\t",
    ]


_SOURCE = loc_align.read(b"Note. One two.\n\nNote. Three four.\n\nNote. Five.\n")
_TARGET = loc_align.read(b"Hinweis. Eins zwei.\n\nHinweis. Drei vier.\n")


def _found(*corrections: Correction) -> list[tuple[list[str], list[str]]]:
    links = locate(corrections, _SOURCE, _TARGET).links
    return [
        ([span.of(_SOURCE.text) for span in own], [span.of(_TARGET.text) for span in other]) for own, other in links
    ]


def test_a_text_is_found_however_it_is_wrapped() -> None:
    correction = Correction("a.md", (Quote("One\n> two."),), (Quote("Eins  zwei."),))
    assert _found(correction) == [(["One two."], ["Eins zwei."])]


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        (Quote("Note.", 0), 0),
        (Quote("Note.", 15), 16),
        (Quote("Note.", 0, before="Three four."), 35),
        (Quote("Note.", 100, after="Three four."), 16),
        (Quote("Note.", 0, before="four.", after="Five."), 35),
    ],
)
def test_of_equal_texts_the_one_between_its_neighbors_or_the_nearest(quote: Quote, start: int) -> None:
    located = locate([Correction("a.md", (quote,), ())], _SOURCE, _TARGET)
    assert located.links == (((Span(start, start + 5),), ()),)


def test_a_part_of_a_word_is_no_match_and_a_lost_text_is_told() -> None:
    lost = Correction("a.md", (Quote("ive."),), ())
    assert locate([lost, Correction("a.md", (), (Quote(">"),))], _SOURCE, _TARGET).lost[0] == lost
    assert len(locate([Correction("a.md", (), (Quote(">"),))], _SOURCE, _TARGET).lost) == 1


def test_the_later_of_two_corrections_holds() -> None:
    first = Correction("a.md", (Quote("One two."),), (Quote("Drei vier."),))
    second = Correction("a.md", (Quote("Three four."),), (Quote("Drei vier."),))
    assert _found(first, second) == [(["Three four."], ["Drei vier."])]


def test_saved_corrections_come_back_from_the_page() -> None:
    correction = Correction("ar/a.md", (Quote("One.", 3, "a", "b"),), (), "unlink")
    found = _DATA.search(_page(_bitext(("One.", "Eins.")), correction))
    assert found is not None
    assert read_corrections(found[1], "page") == (correction,)


_SCHEMA = Path(loc_align.__file__).parent / "review" / "schema" / "corrections-1.schema.json"


def test_the_documented_corrections_follow_the_schema_and_are_read() -> None:
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "howto" / "align.md").read_text(encoding="utf-8")
    shown = next(block.text for block in blocks(page) if block.language == "json" and '"corrections"' in block.text)
    jsonschema.validate(json.loads(shown), schema)
    assert [item.action for item in read_corrections(shown.encode(), "c.json")] == ["unlink"]
    for wrong in ('"action": "undo"', '"path": 1', '"source": [{}]', '"source": []'):
        key = wrong.partition(":")[0]
        broken = re.sub(rf"{key}: (?:\[[^\]]*\]|\"[^\"]*\")", wrong, shown)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(broken), schema)
        with pytest.raises(FormatError):
            read_corrections(broken.encode(), "c.json")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "c.json: not valid JSON"),
        (b"[" * 100_000, "c.json: not valid JSON"),
        (b"[]", "c.json: not a file of corrections"),
        (b'{"corrections": 1, "version": 1}', "c.json: not a file of corrections"),
        (b'{"corrections": [], "version": 9}', "c.json: the file has version 9, but this program reads version 1"),
        (b'{"corrections": [1], "version": 1}', "c.json: correction 1: a 'path' and an 'action'"),
        (
            b'{"corrections": [{"path": "a", "action": "x"}], "version": 1}',
            "c.json: correction 1: a 'path' and an 'action'",
        ),
        (
            b'{"corrections": [{"path": "a", "action": []}], "version": 1}',
            "c.json: correction 1: a 'path' and an 'action'",
        ),
        (
            b'{"corrections": [{"path": "a", "action": "link"}], "version": 1}',
            "correction 1: a 'source' or a 'target' is required",
        ),
        (
            b'{"corrections": [{"path": "a", "action": "link", "source": 1}], "version": 1}',
            "correction 1: 'source' must be an array",
        ),
        (
            b'{"corrections": [{"path": "a", "action": "link", "source": [{"text": " "}]}], "version": 1}',
            "correction 1: 'source' must contain objects with a 'text'",
        ),
    ],
)
def test_what_is_no_file_of_corrections_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=re.escape(message)):
        read_corrections(data, "c.json")


def test_spaces_of_any_kind_around_a_text_are_no_words() -> None:
    located = locate([Correction("a.md", (Quote("\x0b\u00a0Nowhere.\u2003"),), ())], _SOURCE, _TARGET)
    assert (located.links, len(located.lost)) == ((), 1)
