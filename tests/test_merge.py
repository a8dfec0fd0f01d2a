"""Merging: only edited targets change, and targets that are not safe to write are refused with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loc_align.alignment.by_id import align
from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.merging import Refusal, merge
from loc_align.model import Document
from loc_align.sxs.splitting import split
from round_trip import NAMES, back, exported, translated, with_target
from side_by_side import pair

_SIDE = f"""# {pair("a-101", "Los", "Go")}

- {pair("a-102", "Starten Sie `fjord` **jetzt**.", "Run `fjord` **now**.")}

| {pair("a-103", "Zelle", "Cell")} | `x` |
|---|---|

> {pair("a-104", "Siehe [Hilfe](h.md).", "See [Help](h.md).")}
"""


def _document(text: str) -> Document:
    return parse(text.encode(), "page.md")


def _merged(text: str, unit: str, inner: str, name: str = "xliff", **choices: bool) -> tuple[str, list[str]]:
    document = _document(text)
    merged = merge(document, back(with_target(exported(align(document), name), unit, inner)), **choices)
    return merged.data.decode(), [refusal.reason for refusal in merged.refusals]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_changed_is_byte_identical_on_every_published_file(name: str, corpus: list[Path]) -> None:
    for path in corpus:
        data = path.read_bytes()
        document = parse(data, path.name)
        merged = merge(document, back(exported(align(document), name)))
        assert (merged.data, merged.written, merged.refusals) == (data, 0, ()), path


@pytest.mark.parametrize("name", NAMES)
def test_one_target_changed_changes_its_bytes_alone_on_published_files(name: str, corpus: list[Path]) -> None:
    for path in corpus[::4]:
        document = parse(path.read_bytes(), path.name)
        units = [
            unit
            for unit in align(document).units
            if unit.target and re.fullmatch(r"(?:[^\W_]|[ ,.])+", unit.target.text)
        ]
        if not units or units[0].target is None:
            continue
        target = units[0].target
        data = with_target(exported(align(document), name), units[0].id, f"{target.text} mehr")
        merged = merge(document, back(data))
        text = f"{document.text[: target.span.end]} mehr{document.text[target.span.end :]}"
        assert (merged.data.decode("utf-8-sig"), merged.written) == (text, 1), path


@pytest.mark.parametrize("segment", ["sentence", "paragraph"])
@pytest.mark.parametrize("name", NAMES)
def test_every_letter_changed_keeps_the_blocks_of_every_source(name: str, segment: str, corpus: list[Path]) -> None:
    for path in corpus[:: 1 if (name, segment) == ("xliff", "sentence") else 5]:
        source = parse(split(parse(path.read_bytes(), path.name), "source"), path.name)
        bitext = extract(source, target_lang="de-DE", segment=segment)  # type: ignore[arg-type]
        data = translated(exported(bitext, name), lambda text: re.sub("[A-Za-z]", "ä", text))
        merged = merge(source, back(data))
        after = parse(merged.data, path.name)
        assert merged.refusals == (), path
        assert merged.written == len(bitext.units), path
        assert [(block.kind, block.level) for block in after.blocks] == [
            (block.kind, block.level) for block in source.blocks
        ], path


@pytest.mark.parametrize("name", NAMES)
def test_a_new_target_with_its_codes_moved(name: str) -> None:
    document = _document(_SIDE)
    data = exported(align(document), name)
    moved = {
        "xliff": '<bpt id="2" rid="2">**</bpt>Jetzt<ept id="2" rid="2">**</ept> läuft <ph id="1">`fjord`</ph>!',
        "xliff2": '<pc id="2">Jetzt</pc> läuft <ph id="1"/>!',
    }[name]
    merged = merge(document, back(with_target(data, "a-102", moved)))
    assert merged.data.decode() == _SIDE.replace("Starten Sie `fjord` **jetzt**.", "**Jetzt** läuft `fjord`!")
    assert (merged.form, merged.written, merged.unchanged, merged.refusals) == ("side-by-side", 1, 3, ())


@pytest.mark.parametrize(
    ("unit", "inner", "reason"),
    [
        ("a-102", "Starten Sie jetzt.", "the code '`fjord`' is missing; add it"),
        (
            "a-102",
            '<ph id="1">`fjord`</ph> <g id="2">a</g><ph id="1">`fjord`</ph>',
            "the code '`fjord`' occurs more than once; keep one of them",
        ),
        (
            "a-102",
            '<ph id="1">`fjord`</ph> <g id="2">a</g><x id="9"/>',
            "the code with the ID '9' is not in the document; remove it",
        ),
        ("a-102", '<ph id="1">`fjørd`</ph> <g id="2">a</g>', "the code '`fjord`' was changed to '`fjørd`'; restore it"),
        (
            "a-102",
            '<ph id="1">`fjord`</ph> <bpt id="2" rid="2">**</bpt>a',
            "the code '**' is not closed; add its closing code",
        ),
        (
            "a-102",
            '<ph id="1">`fjord`</ph> a<ept id="2" rid="2">**</ept>',
            "the closing code '**' has no opening code before it; add that code",
        ),
        ("a-101", "Los &amp;copy;", "'&copy;' would become the character that it stands for; type that character"),
        ("a-101", "", "the target would change the structure of the document: it is empty"),
        ("a-101", "a\nb", "the target would change the structure of the document: a line break in a heading"),
        ("a-103", "a\n\nb", "the target would change the structure of the document: a line break in a table cell"),
        ("a-104", 'a\n\nb <g id="1">c</g>', "the target would change the structure of the document: a blank line"),
        (
            "a-104",
            'a &lt;/span&gt; <g id="1">c</g>',
            "the target would change the structure of the document: an unmatched span tag",
        ),
    ],
)
def test_what_is_not_safe_stays_out(unit: str, inner: str, reason: str) -> None:
    text, reasons = _merged(_SIDE, unit, inner)
    assert (text, reasons[:1]) == (_SIDE, [reason])


def test_force_writes_it_all_the_same_and_says_so() -> None:
    text, reasons = _merged(_SIDE, "a-102", "Starten Sie jetzt.", force=True)
    assert text == _SIDE.replace("Starten Sie `fjord` **jetzt**.", "Starten Sie jetzt.")
    assert reasons == ["the code '`fjord`' is missing; add it"]


def test_a_bar_in_a_cell_and_a_bracket_in_a_link_are_escaped() -> None:
    assert _merged(_SIDE, "a-103", "a | b")[0] == _SIDE.replace("Zelle", "a \\| b")
    inner = 'Siehe <bpt id="1" rid="1">[</bpt>Hilfe] dort<ept id="1" rid="1">](h.md)</ept>.'
    assert _merged(_SIDE, "a-104", inner)[0] == _SIDE.replace("[Hilfe](h.md)", "[Hilfe\\] dort](h.md)")


def test_a_source_that_has_changed_since() -> None:
    document = _document(_SIDE)
    data = with_target(exported(align(document), "xliff"), "a-101", "Auf")
    changed = _SIDE.replace(">Go<", ">Go on<")
    merged = merge(_document(changed), back(data))
    assert merged.data.decode() == changed
    assert merged.refusals == (
        Refusal("a-101", 1, "the source has changed since the export; export the document again"),
    )


def test_a_target_that_was_edited_in_the_document_too() -> None:
    document = _document(_SIDE)
    data = with_target(exported(align(document), "xliff"), "a-101", "Auf")
    changed = _SIDE.replace("Los", "Weiter")
    merged = merge(_document(changed), back(data))
    assert merged.data.decode() == changed
    assert merged.refusals == (
        Refusal("a-101", 1, "the target in the document has changed since the export; force the merge to overwrite it"),
    )
    forced = merge(_document(changed), back(data), force=True)
    assert forced.data.decode() == _SIDE.replace("Los", "Auf")
    assert [refusal.written for refusal in forced.refusals] == [True]


def test_text_that_moved_is_found_again() -> None:
    document = _document(_SIDE)
    data = with_target(exported(align(document), "xliff2"), "a-101", "Auf")
    moved = f"A new line.\n\n{_SIDE}"
    assert merge(_document(moved), back(data)).data.decode() == moved.replace("Los", "Auf")


@pytest.mark.parametrize("name", NAMES)
def test_drafts_are_written_only_when_asked_for(name: str) -> None:
    document = _document("Go on.\n")
    data = translated(exported(extract(document, target_lang="de"), name), lambda _: "Weiter.")
    draft = data.replace(b"<target>", b'<target state="new">').replace(
        b'<segment id="s1"', b'<segment id="s1" state="initial"'
    )
    assert merge(document, back(data)).data == b"Weiter.\n"
    merged = merge(document, back(draft))
    assert (merged.data, merged.drafts) == (b"Go on.\n", 1)
    assert merge(document, back(draft), fuzzy=True).data == b"Weiter.\n"


_SOURCE = """---
title: Start # the first page
description: "Say \\"go\\""
tags: [a]
---
# Start {#start}

