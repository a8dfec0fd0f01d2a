"""YAML and XML files that hold side-by-side Markdown."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from lxml import etree
from msgspec.structs import replace

import loc_align
from fixture_cases import FIXTURES
from loc_align.alignment.evaluation.reference import reference_alignment
from loc_align.cli import main, options
from loc_align.documents import parse
from loc_align.documents.containers.table import CONTAINERS
from loc_align.errors import UsageError
from loc_align.files.finding import find
from loc_align.jobs.check_plan import is_memory
from loc_align.model import Document

HUB = (FIXTURES / "containers" / "hub.yml").read_bytes()
TYPE = (FIXTURES / "containers" / "type.xml").read_bytes()


def _described(document: Document) -> list[tuple[str, str, str, int, int]]:
    text = document.file_text
    spans = [document.file_span(pair.target.span) for pair in document.pairs]
    units = loc_align.align(document).units
    return [
        (unit.block, str(unit.target), span.of(text), unit.line, unit.column)
        for unit, span in zip(units, spans, strict=True)
    ]


def test_scalars_of_every_style_are_read_with_their_places() -> None:
    document = parse(HUB, "hub.yml")
    assert _described(document) == [
        ("paragraph", "Gärten planen", "Gärten planen", 3, 8),
        ("paragraph", "Das geht's los.", "Das geht''s los.", 7, 11),
        ("paragraph", 'Die "Beete"', r"Die \"Beete\"", 9, 11),
        ("heading", "Säen", "Säen", 11, 8),
        ("list_item", "Erde lockern.", "Erde lockern.", 13, 7),
        ("paragraph", "Im März", "Im März", 15, 5),
        ("paragraph", "und im April.", "und im April.", 16, 5),
        ("paragraph", "Weiter", "Weiter", 17, 18),
    ]
    assert [(defect.code, document.file_span(defect.span).of(document.file_text)) for defect in document.defects] == [
        ("container-unread", 'data-ttu-id="9a8b7-999')
    ]
    assert loc_align.align(document).target_lang == "de-DE"


def test_text_of_elements_is_read_with_its_places() -> None:
    document = parse(TYPE, "type.xml")
    size = '<paramref name="size" />'
    assert _described(document) == [
        ("paragraph", f"Breite & Länge, {size} < 5.", f"Breite &amp; Länge, {size} &lt; 5.", 5, 24),
        ("paragraph", "In Metern.", "In Metern.", 5, 235),
        ("paragraph", "Ein Beet &amp; mehr.", "Ein Beet &amp;amp; mehr.", 6, 14),
        ("heading", "Hinweise", "Hinweise", 8, 4),
        ("paragraph", "Nutzen Sie `<bed>` & Wasser.", "Nutzen Sie `<bed>` & Wasser.", 10, 1),
    ]
    assert [defect.code for defect in document.defects] == ["container-unread"]


def test_yaml_reads_what_split_writes() -> None:
    values = yaml.safe_load(loc_align.split(parse(HUB, "hub.yml"), "source"))
    assert values == {
        "title": "Plan gardens",
        "metadata": {"ms.contentlocale": "de-DE", "ms.translationtype": "HT"},
        "summary": "Here's the start.",
        "sections": [
            {
                "title": 'The "beds"',
                "content": "## Sow\n\n- Loosen the soil.\n",
                "footer": "In March and in April.",
                "links": [{"text": "Next", "url": "next.md"}],
            }
        ],
    }


def test_a_parser_reads_what_split_writes() -> None:
    root = etree.fromstring(loc_align.split(parse(TYPE, "type.xml"), "target"))
    assert [" ".join(map(str, element.itertext())).split() for element in root[0]] == [
        ["Breite", "&", "Länge,", "<", "5.", "In", "Metern."],
        ["Ein", "Beet", "&amp;", "mehr."],
        ["##", "Hinweise", "Nutzen", "Sie", "`<bed>`", "&", "Wasser."],
    ]


def _plain(target: str, source: str = "Words.") -> Document:
    pair = f'<span data-ttu-id="1a2b3-101">{target}</span>'
    lookup = f'<span class="sxs-lookup"><span data-stu-id="1a2b3-101">{source}</span></span>'
    return parse(f"a: {pair}{lookup}\nb: 1\n".encode(), "a.yml")


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("true", '"true"'),
        ("2019", '"2019"'),
        ("- x", '"- x"'),
        ("*x*", '"*x*"'),
        ("[x](y)", '"[x](y)"'),
        ("`x`", '"`x`"'),
        ("x, y", "x, y"),
        ("l'x", "l'x"),
        (r'\*x "y"', r'\*x "y"'),
    ],
)
def test_a_plain_scalar_gets_quotes_where_its_text_needs_them(text: str, split: str) -> None:
    assert loc_align.split(_plain(text), "target").decode() == f"a: {split}\nb: 1\n"


def _merged(document: Document, changes: dict[str, str]) -> tuple[str, list[str]]:
    """Merge a document with new targets for some of its units."""
    stream = BytesIO()
    loc_align.write(loc_align.align(document), stream, "xliff")
    returned = loc_align.read_returned(stream.getvalue())
    edited = [
        replace(item, target=(changes[item.unit.id],), confirmed=True) for item in returned if item.unit.id in changes
    ]
    merged = loc_align.merge(document, edited)
    assert merged.written + len(merged.refusals) == len(changes)
    return merged.data.decode(), [refusal.reason for refusal in merged.refusals]


@pytest.mark.parametrize(
    ("number", "old", "new", "written"),
    [
        (101, "Gärten planen", "Beete: ja", None),
        (101, "Gärten planen", "Beete 'planen'", "Beete 'planen'"),
        (102, "Das geht''s los.", "So geht's - los: ja #1", "So geht''s - los: ja #1"),
        (103, r"Die \"Beete\"", 'Die "Reihen"', r"Die \"Reihen\""),
        (104, "Säen", "Säen: 'heute' #1", "Säen: 'heute' #1"),
        (105, "Erde lockern.", "Erde gut\nlockern.", "Erde gut\n    lockern."),
        (106, "Im März", "Im Mai: ja", "Im Mai: ja"),
        (108, "Weiter", "Weiter so", "Weiter so"),
    ],
)
def test_one_edited_target_changes_its_bytes_alone(number: int, old: str, new: str, written: str | None) -> None:
    data, refusals = _merged(parse(HUB, "hub.yml"), {f"9a8b7-{number}": new})
    assert refusals == []
    if written is None:  # the whole scalar gets quotes
        pair = HUB.decode().splitlines()[2].removeprefix("title: ").removesuffix(" # plain")
        quoted = pair.replace('"', r"\"").replace(old, new)
        assert data == HUB.decode().replace(pair, f'"{quoted}"')
    else:
        assert data == HUB.decode().replace(f">{old}<", f">{written}<")


@pytest.mark.parametrize(
    ("number", "old", "new", "written"),
    [
        (102, "In Metern.", "In m & <cm > 1.", "In m &amp; &lt;cm > 1."),
        (102, "In Metern.", "In <b>m</b> <", "In &lt;b>m&lt;/b> &lt;"),
        (102, "In Metern.", "In </summary> <!-- m", "In &lt;/summary> &lt;!-- m"),
        (102, "In Metern.", """In 'm' "cm" ]]>""", """In 'm' "cm" ]]&gt;"""),
        (102, "In Metern.", "In m & cm < 5.", "In m &amp; cm &lt; 5."),
        (102, "In Metern.", "In m &nbsp; cm.", None),
        (103, "Ein Beet &amp;amp; mehr.", "Ein Beet & mehr < 5.", "Ein Beet &amp; mehr &lt; 5."),
        (104, "Hinweise", "Hinweise & mehr", "Hinweise & mehr"),
        (104, "Hinweise", "Hinweise ]]> mehr", None),
    ],
)
def test_typed_text_is_escaped_for_xml_or_refused(number: int, old: str, new: str, written: str | None) -> None:
    data, refusals = _merged(parse(TYPE, "type.xml"), {f"9a8b7-{number}": new})
    if written is None:
        assert len(refusals) == 1
        assert data.encode() == TYPE
    else:
        assert refusals == []
        assert data == TYPE.decode().replace(f">{old}<", f">{written}<").replace(f";{old}&", f";{written}&")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.yml", b'a: [1\nb: <span data-ttu-id="1a2b3-101">\n', "The YAML is not valid"),
        ("a.xml", b'<a><span data-ttu-id="1a2b3-101"></a>', "The XML is not well-formed"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY e "x">]><a data-ttu-id="1a2b3-101"/>', "The XML declares entities"),
        (
            "a.xml",
            b'<?xml version="1.0" encoding="iso-8859-1"?><a><span data-ttu-id="1a2b3-101">A</span></a>',
            "The XML declares the encoding iso-8859-1; convert the file",
        ),
        ("a.xml", b"<a b=\"&lt;span data-ttu-id='1a2b3-101'&gt;\"/>", "The markup of a pair is outside"),
    ],
)
def test_ids_in_parts_that_are_not_read_are_defects(name: str, data: bytes, reason: str) -> None:
    document = parse(data, name)
    (defect,) = document.defects
    assert document.pairs == ()
    assert defect.code == "container-unread"
    assert defect.detail.startswith(reason)
    assert "1a2b3-101" in defect.detail
    assert loc_align.split(document, "target") == data


def test_aliases_are_never_expanded() -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    bomb = ["a: &a [x, x, x, x]"]
    bomb += [f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]" for a, b in pairwise(names)]
    pair = HUB.decode().splitlines()[2]
    document = parse("\n".join([*bomb, pair, ""]).encode(), "bomb.yml")
    assert [pair.target.text for pair in document.pairs] == ["Gärten planen"]


@pytest.mark.parametrize(
    "call",
    [
        loc_align.extract,
        lambda document: loc_align.align(document, document),
        lambda document: loc_align.annotate(loc_align.align(document)),
        lambda document: reference_alignment(document, "en-US", "de-DE"),
    ],
)
def test_what_needs_markdown_says_so(call: Callable[[Document], object]) -> None:
    with pytest.raises(UsageError, match=r"hub\.yml: only the pairs of YAML and XML files are read"):
        call(parse(HUB, "hub.yml"))


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_folders_are_searched_for_containers_only_when_asked(tmp_path: Path) -> None:
    for name in ("a.md", "b.yml", "c.xml", "d.json"):
        (tmp_path / name).write_bytes({"b.yml": HUB, "c.xml": TYPE}.get(name, b"Text.\n"))
    folder = tmp_path.as_posix()
    assert [item.relative for item in find([folder])] == ["a.md"]
    assert [item.relative for item in find([folder], suffixes=[".yml", ".xml"])] == ["a.md", "b.yml", "c.xml"]
    assert [item.relative for item in find([f"{folder}/b.yml"])] == ["b.yml"]
    with pytest.raises(UsageError, match=r"d\.json: \.json is not a suffix of Markdown, YAML, or XML files"):
        find([f"{folder}/d.json"])
    assert [item.relative for item in find([f"{folder}/d.json"], others=is_memory)] == ["d.json"]


def test_the_command_knows_every_container() -> None:
    assert (*CONTAINERS,) == options.CONTAINERS


@pytest.mark.parametrize(("name", "data"), [("hub.yml", HUB), ("type.xml", TYPE)])
def test_containers_are_checked_without_front_matter(name: str, data: bytes) -> None:
    found = [(problem.rule, problem.mark.of(problem.text)) for problem in loc_align.check(parse(data, name))]
    assert found == [("markup-unread", 'data-ttu-id="9a8b7-999')]


def test_a_folder_with_containers_goes_to_translators_and_back(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "hub.yml").write_bytes(HUB)
    (docs / "type.xml").write_bytes(TYPE)
    suffixes = ("--suffix", ".yml", "--suffix", ".xml")
    assert _run("export", docs, *suffixes, "--to", "xliff", "-o", tmp_path / "out.xlf").exit_code == 0
    returned = tmp_path / "out.xlf"
    text = returned.read_text(encoding="utf-8")
    returned.write_text(text.replace(">In Metern.<", ">In m &amp; cm.<"), encoding="utf-8")
    assert _run("merge", returned, "--root", docs, "-o", tmp_path / "merged").exit_code == 0
    assert (tmp_path / "merged" / "hub.yml").read_bytes() == HUB
    expected = TYPE.decode().replace(">In Metern.<", ">In m &amp; cm.<")
    assert (tmp_path / "merged" / "type.xml").read_text(encoding="utf-8") == expected
    assert _run("split", docs, *suffixes, "--target-dir", tmp_path / "de").exit_code == 0
    assert yaml.safe_load((tmp_path / "de" / "hub.yml").read_bytes())["summary"] == "Das geht's los."
