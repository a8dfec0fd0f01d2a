"""Files that tools really write: read with a warning if nothing would be lost, and refused otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import loc_align
from loc_align.cli import main
from loc_align.errors import FormatError
from loc_align.files.returned import read_returned
from loc_align.formats import Notices
from loc_align.memory.index import Memory, build_memory

_TMX = '<tmx version="1.4">{header}<body>{body}</body></tmx>'
_HEADER = (
    '<header creationtool="a" creationtoolversion="1" segtype="block" o-tmf="a" adminlang="en" srclang="en" '
    'datatype="plaintext"/>'
)
_TU = '<tu><tuv xml:lang="en"><seg>Lid</seg></tuv><tuv xml:lang="de"><seg>Deckel</seg></tuv></tu>'
_FILE = '<file original="a.txt" source-language="en" target-language="de" datatype="plaintext"{extra}>{body}</file>'
_12 = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{file}</xliff>'
_UNIT = '<trans-unit id="u1"{extra}><source>Lid</source><target>Deckel</target></trans-unit>'
_2 = (
    '<xliff version="{version}" xmlns="urn:oasis:names:tc:xliff:document:2.{minor}" srcLang="{source}" trgLang="de">'
    '{before}<file id="f1"><unit id="u1">{segment}</unit></file></xliff>'
)
_SEGMENT = "<segment><source>Lid</source><target>Deckel</target></segment>"


def _xliff12(body: str = f"<body>{_UNIT.format(extra='')}</body>", extra: str = "") -> str:
    return _12.format(file=_FILE.format(body=body, extra=extra))


def _xliff2(segment: str = _SEGMENT, version: str = "2.1", source: str = "en", before: str = "") -> str:
    minor = "2" if version == "2.2" else "0"
    return _2.format(segment=segment, version=version, source=source, before=before, minor=minor)


def _body(unit: str) -> str:
    return _xliff12(f"<body>{unit}</body>")


_TOLERATED = {
    "TMX header without attributes": _TMX.format(header='<header srclang="en"/>', body=_TU),
    "TMX without a header": _TMX.format(header="", body=_TU),
    "TMX with an unknown attribute": _TMX.format(header=_HEADER, body=_TU.replace("<tu>", '<tu score="1">')),
    "TMX with a vendor's date": _TMX.format(header=_HEADER, body=_TU.replace("<tu>", '<tu creationdate="today">')),
    "TMX with notes at the end": _TMX.format(header=_HEADER, body=_TU.replace("</tu>", "<note>n</note></tu>")),
    "TMX with halves of codes": _TMX.format(header=_HEADER, body=_TU.replace("Lid", 'Lid<ept i="1"/>')),
    "a tool that the header does not have": _xliff12(extra=' tool-id="a"'),
    "an unknown data type": _xliff12().replace("plaintext", "strings"),
    "no data type": _xliff12().replace(' datatype="plaintext"', ""),
    "a header after the body": _xliff12(f"<body>{_UNIT.format(extra='')}</body><header/>"),
    "groups with one ID": _xliff12(
        f'<body><group id="g"><group id="g">{_UNIT.format(extra="")}</group></group></body>'
    ),
    "an unknown state": _body(_UNIT.format(extra="").replace("<target>", '<target state="user-approved">')),
    "marks without a segmented source": _body(
        _UNIT.format(extra="").replace("Deckel", '<mrk mtype="seg" mid="0">Deckel</mrk>')
    ),
    "a mark without its number": _body(_UNIT.format(extra="").replace("Deckel", '<mrk mtype="seg">Deckel</mrk>')),
    "a code type of a vendor": _body(_UNIT.format(extra="").replace("Lid", '<g id="1" ctype="font">Lid</g>')),
    "a code without an ID": _body(_UNIT.format(extra="").replace("Lid", "Lid<x/>")),
    "a unit without an ID": _body(_UNIT.format(extra="").replace(' id="u1"', "")),
    "a note before the source": _body(_UNIT.format(extra="").replace("<source>", "<note>n</note><source>")),
    "two units with one ID": _body(_UNIT.format(extra="") + "<trans-unit id='u1'><source/></trans-unit>"),
    "an element of a vendor in a text": _body(_UNIT.format(extra="").replace("Lid", "<bold>Lid</bold>")),
    "no source language in XLIFF 2": _xliff2(source=""),
    "no IDs in XLIFF 2": _xliff2().replace(' id="u1"', "").replace(' id="f1"', ""),
    "IDs with spaces in XLIFF 2": _xliff2().replace('id="u1"', 'id="u 1"'),
    "missing data in XLIFF 2": _xliff2(_SEGMENT.replace("Lid", 'Lid<ph id="1" dataRef="d1"/>')),
    "an open code in XLIFF 2": _xliff2(_SEGMENT.replace("Lid", '<sc id="1"/>Lid')),
    "an unknown state in XLIFF 2": _xliff2(_SEGMENT.replace("<segment>", '<segment state="done">')),
    "a target language in another form": _xliff2(_SEGMENT.replace("<target>", '<target xml:lang="de-DE">')),
    "a code that was lost in XLIFF 2": _xliff2(_SEGMENT.replace("Lid", 'Lid<ph id="1" canDelete="no"/>')),
}
_REFUSED = {
    "a variant without a language": (
        _TMX.format(header=_HEADER, body=_TU.replace(' xml:lang="de"', "")),
        "<tuv> must have the attribute 'xml:lang'",
    ),
    "text outside of a segment": (
        _TMX.format(header=_HEADER, body=_TU.replace("<seg>Lid</seg>", "Lid")),
        "text is not allowed in <tuv>: 'Lid'",
    ),
    "two targets": (
        _body(_UNIT.format(extra="").replace("</target>", "</target><target>Kappe</target>")),
        "<trans-unit> contains more than one <target>",
    ),
    "two sources": (
        _xliff2(_SEGMENT.replace("</source>", "</source><source>Cap</source>")),
        "<segment> contains more than one <source>",
    ),
}


@pytest.mark.parametrize("kind", _TOLERATED)
def test_what_loses_nothing_is_read_with_a_warning(kind: str) -> None:
    notices = Notices()
    data = _TOLERATED[kind].encode()
    first, *_ = loc_align.read_units(data, notices=notices)
    assert "Lid" in str(first.source)
    assert "Deckel" in str(first.target)
    assert len(notices.messages()) >= 1
    with pytest.raises(FormatError):
        list(loc_align.read_units(data, strict=True))


@pytest.mark.parametrize("kind", _REFUSED)
def test_what_loses_content_is_refused(kind: str) -> None:
    text, problem = _REFUSED[kind]
    with pytest.raises(FormatError, match=problem):
        list(loc_align.read_units(text.encode()))


def test_merges_are_tolerant_too() -> None:
    (returned,) = read_returned(_TOLERATED["a tool that the header does not have"].encode())
    assert returned.target == ("Deckel",)
    with pytest.raises(FormatError, match="refers to the tool 'a'"):
        list(read_returned(_TOLERATED["a tool that the header does not have"].encode(), strict=True))


def test_notes_of_a_document_came_with_xliff_22() -> None:
    notes = "<notes><note>For all</note></notes>"
    assert len(list(loc_align.read_units(_xliff2(version="2.2", before=notes).encode(), strict=True))) == 1
    with pytest.raises(FormatError, match=r"<notes> is not allowed in <xliff> before XLIFF 2\.2"):
        list(loc_align.read_units(_xliff2(before=notes).encode(), strict=True))


@pytest.mark.parametrize(
    ("target", "is_valid"),
    [
        ('<ph id="1" {first}/><ph id="2" {no}/>a<ph id="3"/>', True),
        ('<ph id="3"/><ph id="1" {first}/>a<ph id="2" {no}/>', True),
        ('<ph id="1" {first}/><ph id="3"/><ph id="2" {no}/>', False),
    ],
)
def test_codes_that_must_not_be_reordered_stay_together(target: str, is_valid: bool) -> None:
    hints = {name: f'canReorder="{name}No" canCopy="no" canDelete="no"' for name in ("first",)}
    hints["no"] = hints["first"].replace("firstNo", "no")
    source = '<ph id="1" {first}/><ph id="2" {no}/>a <ph id="3"/>'
    segment = f"<segment><source>{source}</source><target>{target}</target></segment>".format(**hints)
    notices = Notices()
    assert len(list(loc_align.read_units(_xliff2(segment).encode(), notices=notices))) == 1
    expected = "<bytes>:1: the codes '1', '2' must stay together and in this order in the target"
    assert [message.rpartition(":1: ")[2] for message in notices.messages()] == (
        [] if is_valid else [expected.rpartition(":1: ")[2]]
    )


def test_elements_inside_of_other_vocabularies_are_not_of_the_document() -> None:
    unit = '<unit id="u9"><segment><source>Pot</source></segment></unit>'
    copied = f'<x:backup xmlns:x="urn:x">{unit.replace("u9", "u8")}</x:backup>'
    tracked = (
        '<c:changeTrack xmlns:c="urn:oasis:names:tc:xliff:changetracking:2.0"><c:revisions appliesTo="source">'
        '<c:revision><c:item property="content">Lid <pc id="1">old</pc></c:item></c:revision></c:revisions>'
        "</c:changeTrack>"
    )
    text = _xliff2().replace('<file id="f1">', f'<file id="f1"><skeleton>{unit}</skeleton>{copied}')
    text = text.replace('<unit id="u1">', f'<unit id="u1">{tracked}')
    (read,) = loc_align.read_units(text.encode(), strict=True)
    assert str(read.source) == "Lid"


def test_many_deviations_are_counted() -> None:
    notices = Notices()
    body = "".join(f'<trans-unit id="{number}"><source>a<x/></source></trans-unit>' for number in range(9))
    assert len(list(loc_align.read_units(_body(body).encode(), notices=notices))) == 9
    assert len(notices.messages()) == 4
    assert notices.messages()[3].endswith(": 6 more deviations from the rules of the format")


@pytest.mark.parametrize("state", ["new", "needs-translation", "needs-review-translation", "needs-l10n"])
def test_an_unfinished_target_is_no_exact_match(state: str, tmp_path: Path) -> None:
    unfinished = _body(_UNIT.format(extra="").replace("<target>", f'<target state="{state}">'))
    (unit,) = loc_align.read_units(unfinished.encode())
    assert unit.state == "initial"
    build_memory([unit], tmp_path / "memory.sqlite")
    with Memory(tmp_path / "memory.sqlite") as memory:
        assert memory.lookup("Lid", source_lang="en", target_lang="de") == ()


def test_units_that_are_left_out_are_counted(tmp_path: Path) -> None:
    alone = '<tu><tuv xml:lang="en"><seg>Alone</seg></tuv></tu>'
    french = _TU.replace('"en"', '"fr"')
    file = tmp_path / "a.tmx"
    file.write_text(_TMX.format(header=_HEADER, body=f"{_TU}{alone}{french}"), encoding="utf-8")
    result = CliRunner().invoke(main, ["convert", str(file), str(tmp_path / "a.jsonl")])
    assert result.stderr.splitlines() == [
        "warning: 1 unit left out: only one language",
        "warning: 1 unit left out: no source in en",
        f"{tmp_path}/a.jsonl: 1 unit",
    ]


def test_the_command_warns_or_refuses(tmp_path: Path) -> None:
    file = tmp_path / "a.tmx"
    file.write_text(_TOLERATED["TMX header without attributes"], encoding="utf-8")
    problem = f"{file}:1: <header> must have the attribute 'creationtool'\n"
    result = CliRunner().invoke(main, ["convert", str(file), str(tmp_path / "a.jsonl")])
    assert (result.exit_code, result.stderr) == (0, f"warning: {problem}{tmp_path}/a.jsonl: 1 unit\n")
    result = CliRunner().invoke(main, ["convert", "--strict", str(file), str(tmp_path / "a.jsonl")])
    assert (result.exit_code, result.stderr) == (1, f"error: {problem}")
    assert CliRunner().invoke(main, ["check", str(file)]).exit_code == 1