See [the guide](g.md "The guide") and ![a map](m.png).
Second line, see [Terms].

> A quote
> of two lines.

<div translate="no">

Not this.

</div>

<!-- loc-align: ignore -->
Nor this.

:::image type="content" source="a.png" alt-text="A red door.":::

[Terms]: t.md
"""

_TARGET = """---
title: START # the first page
description: "SAY \\"GO\\""
tags: [a]
---
# START {#start}

SEE [THE GUIDE](g.md "THE GUIDE") AND ![A MAP](m.png).
SECOND LINE, SEE [TERMS][Terms].

> A QUOTE
> OF TWO LINES.

<div translate="no">

Not this.

</div>

<!-- loc-align: ignore -->
Nor this.

:::image type="content" source="a.png" alt-text="A RED DOOR.":::

[Terms]: t.md
"""


@pytest.mark.parametrize("segment", ["sentence", "paragraph"])
@pytest.mark.parametrize("name", NAMES)
def test_a_source_document_becomes_the_target_document(name: str, segment: str) -> None:
    document = _document(_SOURCE)
    bitext = extract(document, target_lang="de", segment=segment)  # type: ignore[arg-type]
    merged = merge(document, back(translated(exported(bitext, name), str.upper)))
    assert (merged.data.decode(), merged.form, merged.refusals) == (_TARGET, "source", ())


@pytest.mark.parametrize(
    ("front", "typed", "expected"),
    [
        ("title: Go", "a: b", 'title: "a: b"'),
        ("title: Go", "yes", 'title: "yes"'),
        ("title: Go # c", 'Say "x" #1', 'title: "Say \\"x\\" #1" # c'),
        ("title: 'Go'", "It's", "title: 'It''s'"),
        ('title: "Go"', 'a "b" \\c', 'title: "a \\"b\\" \\\\c"'),
        ("title: >-\n  Go", "a: b", "title: >-\n  a: b"),
        ("description:   Go\ntitle: x", "Auf", "description:   Auf\ntitle: x"),
    ],
)
def test_front_matter_keeps_its_form(front: str, typed: str, expected: str) -> None:
    document = _document(f"---\n{front}\n---\nText.\n")
    bitext = extract(document, target_lang="de")
    unit = next(unit.id for unit in bitext.units if unit.source and unit.source.text == "Go")
    merged = merge(document, back(with_target(exported(bitext, "xliff"), unit, typed)))
    assert (merged.data.decode(), merged.refusals) == (f"---\n{expected}\n---\nText.\n", ())


def test_the_target_document_of_a_side_by_side_one_takes_targets_too() -> None:
    document = _document(_SIDE)
    data = with_target(exported(align(document), "xliff"), "a-103", "Feld")
    target = split(document, "target")
    merged = merge(parse(target, "page.md"), back(data))
    assert (merged.data, merged.form, merged.written) == (target.replace(b"Zelle", b"Feld"), "target", 1)


def test_many_bad_targets_are_found_one_by_one() -> None:
    text = "".join(f"{pair(f'a-{number}', f'Ziel {number}', f'Source {number}')}\n\n" for number in range(101, 141))
    document = _document(text)
    data = translated(
        exported(align(document), "xliff2"), lambda typed: re.sub(r"Source (\d)(.)5", "\\1|\\2\n-|-", typed)
    )
    merged = merge(document, back(data))
    assert merged.written == 36
    assert [refusal.line for refusal in merged.refusals] == [9, 29, 49, 69]
    assert {refusal.reason for refusal in merged.refusals} == {
        "the target would change the structure of the document: its markup"
    }


@pytest.mark.parametrize(
    ("target", "source", "inner", "merged"),
    [
        ("eins\nzwei", "one\ntwo", "eins zwei", "eins\nzwei"),
        ("eins\r\nzwei", "one\r\ntwo", "eins\nzwei", "eins\r\nzwei"),
        ("eins\r\nzwei", "one\r\ntwo", "eins\ndrei", "eins\r\ndrei"),
        ("eins ", "one ", "eins", "eins "),
        ("eins ", "one ", "uno", "uno "),
        (" eins", "one", "uno\t", " uno"),
        ("eins", "one", "a\\", "a\\\\"),
        ("eins", "one", "2 * 3 &lt; 7 &amp; $5, a_b_c", "2 * 3 < 7 & $5, a_b_c"),
    ],
)
def test_white_space_and_what_follows_are_left_alone(target: str, source: str, inner: str, merged: str) -> None:
    text = f"{pair('a-101', target, source)}\r\n" if "\r" in target else f"{pair('a-101', target, source)}\n"
    written, reasons = _merged(text, "a-101", inner)
    assert (written, reasons) == (text.replace(f">{target}<", f">{merged}<"), [])


@pytest.mark.parametrize(
    ("text", "source", "typed", "merged"),
    [
        ("# Go\n", "Go", "C #", "# C \\#\n"),
        ("Go\n==\n", "Go", "Los ##", "Los \\##\n==\n"),
        ("- Go\n", "Go", "[x] los", "- \\[x] los\n"),
        ('---\ntitle: "Go"\n---\nx\n', "Go", "a\nb", '---\ntitle: "Go"\n---\nx\n'),
        ('[a](b "Go")\n', "Go", 'a "b"', '[a](b "a \\"b\\"")\n'),
        ("See [x].\n\n[x]: g.md 'Go'\n", "Go", "it's", "See [x].\n\n[x]: g.md 'it\\'s'\n"),
        ('<img alt="Go">\n', "Go", 'a "b"', '<img alt="a &quot;b&quot;">\n'),
        ("Go.\n", "Go.", "```x", "\\```x\n"),
        ("Go.\n", "Go.", "[a]: b", "\\[a]: b\n"),
        ("Go.\n", "Go.", "1. *b*", "1\\. \\*b\\*\n"),
        ("> Go.\n", "Go.", "- b", "> \\- b\n"),
        ("Go.\nOn.\n", "On.", "# b", "Go.\n\\# b\n"),
        ("Go.\n", "Go.", "&lt;div>", "\\<div>\n"),
        ("Go.\n", "Go.", "see https://example.org/_x_", "Go.\n"),
        ("|Go|x|\n|-|-|\n", "Go", "a | b", "|a \\| b|x|\n|-|-|\n"),
    ],
)
def test_a_source_document_takes_what_fits_its_places(text: str, source: str, typed: str, merged: str) -> None:
    document = _document(text)
    bitext = extract(document, target_lang="de")
    unit = next(unit.id for unit in bitext.units if unit.source and unit.source.text == source)
    assert merge(document, back(with_target(exported(bitext, "xliff"), unit, typed))).data.decode() == merged


def test_white_space_inside_of_a_code_is_the_documents() -> None:
    """Tools that normalize white space change the line break in a folded value to a space."""
    document = _document("---\ntitle: >-\n  One\n  two.\n---\n")
    bitext = extract(document, target_lang="de")
    returned = 'Eins<ph id="1"> </ph>zwei.'
    merged = merge(document, back(with_target(exported(bitext, "xliff"), bitext.units[0].id, returned)))
    assert (merged.data.decode(), merged.refusals) == ("---\ntitle: >-\n  Eins\n  zwei.\n---\n", ())


def test_a_code_is_named_as_the_document_has_it() -> None:
    text = pair("a-101", r"Ein \_ hier", r"An \_ here")
    assert _merged(text, "a-101", 'Hier <ph id="1">\\*</ph>')[1] == [r"the code '\_' was changed to '\*'; restore it"]


def test_a_tool_may_keep_of_a_code_what_a_reader_sees() -> None:
    inner = '<ph id="1" equiv="fjord"/> läuft <pc id="2">jetzt</pc>.'
    text, reasons = _merged(_SIDE, "a-102", inner, "xliff2")
    assert (text, reasons) == (_SIDE.replace("Starten Sie `fjord` **jetzt**.", "`fjord` läuft **jetzt**."), [])


def test_the_same_unit_from_two_files() -> None:
    document = _document(_SIDE)
    data = exported(align(document), "xliff")
    both = [*back(with_target(data, "a-101", "Auf")), *back(with_target(data, "a-101", "Ab"))]
    merged = merge(document, both)
    assert merged.data.decode() == _SIDE.replace("Los", "Auf")
    assert [refusal.reason for refusal in merged.refusals] == [
        "another returned unit has replaced this text already; return each unit once"
    ]


def test_merging_again_changes_nothing_more() -> None:
    document = _document(_SIDE)
    returned = back(with_target(exported(align(document), "xliff2"), "a-101", "Auf"))
    once = merge(document, returned)
    twice = merge(_document(once.data.decode()), returned)
    assert (twice.data, twice.written, twice.unchanged, twice.refusals) == (once.data, 0, 4, ())


def test_segments_of_other_tools_are_put_together() -> None:
    """Tools split units into segments, add elements of their own, and remove the markup of codes."""
    text = f"{pair('a-101', 'Mit `x`. Noch.', 'With `x`. More.')}\n"
    document = _document(text)
    segmented = {
        "xliff": (
            '<seg-source><mrk mtype="seg" mid="0">With <x id="1"/>.</mrk> <mrk mtype="seg" mid="1">More.</mrk>'
            "</seg-source>"
            '<target state="translated"><mrk mtype="seg" mid="0"><x id="1"/> hat es.</mrk> '
            '<mrk mtype="seg" mid="1"><v:a xmlns:v="v"/>Mehr.</mrk></target>'
        ),
        "xliff2": (
            '<segment id="s1" state="translated"><source>With <ph id="1" dataRef="d1"/>.</source>'
            '<target order="1"><ph id="1" dataRef="d1"/> hat es.</target></segment>'
            "<ignorable><source> </source></ignorable>"
            '<segment id="s2" state="final"><source>More.</source><target>Mehr.</target></segment>'
        ),
    }
    for name, inner in segmented.items():
        data = exported(align(document), name).decode()
        pattern = r"(?<=</source>)<target.*?</target>" if name == "xliff" else r"<segment.*</segment>"
        returned = back(re.sub(pattern, inner.replace("\\", r"\\"), data, flags=re.DOTALL).encode())
        merged = merge(document, returned)
        assert (merged.data.decode(), merged.refusals) == (text.replace("Mit `x`. Noch.", "`x` hat es. Mehr."), ()), (
            name
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_tool_that_drops_our_notes_does_no_harm(name: str) -> None:
    """Without the notes, the ID and the source identify a unit, and the document gives its location."""
    document = _document(_SIDE)
    data = with_target(exported(align(document), name), "a-103", "a | b")
    ours = rb"<context-group.*?</context-group>|<notes>.*?</notes>|<note .*?</note>|<mda:metadata>.*?</mda:metadata>"
    lost = re.sub(ours, b"", data)
    assert lost.count(b"position") == 0
    merged = merge(document, back(lost))
    assert merged.data.decode() == _SIDE.replace("Zelle", "a \\| b")
    assert (merged.written, merged.unchanged, merged.refusals) == (1, 3, ())


def test_a_bad_target_does_not_take_others_with_it() -> None:
    """Three targets would start a block and are escaped, and one would end its block, which no backslash prevents."""
    text = "Go.\n\nOne.\n\n|a|\n|-|\n|Cell|\n\nTwo.\n\nThree.\n\nLast.\n"
    document = _document(text)
    bitext = extract(document, target_lang="de")
    typed = {"Go.": "```", "One.": "Eins.", "Cell": "Zelle", "Two.": "# Zwei", "Three.": "a\n\nb", "Last.": "- "}
    data = translated(exported(bitext, "xliff"), lambda source: typed.get(source, source))
    merged = merge(document, back(data))
    assert merged.data.decode() == "\\```\n\nEins.\n\n|a|\n|-|\n|Zelle|\n\n\\# Zwei\n\nThree.\n\n\\-\n"
    assert [(refusal.line, refusal.reason.rpartition(": ")[2]) for refusal in merged.refusals] == [(11, "a blank line")]
