"""Any text in a YAML or XML container: it is read exactly, split, and merged, or refused."""

from __future__ import annotations

import html
import io
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

import loc_align
from loc_align.cli import main
from loc_align.documents import parse
from loc_align.documents.accounting import account
from loc_align.model import Document, Edit
from loc_align.text import edited_bytes

_PAIR = (
    '<span data-ttu-id="ab12c-101">{target}</span>'
    '<span class="sxs-lookup"><span data-stu-id="ab12c-101">{source}</span></span>'
)
_MARKUP = _PAIR.format(target="Ein Wort.", source="A word.")
_ESCAPED = _MARKUP.replace('"', '\\"')
_YAML = {
    "plain": f"a: {_MARKUP} # a comment\nb: 1\n",
    "plain with an anchor": f"a: &x {_MARKUP}\nb: 1\n",
    "plain with a tag": f"- !!str  {_MARKUP} # a comment\n- b\n",
    "plain in a flow mapping": f"a: {{x: {_MARKUP}, y: 1}}\n",
    "plain, two lines": f"a: words\n  {_MARKUP}\nb: 1\n",
    "single": f"a: '{_MARKUP}'\nb: 1\n",
    "double": f'- "{_ESCAPED}"\n- b\n',
    "literal": f"a: |\n  # One\n\n  {_MARKUP}\n  end\nb: 1\n",
    "literal, only the pair": f"a:\n- |-\n  {_MARKUP}\n- b\n",
    "literal, kept": f"a: |+\n    {_MARKUP}\n\n\nb: 1\n",
    "literal, indented by hand": f"a:\n  b: |2\n      two\n    {_MARKUP}\n  c: 1\n",
    "literal, CR LF": f"a: |\r\n  {_MARKUP}\r\n  end\r\nb: 1\r\n",
    "folded": f"a: >-\n  words\n  {_MARKUP}\n\n\n  more\n   code\n  end\nb: 1\n",
    "a whole document": f"--- |\n {_MARKUP}\n",
}
_XML = {
    "elements": f"<d><p>{_MARKUP} <see cref='x'/></p><q/></d>",
    "escaped": f"<d><p>{_MARKUP.replace('<', '&lt;').replace('>', '&gt;')}</p><q/></d>",
    "cdata": f"<d><p><![CDATA[{_MARKUP}]]></p><q/></d>",
}
_TEXT = st.text(st.sampled_from("ab é😀'\"\\:#-&<>;|{}[],*!%@`?~=\n\t ") | st.characters(exclude_categories=["Cs"]))


def _read(text: str, path: str) -> Document:
    document = parse(text.encode(), path)
    assert document.defects == ()
    assert len(document.pairs) == 1
    return document


def _values(data: bytes) -> object:
    return yaml.safe_load(io.StringIO(data.decode("utf-8"), newline=""))


def _in_values(values: object) -> list[str]:
    if isinstance(values, dict):
        return [text for value in values.values() for text in _in_values(value)]
    if isinstance(values, list):
        return [text for value in values for text in _in_values(value)]
    return [values] if isinstance(values, str) else []


@pytest.mark.parametrize("text", _YAML.values(), ids=_YAML)
@given(new=_TEXT)
def test_any_text_in_any_scalar_is_what_yaml_reads(text: str, new: str) -> None:
    document = _read(text, "a.yml")
    expected = [value.replace("Ein Wort.", new) for value in _in_values(_values(text.encode()))]
    data = edited_bytes(document, [Edit(document.pairs[0].target.span, new)])
    assert _in_values(_values(data)) == expected
    whole = edited_bytes(document, [Edit(document.pairs[0].span, new)])
    split = [value.replace(_MARKUP, new) for value in _in_values(_values(text.encode()))]
    assert _in_values(_values(whole)) == split


@pytest.mark.parametrize("text", _YAML.values(), ids=_YAML)
def test_unchanged_scalars_keep_their_bytes(text: str) -> None:
    document = _read(text, "a.yaml")
    target = document.pairs[0].target
    assert edited_bytes(document, []) == text.encode()
    assert edited_bytes(document, [Edit(target.span, target.text)]) == text.encode()
    assert document.file_span(target.span).of(text) == "Ein Wort."
    assert loc_align.split(document, "source").decode() == text.replace(_MARKUP, "A word.").replace(_ESCAPED, "A word.")


@pytest.mark.parametrize("style", ["elements", "escaped", "cdata"])
@given(new=_TEXT)
def test_any_text_in_xml_is_what_a_parser_reads_or_another_structure(style: str, new: str) -> None:
    document = _read(_XML[style], "a.xml")
    data = edited_bytes(document, [Edit(document.pairs[0].target.span, new)])
    after = parse(data, "a.xml")
    if any(defect.code == "container-unread" for defect in after.defects):
        return
    root = etree.fromstring(data)
    assert root[1].tag == "q"
    if len(after.pairs) == 1 and after.pairs[0].target.text == new and style != "elements":
        text = "".join(map(str, etree.fromstring(_XML[style])[0].itertext())).replace("Ein Wort.", new)
        assert "".join(map(str, root[0].itertext())) == text.replace("\r\n", "\n").replace("\r", "\n")


