"""gettext PO: exact round trips, entries that gettext accepts, and files of other tools."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_read
from babel.messages.pofile import write_po as babel_write
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from loc_align import formats
from loc_align.alignment.by_id import align
from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.errors import FormatError
from loc_align.formats import FORMATS, WriteOptions, load_returned
from loc_align.merging import Merged, merge
from loc_align.model import Document, Match, Provenance, Segment, Span, TranslationUnit
from round_trip import exported
from side_by_side import pair
from units import WHOLE_UNITS

_MSGFMT = shutil.which("msgfmt")
_SOURCE = """---
title: "Say \\"go\\""
---
# Start {#start}

See [the guide](g.md "The guide") and ![a map](m.png). Run `x` *now*.

## More

See [Terms]. See also.

See also.

- One
- One
- Two \\* three

> A quote
> of two lines.

[Terms]: t.md
"""


def _document(text: str) -> Document:
    return parse(text.encode(), "page.md")


def _read(data: bytes, name: str = "memory.po") -> list[TranslationUnit]:
    return list(formats.load(io.BytesIO(data), name))


def _merged(document: Document, data: bytes) -> Merged:
    return merge(document, list(load_returned(io.BytesIO(data), "page.po")))


def _translated(data: bytes, old: str, new: str) -> bytes:
    """Fill the msgstr of the entries with a msgid, as a translator does."""
    entry = f'msgid "{old}"\nmsgstr "'
    assert entry.encode() in data
    return data.replace(f'{entry}"'.encode(), f'{entry}{new}"'.encode())


def _checked(data: bytes, tmp_path: Path) -> None:
    if _MSGFMT is None:
        pytest.skip("gettext is not installed")
    path = tmp_path / "page.po"
    path.write_bytes(data)
    done = subprocess.run([_MSGFMT, "--check", "-o", "-", path], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_entry_says_where_it_is_from() -> None:
    data = exported(extract(_document("# Go\n\nOn and on.\n"), target_lang="pt-BR"), "po").decode()
    header, _, entry = data.split("\n\n")
    assert re.search(r'"Language: pt_BR\\n"', header)
    assert re.search(r'"Plural-Forms: nplurals=\d; plural=[^;]+;\\n"', header)
    assert re.search(r'"X-Source-Language: en_US\\n"', header)
    lines = entry.splitlines()
    assert lines[0] == "#. Line 3, paragraph"
    assert lines[1].startswith('#. loc-align:{"id":')
    assert lines[2:] == ["#: page.md:3", 'msgctxt "page.md > Go [paragraph]"', 'msgid "On and on."', 'msgstr ""']


def test_a_fuzzy_match_shows_the_old_source(tmp_path: Path) -> None:
    (unit,) = extract(_document("Go on\n  and on.\n"), target_lang="de").units
    matched = replace(unit, matches=(Match("fuzzy", 0.8, 'Go "on"\nand off.', "Weiter."),))
    data = b"".join(formats.dump([matched], FORMATS["po"], WriteOptions()))
    assert data.decode().split("\n\n")[1].splitlines()[3:] == [
        "#, fuzzy",
        '#| msgid ""',
        '#| "Go \\"on\\"\\n"',
        '#| "and off."',
        'msgctxt "page.md [paragraph]"',
        'msgid ""',
        '"Go on\\n"',
        '"  and on."',
        'msgstr "Weiter."',
    ]
    (back,) = load_returned(io.BytesIO(data), "x.po")
    assert (back.confirmed, back.unit.state, back.target) == (False, "initial", ("Weiter.",))
    _checked(data, tmp_path)


@pytest.mark.parametrize("segment", ["sentence", "paragraph"])
def test_a_source_document_becomes_the_target_document(segment: str, tmp_path: Path) -> None:
    document = _document(_SOURCE)
    bitext = extract(document, target_lang="de", segment=segment)  # type: ignore[arg-type]
    data = exported(bitext, "po")
    _checked(data, tmp_path)
    assert [unit.source for unit in _read(data)] == [unit.source for unit in bitext.units]
    catalog = babel_read(io.BytesIO(data))
    for message in catalog:
        if message.id:
            message.string = str(message.id).replace("e", "é")
    edited = io.BytesIO()
    babel_write(edited, catalog)
    merged = _merged(document, edited.getvalue())
    assert merged.refusals == ()
    assert merged.written == len(bitext.units)
    text = merged.data.decode()
    assert 'Séé [thé guidé](g.md "Thé guidé") and ![a map](m.png).' in text
    assert text.startswith('---\ntitle: "Say \\"go\\""\n---\n# Start {#start}\n')
    assert text.endswith("> A quoté\n> of two linés.\n\n[Terms]: t.md\n")


def test_a_side_by_side_document_round_trips() -> None:
    text = f"# {pair('a-101', 'Los `x`', 'Go `x`')}\n\n{pair('a-102', 'Noch.', 'More.')}\r\n"
    document = _document(text)
    bitext = align(document)
    data = exported(bitext, "po")
    assert _read(data) == list(bitext.units)
    merged = _merged(document, data)
    assert (merged.data.decode(), merged.written, merged.unchanged) == (text, 0, 2)
    changed = data.replace(b'msgstr "Los `x`"', b'msgstr "`x` auf"')
    assert _merged(document, changed).data.decode() == text.replace("Los `x`", "`x` auf")


@pytest.mark.parametrize(
    ("typed", "expected", "reasons"),
    [
        ("**Jetzt** läuft `x`, \\\\*.", "**Jetzt** läuft `x`, \\*.\n", []),
        ("L`a `x` **jetzt**.", None, ["the code '`x`' was changed to '`a `'; restore it"]),
        ("`y` **jetzt**.", None, ["the code '`x`' was changed to '`y`'; restore it"]),
        ("`x` jetzt.", None, ["the code '**' is missing; add it"]),
        ("`x` **jetzt** *nun*.", None, ["the code '*' is not in the document; remove it"]),
        ("`x` **jetzt** a\\\\_b.", "`x` **jetzt** a\\_b.\n", []),
    ],
)
def test_codes_are_markdown(typed: str, expected: str | None, reasons: list[str]) -> None:
    text = "Run `x` **now**.\n"
    document = _document(text)
    data = _translated(exported(extract(document, target_lang="de"), "po"), text.strip(), typed)
    merged = _merged(document, data)
    assert (merged.data.decode(), [refusal.reason for refusal in merged.refusals][:1]) == (expected or text, reasons)


@pytest.mark.parametrize(
    ("source", "typed", "expected"),
    [
        ("[![A map]][A map]", "[![Karte]][A map]", "[![Karte][A map]][A map]"),
        ("[![A map][]][A map]", "[![Karte][]][A map]", "[![Karte][A map]][A map]"),
        ("![A map], [terms]", "![Karte], [Begriffe]", "![Karte][A map], [Begriffe][terms]"),
        ("![A map], [terms]", "![Karte], [terms]", "![Karte][A map], [terms]"),
    ],
)
def test_a_translated_label_keeps_its_definition(source: str, typed: str, expected: str) -> None:
    definitions = "\n\n[A map]: m.png\n[terms]: t.md\n"
    document = _document(source + definitions)
    data = _translated(exported(extract(document, target_lang="de"), "po"), source, typed)
    merged = _merged(document, data)
    assert (merged.data.decode(), merged.refusals) == (expected + definitions, ())


def test_fuzzy_and_empty_targets_are_drafts() -> None:
    document = _document("Go.\n\nOn.\n")
    data = _translated(exported(extract(document, target_lang="de"), "po"), "Go.", "Los.")
    fuzzy = data.replace(b'msgctxt "page.md [paragraph]"\nmsgid "Go."', b'#, fuzzy\nmsgctxt "x"\nmsgid "Go."')
    merged = _merged(document, fuzzy)
    assert (merged.data, merged.drafts, merged.empty) == (b"Go.\n\nOn.\n", 2, 1)
    assert _merged(document, data).data == b"Los.\n\nOn.\n"


def test_a_tool_that_drops_comments_does_no_harm() -> None:
    document = _document("# Go\n\nOn and on. Stop.\n")
    data = _translated(exported(extract(document, target_lang="de"), "po"), "On and on.", "Weiter.")
    merged = _merged(document, re.sub(rb"#\.[^\n]*\n", b"", data))
    assert (merged.data, merged.refusals) == (b"# Go\n\nWeiter. Stop.\n", ())


_FOREIGN = r"""# Translations of a manual
#
msgid ""
msgstr ""
"Content-Type: text/plain; charset=ISO-8859-1\n"
"Language: fr\n"
"PO-Revision-Date: once upon a time\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
"n%10>=2 ? 1 : 2);\n"

