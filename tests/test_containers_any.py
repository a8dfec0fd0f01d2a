"""Any text in a YAML or XML container: it is read exactly, split, and merged, or refused."""

from __future__ import annotations

import io

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import loc_align
from loc_align.documents import parse
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