def _merged(document: Document, new: str) -> loc_align.Merged:
    """Merge the unit of a document as if a translator had typed a text."""
    stream = io.BytesIO()
    loc_align.write(loc_align.align(document, target_lang="de-DE"), stream, "xliff")
    returned = [replace(item, target=(new,), confirmed=True) for item in loc_align.read_returned(stream.getvalue())]
    merged = loc_align.merge(document, returned)
    assert merged.written + len(merged.refusals) + merged.unchanged + merged.drafts == 1
    return merged


def _elements(data: bytes) -> list[tuple[str, list[str]]]:
    return [(str(item.tag), [*map(str, item.attrib.items())]) for item in etree.fromstring(data).iter()]


@pytest.mark.parametrize("style", _XML)
@example(new="<b>x</b>")
@example(new="</p> <!-- c --> <?x?> <q/>")
@example(new="a ]]> b <![CDATA[c]]>")
@example(new="&a; & 'b' \"c\" <")
@settings(max_examples=30)
@given(new=_TEXT)
def test_a_typed_target_leaves_the_elements_of_xml_as_they_are(style: str, new: str) -> None:
    before = _XML[style].encode()
    merged = _merged(_read(_XML[style], "a.xml"), new)
    assert _elements(merged.data) == _elements(before)
    (pair,) = parse(merged.data, "a.xml").pairs
    target = html.unescape(pair.target.text) if style == "elements" else pair.target.text
    old, read = ("".join(map(str, etree.fromstring(data)[0].itertext())) for data in (before, merged.data))
    assert read == old.replace("Ein Wort.", target.replace("\r\n", "\n").replace("\r", "\n"))


@pytest.mark.parametrize("text", _YAML.values(), ids=_YAML)
@example(new="a < b & c: 'd' \"e\" #f")
@example(new="<b>x</b>")
@example(new="- x")
@settings(max_examples=30)
@given(new=_TEXT)
def test_yaml_reads_a_typed_target(text: str, new: str) -> None:
    merged = _merged(_read(text, "a.yml"), new)
    (pair,) = parse(merged.data, "a.yml").pairs
    expected = [value.replace("Ein Wort.", pair.target.text) for value in _in_values(_values(text.encode()))]
    assert _in_values(_values(merged.data)) == expected


def test_escaped_tags_around_an_element_are_reported() -> None:
    tags = _MARKUP.replace("<", "&lt;").replace(">", "&gt;")
    text = f"<d><p>{tags.replace('Ein', '<b>Ein</b>')}</p><p>{tags.replace('101', '102')}</p></d>"
    document = parse(text.encode(), "a.xml")
    assert [pair.target_id for pair in document.pairs] == ["ab12c-102"]
    assert [defect.code for defect in document.defects] == ["target-unpaired", "close-stray", "source-unpaired"]
    assert [item.id for item in account(document).left_out] == ["ab12c-101", "ab12c-101"]
    assert edited_bytes(document, []) == text.encode()


_FIXABLE = _PAIR.format(target="1, 000 kg in C: \\ Data, 'alle'", source="1,000 kg in C:\\Data, 'all'")
_WITH_FIXES = {
    "single.yml": "a: '{}'\nb: 1\n".format(_FIXABLE.replace("'", "''")),
    "double.yml": 'a: "{}"\nb: 1\n'.format(_FIXABLE.replace("\\", "\\\\").replace('"', '\\"')),
    "literal.yml": f"a: |\n  {_FIXABLE}\nb: 1\n",
    "folded.yml": f"a: >-\n  {_FIXABLE}\nb: 1\n",
    "elements.xml": f"<d><p>{_FIXABLE} <see cref='x'/></p><q/></d>",
    "escaped.xml": "<d><p>{}</p></d>".format(_FIXABLE.replace("<", "&lt;").replace(">", "&gt;")),
    "cdata.xml": f"<d><p><![CDATA[{_FIXABLE}]]></p></d>",
}


@pytest.mark.parametrize("name", _WITH_FIXES)
def test_fixes_are_written_with_the_escapes_of_their_place(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(_WITH_FIXES[name], encoding="utf-8", newline="")
    arguments = ["check", str(path), "--fix", "--target-lang", "th-TH", "--no-cache", "--no-config"]
    assert "2 problems fixed" in CliRunner().invoke(main, [*arguments, "--fail-on", "never"]).stderr
    assert [pair.target.text for pair in loc_align.read(path).pairs] == ["1,000 kg in C:\\Data, 'alle'"]
    slash = "\\\\" if name == "double.yml" else "\\"
    fixed = _WITH_FIXES[name].replace("1, 000", "1,000").replace(f"C: {slash} Data", f"C:{slash}Data")
    assert path.read_text(encoding="utf-8") == fixed