#. type: Title #
#: guide.md:1
#, no-wrap
msgid "Water the fern"
msgstr "Arroser la fougère"

#: guide.md:3 other.md:7
msgid ""
"One line\n"
"and two"
msgstr "Une ligne\net deux"

#: guide.md:9
#, fuzzy
#| msgid "Old"
msgctxt "menu"
msgid "New"
msgstr "Ancien"

msgid "a leaf"
msgid_plural "leaves"
msgstr[0] "une feuille"
msgstr[1] "des feuilles"
msgstr[2] ""

#~ msgid "Gone"
#~ msgstr "Parti"
"""


def test_files_of_other_tools_are_memories() -> None:
    units = _read(_FOREIGN.encode("latin-1"))
    assert [(str(unit.source), str(unit.target), unit.state, unit.line) for unit in units] == [
        ("Water the fern", "Arroser la fougère", None, 1),
        ("One line\nand two", "Une ligne\net deux", None, 3),
        ("New", "Ancien", "initial", 9),
        ("a leaf", "une feuille", None, 1),
        ("leaves", "des feuilles", None, 1),
        ("Gone", "Parti", None, 1),
    ]
    assert units[0].provenance == Provenance("guide.md", "en", "fr")
    assert [len(list(load_returned(io.BytesIO(_FOREIGN.encode("latin-1")), "x.po")))] == [5]


def test_an_encoding_of_domain_names_is_not_the_encoding_of_a_file() -> None:
    data = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=punycode\\n"\n\nmsgid "a-b"\nmsgstr "c"\n'
    assert [(str(unit.source), str(unit.target)) for unit in _read(data)] == [("a-b", "c")]


def test_equal_sources_in_equal_contexts_are_all_read() -> None:
    data = b'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'
    assert [str(unit.target) for unit in _read(data, "pt_BR.po")] == ["b", "c"]
    assert _read(data, "pt_BR.po")[0].provenance.target_lang == "pt-BR"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('msgid "a"\nmsgstr "b"\n"c\n<<<<<<<\n', "x.po:4: Unknown or misformatted keyword is not valid in PO"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr ""\n', "x.po:1: missing msgstr for msgid 'a' is not valid in PO"),
        ('msgid "a"\nmsgstr[x] "b"\n', "x.po: the file is not valid PO; msgfmt --check names the line"),
        (
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=ascii\\n"\n\nmsgid "é"\nmsgstr ""\n',
            "x.po: the file is not in the character set ascii, which its header names",
        ),
    ],
)
def test_what_is_no_po_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FormatError, match=re.escape(problem)):
        _read(text.encode(), "x.po")


def test_a_unit_that_po_cannot_contain_is_left_out() -> None:
    units = [
        TranslationUnit(str(number), Segment(Span(0, len(text)), text), None)
        for number, text in enumerate(["", "a\0b", "\ud800", "a"])
    ]
    assert [FORMATS["po"].supports(unit) for unit in units] == [False, False, False, True]
    assert [unit.id for unit in _read(b"".join(formats.dump(units, FORMATS["po"], WriteOptions())))] == ["3"]


@settings(max_examples=100, deadline=None)
@given(units=st.lists(WHOLE_UNITS.filter(FORMATS["po"].supports), max_size=4))
def test_any_texts_come_back_equal(units: list[TranslationUnit]) -> None:
    same = [
        replace(unit, provenance=replace(unit.provenance, source_lang="en", target_lang="de"), state=None)
        for unit in units
    ]
    data = b"".join(formats.dump(same, FORMATS["po"], WriteOptions()))
    kept = [
        (unit.id, unit.source, unit.target if unit.target and unit.target.text else None, unit.section, unit.block)
        for unit in same
    ]
    assert [(unit.id, unit.source, unit.target, unit.section, unit.block) for unit in _read(data)] == kept


def test_gettext_accepts_any_text(tmp_path: Path) -> None:
    texts = [
        "a\r\nb\tc",
        'say "x" \\ \\n',
        "\x0b\x0c\x85\u2028",
        "%d {0} %(x)s",
        "日本語",
        "-- a -- b",
        "#, fuzzy",
        "~",
    ]
    origin = Provenance("a dir/of é/page — 1.md", "en", "ja")
    units = [
        TranslationUnit(
            text, Segment(Span(0, len(text)), text), Segment(Span(0, 1), text), origin, 3, 1, section=("–",)
        )
        for text in [*texts, *texts]
    ]
    data = b"".join(formats.dump(units, FORMATS["po"], WriteOptions()))
    _checked(data, tmp_path)
    read = _read(data)
    assert [(str(unit.source), str(unit.target), unit.provenance.path) for unit in read] == [
        (text, text, origin.path) for text in [*texts, *texts]
    ]


@pytest.mark.parametrize("lang", ["a", "qaa", "x-own", "zz-ZZ-1234567", "", "und"])
def test_a_language_that_babel_does_not_know_has_plural_forms(lang: str) -> None:
    assert b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in FORMATS["po"].head(WriteOptions(target_lang=lang))
