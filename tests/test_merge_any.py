"""Merging arbitrary returned text: the structure of the document stays, and only the bytes of targets change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from loc_align.alignment.by_id import align
from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.formats import CodeRef, Content, Returned
from loc_align.markdown import inline
from loc_align.merging import merge
from loc_align.merging.verification import structure
from loc_align.model import Bitext, Document
from round_trip import NAMES, back, exported
from side_by_side import pair

_SIDE = f"""---
title: x
---
# {pair("a-101", "Los", "Go")}

{pair("a-102", "Mit `x` und **b**.", "With `x` and **b**.")} {pair("a-103", "Noch.", "More.")}
{pair("a-104", "Zeile", "Line")}

- {pair("a-105", "Punkt [eins](x.md 'T')", "Item [one](x.md 'T')")}
  - {pair("a-106", "tief", "deep")}

> [!NOTE]
> {pair("a-107", "Achtung", "Mind")}

| {pair("a-108", "Zelle", "Cell")} | `x` |
|---|---|
| a | {pair("a-109", "b `c|d`", "b `c|d`")} |

<td>{pair("a-110", "<b>fett</b>", "<b>bold</b>")}</td>
"""
_SOURCE = """---
title: Go now
description: "Say 'it'"
---
# Go `x`

With **bold** and [a link](x.md "Title"), see [Terms].
Second line. Third one.

1. One
   > quoted `c`

Setext
------

| Cell | *x* |
|---|---|
| a | b |

<p title="Tip">Text of <i>HTML</i></p>

[Terms]: t.md
"""
_DOCUMENTS = {
    "side": parse(_SIDE.encode(), "p.md"),
    "side-crlf": parse(_SIDE.replace("\n", "\r\n").encode(), "p.md"),
    "source": parse(_SOURCE.encode(), "p.md"),
}
_TYPED = st.one_of(
    st.text("ab 1.-+*_`#>|[]()!<&;:=~$\\\"'/{}\n", max_size=12),
    st.sampled_from(["<b>", "</span>", "<span>", "\n\n", "\n- ", "\n# ", "\n> ", "```", ":::", "---", "\n---\n",
                     "|-|-|", "[Terms]", "](", "<!--", "-->", "&amp;", "\t", "    x", "[^1]: ", "[a]: b", "\r\n",
                     "* * *"]),
)  # fmt: skip


def _bitext(document: Document) -> Bitext:
    return align(document) if document.pairs else extract(document, target_lang="de")


_RETURNED = {
    (name, form): back(exported(_bitext(document), form)) for name, document in _DOCUMENTS.items() for form in NAMES
}


@st.composite
def _content(draw: st.DrawFn, returned: Returned) -> Content:
    """Return a strategy for content: most codes of the source, mostly in order, with any text between them."""
    codes = [part for part in returned.source if isinstance(part, CodeRef)]
    if draw(st.integers(0, 9)) == 0 and codes:
        codes = draw(st.lists(st.sampled_from(codes), max_size=5))
    parts: list[str | CodeRef] = [draw(_TYPED)]
    for code in codes:
        parts += [code, draw(_TYPED)]
    return tuple(part for part in parts if part)


@pytest.mark.parametrize("key", _RETURNED, ids="-".join)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_typed_keeps_the_structure(key: tuple[str, str], data: st.DataObject) -> None:
    document, units = _DOCUMENTS[key[0]], _RETURNED[key]
    at = data.draw(st.integers(0, len(units) - 1))
    content = data.draw(_content(units[at]))
    changed = [
        replace(unit, target=content, confirmed=True) if number == at else unit for number, unit in enumerate(units)
    ]
    merged = merge(document, changed, force=data.draw(st.booleans()))
    after = parse(merged.data, "p.md")
    assert structure(after) == structure(document)
    span = units[at].unit.target.span if document.pairs else units[at].unit.source.span  # type: ignore[union-attr]
    text = document.text
    assert after.text.startswith(text[: span.start])
    assert after.text.endswith(text[span.end :])
    if not merged.written:
        assert after.text == text
    elif document.pairs and not merged.refusals:
        new = next(pair.target.text for pair in after.pairs if pair.target.span.start == span.start)
        codes = [part.type for part in inline.parse_segment(new, units[at].unit.block, document.references)
                 if not isinstance(part, str) and part.type not in {"escape", "math"}]  # fmt: skip
        escaped = new.count("&lt;") if units[at].unit.block == "html" else 0
        assert len(codes) == sum(isinstance(part, CodeRef) for part in content) + escaped


@pytest.mark.parametrize("key", _RETURNED, ids="-".join)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_many_targets_at_once_keep_the_structure(key: tuple[str, str], data: st.DataObject) -> None:
    document = _DOCUMENTS[key[0]]
    changed = [replace(unit, target=data.draw(_content(unit)), confirmed=True) for unit in _RETURNED[key]]
    merged = merge(document, changed, force=data.draw(st.booleans()))
    assert structure(parse(merged.data, "p.md")) == structure(document)
    again = merge(parse(merged.data, "p.md"), changed) if document.pairs else merged
    assert again.data == merged.data
