"""TMX: inline codes and their pairing, the rules of the format, and files of other tools."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree
from translate.storage.tmx import tmxfile

from conftest import SHARED
from loc_align import formats
from loc_align.alignment.by_id import align
from loc_align.documents import parse
from loc_align.errors import FormatError
from loc_align.formats import FORMATS, WriteOptions
from loc_align.formats.codes import match_codes
from loc_align.markdown import inline
from loc_align.model import Provenance, Segment, Span, TranslationUnit
from units import UNITS

_DTD = SHARED / "schemas" / "tmx" / "tmx14.dtd"


def _write(units: tuple[TranslationUnit, ...] | list[TranslationUnit], **options: object) -> bytes:
    return b"".join(formats.dump(units, FORMATS["tmx"], WriteOptions(**options)))  # type: ignore[arg-type]


def _read(text: str | bytes) -> list[tuple[str, str, str, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [
        (
            unit.provenance.source_lang,
            unit.source.text if unit.source else "",
            unit.provenance.target_lang,
            unit.target.text if unit.target else "",
        )
        for unit in formats.load(io.BytesIO(data), "x.tmx")
    ]


def _unit(source: str, target: str) -> TranslationUnit:
    return TranslationUnit(
        "a-1",
        Segment(Span(0, len(source)), source),
        Segment(Span(0, len(target)), target),
        Provenance(target_lang="de"),
    )


def _segments(data: bytes) -> list[str]:
    root = etree.fromstring(data)
    return [etree.tostring(seg, encoding="unicode", with_tail=False) for seg in root.iter("seg")]


def test_codes_are_paired_by_what_they_are() -> None:
    source, target = _segments(_write([_unit("`a` *b* [c](d)", "[C](d) `a` *B* `e`")]))
    assert source == (
        '<seg><ph x="1" type="x-code">`a`</ph> <bpt i="1" x="2" type="italic">*</bpt>b<ept i="1">*</ept> '
        '<bpt i="2" x="3" type="link">[</bpt>c<ept i="2">](d)</ept></seg>'
    )
    assert target == (
        '<seg><bpt i="1" x="3" type="link">[</bpt>C<ept i="1">](d)</ept> <ph x="1" type="x-code">`a`</ph> '
        '<bpt i="2" x="2" type="italic">*</bpt>B<ept i="2">*</ept> <ph type="x-code">`e`</ph></seg>'
    )


@pytest.mark.parametrize(
    ("source", "target", "numbers"),
    [
        ("a", "b", ([], [])),
        ("`a` `b`", "`b` `a`", ([1, 2], [2, 1])),
        ("`a` `a`", "`a` `a` `a`", ([1, 2], [1, 2, 3])),
        ("`a` `b`", "`c` `b`", ([1, 2], [1, 2])),
        ("[a](b) [c](d)", "[C](d) [A](b)", ([1, 2], [2, 1])),
        ("[a](b)", "[A](x)", ([1], [1])),
        ("*a*", "**a**", ([1], [2])),
        ("`a`", "*a* `a`", ([1], [2, 1])),
    ],
)
def test_matching_codes(source: str, target: str, numbers: tuple[list[int], list[int]]) -> None:
    assert match_codes(inline.parse(source), inline.parse(target)) == numbers


def test_half_an_element_is_isolated() -> None:
    assert _segments(_write([_unit("<b>x", "x</b><br>")])) == [
        '<seg><it pos="begin" x="1" type="x-html">&lt;b&gt;</it>x</seg>',
        '<seg>x<it pos="end" x="1" type="x-html">&lt;/b&gt;</it><ph type="x-html">&lt;br&gt;</ph></seg>',
    ]


def test_level_1_is_plain_text() -> None:
    data = _write([_unit("Run `a` &amp; *b*\x0b", "**B** [c](d)")], level=1)
    assert _segments(data) == ["<seg>Run a &amp; b</seg>", "<seg>B c</seg>"]


def test_files_are_valid_and_keep_the_rules(corpus: list[Path]) -> None:
    if not _DTD.exists():
        pytest.skip(f"no DTD in {_DTD.parent}")
    units = [unit for path in corpus[::12] for unit in align(parse(path.read_bytes(), path.name)).units]
    for data in (_write(units), _write(units, level=1), _write(UNITS)):
        root = etree.fromstring(data)
        dtd = etree.DTD(str(_DTD))
        assert dtd.validate(root), dtd.error_log
        _check_rules(root)


def _check_rules(root: etree._Element) -> None:
    header = root.find("header")
    assert header is not None
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert required <= set(header.attrib)
    for unit in root.iter("tu"):
        variants = unit.findall("tuv")
        languages = [variant.get("{http://www.w3.org/XML/1998/namespace}lang") for variant in variants]
        assert languages[0] == unit.get("srclang", header.get("srclang"))
        numbers = []
        for variant in variants:
            seg = variant.find("seg")
            assert seg is not None
            opened = [code.get("i") for code in seg.iter("bpt")]
            assert opened == sorted(set(opened), key=opened.index)
            assert sorted(filter(None, opened)) == sorted(filter(None, (code.get("i") for code in seg.iter("ept"))))
            numbers.append([code.get("x") for code in seg.iter("bpt", "ph", "it") if code.get("x")])
        for own in numbers:
            assert len(own) == len(set(own))


def test_other_tools_load_what_is_written(corpus: list[Path]) -> None:
    units = [unit for path in corpus[::40] for unit in align(parse(path.read_bytes(), path.name)).units]
    loaded = tmxfile.parsestring(_write(units, level=1))
    assert [str(item.source) for item in loaded.units] == [
        inline.plain(unit.source.text) for unit in units if unit.source
    ]
    assert len(tmxfile.parsestring(_write(units)).units) == len(units)


_HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" '
    'o-tmf="x" adminlang="en" srclang="{}" datatype="x"/>'
)


def _foreign(body: str, lang: str = "en", version: str = "1.4") -> str:
    return f'<?xml version="1.0"?>\n<tmx version="{version}">\n{_HEADER.format(lang)}\n<body>{body}</body></tmx>'


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            _foreign(
                '<tu><tuv lang="EN-US"><seg>a<ut>{\\b </ut>b</seg></tuv><tuv lang="DE-DE"><seg>c</seg></tuv></tu>',
                "EN",
                "1.1",
            ),
            [("en-US", "a{\\b b", "de-DE", "c")],
        ),
        (
            _foreign(
                '<tu><tuv xml:lang="de"><seg>d</seg></tuv>'
                '<tuv xml:lang="en"><note>n</note><prop type="p">q</prop><seg>e</seg></tuv>'
                '<tuv xml:lang="fr"><seg>f</seg></tuv></tu>'
            ),
            [("en", "e", "de", "d"), ("en", "e", "fr", "f")],
        ),
        (
            _foreign('<tu><tuv xml:lang="fr"><seg>f</seg></tuv><tuv xml:lang="ja"><seg>j</seg></tuv></tu>', "*all*"),
            [("fr", "f", "ja", "j")],
        ),
        (
            _foreign(
                '<tu srclang="ja"><tuv xml:lang="fr"><seg>f</seg></tuv><tuv xml:lang="ja"><seg>j</seg></tuv></tu>'
            ),
            [("ja", "j", "fr", "f")],
        ),
        (
            _foreign(
                '<tu><tuv xml:lang="en"><seg>a <bpt i="1">&lt;b&gt;</bpt>b<ept i="1">&lt;/b&gt;</ept>'
                '<ph>[<sub>alt</sub>]</ph> <hi type="t">h</hi> <it pos="begin">i</it></seg></tuv>'
                '<tuv xml:lang="de"><seg></seg></tuv></tu>'
            ),
            [("en", "a <b>b</b>[alt] h i", "de", "")],
        ),
        (_foreign('<tu><tuv xml:lang="fr"><seg>a</seg></tuv><tuv xml:lang="de"><seg>b</seg></tuv></tu>'), []),
        (
            '<!DOCTYPE tmx SYSTEM "tmx14.dtd">' + _foreign("").removeprefix('<?xml version="1.0"?>\n'),
            [],
        ),
    ],
)
def test_files_of_other_tools(text: str, units: list[tuple[str, str, str, str]]) -> None:
    assert _read(text) == units


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = _foreign('<tu><tuv xml:lang="en"><seg>é</seg></tuv><tuv xml:lang="de"><seg>ü</seg></tuv></tu>')
    data = text.replace('version="1.0"', f'version="1.0" encoding="{name}"', 1).encode(encoding)
    assert _read(data) == [("en", "é", "de", "ü")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<xliff/>", "x.tmx:1: the root element must be <tmx>, not <xliff>"),
        ('<tmx version="1.4">', "x.tmx:1: not well-formed: no element found"),
        ('<tmx version="1.4">\n</a>', "x.tmx:2: not well-formed: mismatched tag"),
        (
            '<!DOCTYPE tmx [\n<!ENTITY a "b">]><tmx/>',
            "x.tmx:2: the file declares the entity 'a'; write the text instead of an entity",
        ),
        (
            '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>',
            "x.tmx:1: the file declares the entity 'a'; write the text instead of an entity",
        ),
        (
            '<!DOCTYPE tmx [<!ENTITY % a SYSTEM "http://example.org/">%a;]><tmx/>',
            "x.tmx:1: the file declares the entity 'a'; write the text instead of an entity",
        ),
        (
            _foreign(f'<tu><tuv xml:lang="en"><seg>{"<hi>" * 300}</seg></tuv></tu>'),
            "x.tmx:4: elements are nested more than 256 levels deep",
        ),
        (
            '<?xml version="1.0" encoding="klingon"?><tmx/>',
            "x.tmx:1: unknown encoding: klingon; convert the file to UTF-8",
        ),
    ],
)
def test_what_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FormatError) as caught:
        list(formats.load(io.BytesIO(text.encode()), "x.tmx", FORMATS["tmx"]))
    assert str(caught.value) == problem


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    entities = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    with pytest.raises(FormatError, match="write the text instead of an entity"):
        _read(f'<!DOCTYPE tmx [<!ENTITY e0 "lol">{entities}]><tmx version="1.4"><body>&e11;</body></tmx>')


def test_memory_read_does_not_pile_up() -> None:
    """Units are yielded while the file is being read."""
    unit = '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="de"><seg>b</seg></tuv></tu>'
    stream = io.BytesIO(_foreign(unit * 5000).encode())
    units = FORMATS["tmx"].read(stream, "x")
    assert next(units).source == Segment(Span(0, 1), "a")
    assert stream.tell() <= 1 << 16
    assert sum(1 for _ in units) == 4999
