"""Glossaries: reading terms from tables and TBX, and finding terms in texts."""

from __future__ import annotations

import pickle

import pytest

from loc_align.checks.terminology import Term, read_glossary
from loc_align.checks.terminology.glossary import target_pattern
from loc_align.errors import FormatError

TBX2 = """<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="c1">
<langSet xml:lang="en"><tig><term>page store</term></tig></langSet>
<langSet xml:lang="de"><tig><term>Seitenspeicher</term></tig>
<tig><term>Seitenlager</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="lt"><ntig><termGrp><term>puslapių <hi>saugykla</hi></term></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""

TBX3 = """<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><langSec xml:lang="en-US"><termSec><term>archive</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>archive</term></termSec></langSec></conceptEntry></body></text></tbx>"""


def test_a_table() -> None:
    data = "Source;Target;Forbidden;Keep;Case;Lang\narchive;Archiv|Ablage;Lager;;;de\nFjord;;;yes;x;\n;leer;;;;\n"
    assert read_glossary(data.encode(), "t.csv").terms == (
        Term("archive", ("Archiv", "Ablage"), ("Lager",), lang="de"),
        Term("Fjord", keep=True, case=True),
    )


def test_a_table_with_a_byte_order_mark_and_tabs() -> None:
    assert read_glossary("\ufeffterm\ttranslation\r\na b\tc d\r\n".encode(), "t.tsv").terms == (Term("a b", ("c d",)),)


def test_tbx_of_both_versions() -> None:
    assert read_glossary(TBX2.encode(), "t.tbx").terms == (
        Term("page store", ("Seitenspeicher",), ("Seitenlager",), lang="de"),
        Term("page store", ("puslapių saugykla",), lang="lt"),
    )
    assert read_glossary(TBX3.encode(), "t.tbx").terms == (Term("archive", ("archive",), lang="fr"),)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "t.csv:1: no column 'source'"),
        (b"word,meaning\na,b\n", "t.csv:1: no column 'source'"),
        (b'source,target\na,"b\n', "t.csv:2"),
        (b"<tbx><text>", "t.csv:1"),
        (b"<html></html>", "t.csv:1"),
        (b'<!DOCTYPE tbx [<!ENTITY a "aa">]><tbx>&a;</tbx>', "t.csv:1"),
    ],
)
def test_what_is_no_glossary(data: bytes, message: str) -> None:
    with pytest.raises(FormatError) as raised:
        read_glossary(data, "t.csv")
    assert str(raised.value).startswith(message)


def test_a_glossary_travels() -> None:
    glossary = read_glossary(b"source,target\narchive,Archiv\n", "t.csv")
    again = pickle.loads(pickle.dumps(glossary))  # noqa: S301 - our own bytes
    assert [*again.found_in("Two Archives of an archive", "de-DE")] == [Term("archive", ("Archiv",))]


@pytest.mark.parametrize(("lang", "found"), [("de", True), ("de-DE", True), ("de-AT", False), ("fr", False)])
def test_terms_are_for_a_language(lang: str, *, found: bool) -> None:
    glossary = read_glossary(b"source,target,lang\narchive,Archiv,de-DE\n", "t.csv")
    assert bool([*glossary.found_in("archive", lang)]) == found


@pytest.mark.parametrize(
    ("target", "text", "found"),
    [
        ("puslapis", "Atidarykite puslapį.", True),
        ("saugykla", "saugyklose", True),
        ("страница", "на странице", True),
        ("Archiv", "des Archivs", True),
        ("Archiv", "Arche", False),
        ("page store", "page  stores", True),
        ("Tür", "Tor", False),
    ],
)
def test_words_are_inflected(target: str, text: str, *, found: bool) -> None:
    assert bool(target_pattern(target, 3, spaced=True, case=False).search(text)) == found


def test_without_spaces_a_term_is_found_anywhere() -> None:
    assert target_pattern("页面", 3, spaced=False, case=False).search("打开页面。")
