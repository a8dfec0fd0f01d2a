"""The results of other aligners: their texts are found in the documents, and scored like our own."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner

import loc_align
from doc_blocks import make_place
from loc_align.alignment.evaluation.linked import read_links, read_sentences
from loc_align.alignment.evaluation.placing import place
from loc_align.cli import main
from loc_align.documents import parse
from loc_align.errors import FormatError
from loc_align.markdown import inline

SOURCE = "---\ntitle: Lamps\n---\n\n# Lamps\n\nSee **the lamp** on the quay. It burns oil.\n\n- Note\n- Note\n"
TARGET = "# Lampen\n\nSiehe **die Lampe** am Kai. Sie brennt mit Öl.\n\n- Hinweis\n- Hinweis\n"


def placed(*beads: tuple[str, str]) -> list[tuple[str | None, str | None]]:
    return [
        (own[0].of(SOURCE) if own else None, other[0].of(TARGET) if other else None)
        for own, other, _ in place(beads, parse(SOURCE.encode()), parse(TARGET.encode()))
    ]


def test_texts_are_found_without_their_markup() -> None:
    assert placed(("See the lamp on the quay.", "Siehe die Lampe am Kai."), ("It burns oil.", "")) == [
        ("See **the lamp** on the quay", "Siehe **die Lampe** am Kai"),
        ("It burns oil", None),
    ]


def test_repeated_texts_are_found_one_after_the_other() -> None:
    beads = [("Note", "Hinweis"), ("Note", "Hinweis"), ("Note", "Hinweis")]
    found = list(place(beads, parse(SOURCE.encode()), parse(TARGET.encode())))
    assert [own[0].start for own, _, _ in found] == [SOURCE.index("Note"), SOURCE.rindex("Note")]


def test_texts_of_other_documents_are_left_out() -> None:
    assert placed(("Lamps", "Lampen")) == []
    assert placed(("Another sentence of another page.", "Ein Satz."), ("Lamps", "Lampen"), ("", "")) == []
    assert placed() == []


@pytest.mark.parametrize("suffix", ["tmx", "csv"])
def test_a_memory_of_another_aligner_is_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.chdir(make_place(tmp_path))
    export = ["export", "examples/docs/fr-FR", "--to", suffix, "-o", f"other.{suffix}", "-q"]
    assert CliRunner().invoke(main, export).exit_code == 0
    found = CliRunner().invoke(main, ["bench", "examples/docs/fr-FR", "--against", f"other.{suffix}"])
    assert found.exit_code == 0, found.output
    assert "  45      1.000   1.000  1.000   0.957" in found.output


def test_a_wrong_alignment_scores_low(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_place(tmp_path))
    export = ["export", "examples/docs/fr-FR", "--to", "csv", "-o", "other.csv", "-q"]
    assert CliRunner().invoke(main, export).exit_code == 0
    path = Path("other.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], *lines[1::3]]), encoding="utf-8")
    found = CliRunner().invoke(main, ["bench", "examples/docs/fr-FR", "--against", "other.csv", "--format", "json"])
    assert found.exit_code == 0, found.output
    assert '"found": 1' in found.output


_LINKS = """<?xml version='1.0' encoding='utf-8'?>
<linkGrp toDoc='lamps.xx.xml' fromDoc='lamps.en.xml'>
<link type='1-1' xtargets='1:1;1:1' status='auto'/>
<link type='1-2' xtargets='1:2;1:2 1:3' status='man'/>
<link type='0-1' xtargets=';1:4' status='plain'/>
</linkGrp>
"""


def test_links_are_read_with_the_ids_of_both_documents() -> None:
    [group] = read_links(BytesIO(_LINKS.encode()), "a.xml")
    assert group.documents == ("lamps.xx.xml", "lamps.en.xml")
    assert group.links == ((("1:1",), ("1:1",)), (("1:2",), ("1:2", "1:3")), ((), ("1:4",)))


def test_xces_lists_the_ids_of_the_other_document_first() -> None:
    groups = _LINKS.partition("?>")[2].replace("<link ", "<link certainty='1' ")
    data = f"<cesAlign version='1.0'>{groups}</cesAlign>"
    [group] = read_links(BytesIO(data.encode()), "a.xml")
    assert group.documents == ("lamps.en.xml", "lamps.xx.xml")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<linkGrp>\n</linkGrp>", "a.xml:1: a <linkGrp> needs the attribute toDoc, the path of a document"),
        ("<linkGrp toDoc='a' fromDoc='b'>\n<link xtargets='1'/></linkGrp>", "a.xml:2: the attribute xtargets needs"),
        ("<linkGrp toDoc='a' fromDoc='b'>", "a.xml:1: not well-formed: no element found"),
    ],
)
def test_broken_links_are_refused_with_their_line(data: str, message: str) -> None:
    with pytest.raises(FormatError, match=re.escape(message)):
        read_links(BytesIO(data.encode()), "a.xml")


def test_sentences_have_the_text_of_the_innermost_element_with_a_wanted_id() -> None:
    data = (
        "<text id='0'><p id='1'>Out <s xml:id='1:1'>See <hi rend='b'>the</hi> lamp.</s> <s id='1:2'>Oil.</s></p></text>"
    )
    assert read_sentences(BytesIO(data.encode()), "a.xml", {"1:1", "1:2", "9"}) == {
        "1:1": "See the lamp.",
        "1:2": "Oil.",
    }


def _linked(folder: Path, *, swapped: bool) -> Path:
    """Write the pairs of the example as links of InterText, without the folder that the links name."""
    documents = [loc_align.read(path) for path in sorted(Path("examples/docs/fr-FR").rglob("*.md"))]
    units = [unit for document in documents for unit in loc_align.align(document)]
    texts = {"en": [unit.source for unit in units], "fr": [unit.target for unit in units]}
    for name, segments in texts.items():
        rows = "".join(
            f"<s id='{number}'>{escape(inline.plain(segment.text))}</s>\n"
            for number, segment in enumerate(segments)
            if segment
        )
        (folder / f"docs.{name}.xml").write_text(f"<doc><p>{rows}</p></doc>", encoding="utf-8")
    links = "".join(f"<link type='1-1' xtargets='{number};{number}'/>\n" for number in range(len(units)))
    names = ("en", "fr") if swapped else ("fr", "en")
    path = folder / "docs.alignment.xml"
    path.write_text(
        f"<linkGrp toDoc='corpus/docs.{names[0]}.xml' fromDoc='corpus/docs.{names[1]}.xml'>\n{links}</linkGrp>",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("swapped", [False, True])
def test_links_between_sentences_are_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, swapped: bool) -> None:
    monkeypatch.chdir(make_place(tmp_path))
    path = _linked(tmp_path, swapped=swapped)
    found = CliRunner().invoke(main, ["bench", "examples/docs/fr-FR", "--against", str(path)])
    assert found.exit_code == 0, found.output
    assert "  45      1.000   1.000  1.000   0.957" in found.output


def test_links_to_a_missing_document_say_where_it_belongs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_place(tmp_path))
    (tmp_path / "a.xml").write_text(_LINKS.replace("lamps.xx", "../../lamps.xx"), encoding="utf-8")
    found = CliRunner().invoke(main, ["bench", "examples/docs/fr-FR", "--against", str(tmp_path / "a.xml")])
    assert found.exit_code == 1
    assert "the links refer to '../../lamps.xx.xml'; put the document into the same folder" in found.output
