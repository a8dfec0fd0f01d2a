"""Merging proves a whole block: whatever two translators type, each unit keeps its codes and gets no others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from loc_align.alignment.by_id import align
from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.formats import Content
from loc_align.markdown import inline
from loc_align.merging import Merged, merge
from loc_align.merging.markers import with_definition
from loc_align.model import Code, Document
from round_trip import back, exported
from side_by_side import pair

_HALVES = {
    "backtick": ("a ` b", "c ` d"),
    "backticks": ("a `` b", "c `` d"),
    "asterisk": ("a *b", "c* d"),
    "asterisks": ("a **b", "c** d"),
    "underscore": ("a _b", "c_ d"),
    "underscores": ("a __b", "c__ d"),
    "tildes": ("a ~~b", "c~~ d"),
    "link": ("a [b", "c](x.md) d"),
    "image": ("a ![b", "c](x.png) d"),
    "formula": ("a $b", "c$ d"),
    "formulas": ("a $$b", "c$$ d"),
    "tag": ("a <b", "c> d"),
    "comment": ("a <!-- b", "c --> d"),
}
_ONE_LINE = "Water it weekly. Keep it cool."
_PLACES = {
    "paragraph": f"{_ONE_LINE}\n",
    "list item": f"- {_ONE_LINE}\n",
    "quote": f"> {_ONE_LINE}\n",
    "heading": f"## {_ONE_LINE}\n",
    "cell": f"| {_ONE_LINE} | 1 |\n|---|---|\n",
    "lines": "Water it weekly.\nKeep it cool.\n",
}


def _document(text: str) -> Document:
    return parse(text.encode(), "page.md")


def _merged(document: Document, *targets: Content) -> Merged:
    bitext = align(document) if document.pairs else extract(document, target_lang="fr")
    returned = back(exported(bitext, "xliff"))
    return merge(
        document, [replace(item, target=target, confirmed=True) for item, target in zip(returned, targets, strict=True)]
    )


def _codes(document: Document) -> list[str]:
    return [
        part.data
        for block in document.blocks
        for part in inline.parse(block.span.of(document.text), document.references)
        if isinstance(part, Code) and part.type not in {"escape", "break"}
    ]


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("kind", _HALVES)
def test_two_halves_typed_in_two_units_stay_text(kind: str, place: str) -> None:
    document = _document(_PLACES[place])
    merged = _merged(document, *((half,) for half in _HALVES[kind]))
    assert (merged.written, merged.refusals) == (2, ())
    after = parse(merged.data, "page.md")
    assert _codes(after) == []
    shown = "".join(inline.plain(block.span.of(after.text)) for block in after.blocks)
    assert all(re.sub(r"\s", "", half) in re.sub(r"\s", "", shown) for half in _HALVES[kind])


@pytest.mark.parametrize("kind", _HALVES)
def test_two_halves_typed_side_by_side_stay_text(kind: str) -> None:
    text = f"{pair('a-101', 'Arrosez.', 'Water it.')} {pair('a-102', 'Au frais.', 'Keep it cool.')}\n"
    document = _document(text)
    merged = _merged(document, *((half,) for half in _HALVES[kind]))
    after = parse(merged.data, "page.md")
    assert len(after.pairs) == 2
    assert _codes(_document("".join(f"{pair.target.text} " for pair in after.pairs))) == []
    assert [code for code in _codes(after) if not code.startswith(("<span", "</span"))] == []


def test_tags_typed_in_an_html_block_become_entities() -> None:
    document = _document("<table><tr><td>Water it.</td><td>Keep it cool.</td></tr></table>\n")
    merged = _merged(document, ("a <!-- b",), ("c --> <b>`d",))
    assert merged.data == b"<table><tr><td>a &lt;!-- b</td><td>c --> &lt;b>`d</td></tr></table>\n"


def test_a_typed_backtick_leaves_the_code_of_the_next_sentence_alone() -> None:
    document = _document("The fern grows slowly. Run `water` weekly.\n")
    code = back(exported(extract(document, target_lang="fr"), "xliff"))[1].source[1]
    merged = _merged(document, ("L`arbre pousse.",), ("Lancez ", code, " ici."))
    assert merged.data.decode() == "L\\`arbre pousse. Lancez `water` ici.\n"


def test_emphasis_around_two_units_stays() -> None:
    text = "\n".join((pair("a-101", "**Arrosez.", "**Water it."), pair("a-102", "Au frais.**", "Keep it cool.**"), ""))
    document = _document(text)
    kept = _merged(document, ("**Arroser.",), ("Au froid.**",))
    assert kept.data.decode() == text.replace("Arrosez", "Arroser").replace("frais", "froid")
    lost = _merged(document, ("Arrosez.",), ("Au froid.**",))
    assert lost.data.decode() == text.replace("frais", "froid")
    assert [refusal.reason for refusal in lost.refusals] == [
        "the markup '**' that the unit shares with another one is missing; add it"
    ]


_ADVICE = (
    "the codes '**' next to a punctuation mark would not be read as markup; put a space before the opening and after "
    "the closing one, or put the punctuation marks outside of them"
)


@pytest.mark.parametrize(
    ("before", "bold", "after", "reason"),
    [
        (
            "请选择",
            "“打开”",
            "按钮并继续。",
            _ADVICE,
        ),
        (
            "「保存」を",
            "選択します。",
            "次に進みます。",
            _ADVICE,
        ),
    ],
)
def test_advice_about_bold_text_next_to_punctuation_works(before: str, bold: str, after: str, reason: str) -> None:
    document = _document("Choose the **Open** button and go on.\n")
    _, opening, _, closing, _ = back(exported(extract(document, target_lang="zh"), "xliff"))[0].source
    merged = _merged(document, (before, opening, bold, closing, after))
    assert [refusal.reason for refusal in merged.refusals] == [reason]
    spaced = _merged(document, (f"{before} ", opening, bold, closing, f" {after}"))
    assert spaced.data.decode() == f"{before} **{bold}** {after}\n"
    inner = bold.strip("“”。")
    first, last = bold.split(inner)
    outside = _merged(document, (before + first, opening, inner, closing, last + after))
    assert outside.data.decode() == f"{before}{first}**{inner}**{last}{after}\n"


@pytest.mark.parametrize(
    ("text", "typed", "expected", "reasons"),
    [
        ("One[^a] and {{ x }}.\n\n[^a]: A note.\n", "Un[^b] et {{ x }}.", None,
         ["the code '[^a]' is missing; add it"]),
        ("One {{< x >}} two.\n", "Un {{< y >}} deux.", None, ["the code '{{< x >}}' is missing; add it"]),
        ("Go {% if x %}on{% endif %}.\n", "Va {% si x %}là{% endif %}.", None,
         ["the code '{% if x %}' is missing; add it"]),
    ],
)  # fmt: skip
def test_markers_are_neither_lost_nor_renamed(text: str, typed: str, expected: str | None, reasons: list[str]) -> None:
    document = _document(text)
    first, *others = back(exported(extract(document, target_lang="fr"), "xliff"))
    merged = merge(document, [replace(first, target=(typed,), confirmed=True), *others])
    assert merged.data.decode() == (expected or text)
    assert [refusal.reason for refusal in merged.refusals] == reasons


@pytest.mark.parametrize("opening", ["```{figure} lake.png\n:alt: ", "```{code-block} python\n:caption: "])
def test_the_value_of_an_option_has_no_quotes_to_escape(opening: str) -> None:
    text = f"{opening}How deep\n```\n"
    merged = _merged(parse(text.encode(), "page.md", "myst"), ('Si "profond" qu\'ici',))
    assert (merged.data.decode(), merged.refusals) == (text.replace("How deep", 'Si "profond" qu\'ici'), ())


@pytest.mark.parametrize(("typed", "written"), [("Avec Docker", 1), ("Avec [Docker", 0), ("Avec `x`", 0), ("a.sh", 0)])
def test_the_label_of_a_fence_in_a_code_group_stays_a_label(typed: str, written: int) -> None:
    text = "::: code-group\n\n```sh [With Docker]\nx\n```\n\n:::\n"
    merged = _merged(parse(text.encode(), "page.md", "vitepress"), (typed,))
    expected = text.replace("With Docker", typed) if written else text
    assert (merged.data.decode(), merged.written, len(merged.refusals)) == (expected, written, 1 - written)


def test_a_footnote_that_is_text_is_kept_too() -> None:
    """Files that were exported when footnotes were text come back with them, and French typing puts a space in."""
    document = parse(b"One[^a].\n\n[^a]: A note.\n", "page.md", "docfx")
    returned = back(exported(extract(document, target_lang="fr"), "xliff"))
    renamed = merge(document, [replace(returned[0], target=("Un[^b].",), confirmed=True), returned[1]])
    assert [refusal.reason for refusal in renamed.refusals] == ["the marker '[^a]' is missing; add it"]
    assert with_definition(["[^a] : Une note."], "[^a]: A note.") == ["[^a]: Une note."]


_TYPED = st.text("ab .`*_~[](){}!<>$\\&;|:#-1\n", min_size=1, max_size=10)
_BLOCK = _document("Water `it` now. Keep **it** cool. See [the *page*](p.md) here. Last one.\n")
_RETURNED = back(exported(extract(_BLOCK, target_lang="fr"), "xliff2"))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(_TYPED, _TYPED), min_size=4, max_size=4))
def test_no_unit_changes_the_codes_of_another(typed: list[tuple[str, str]]) -> None:
    """The renderer of the tests is the inline parser over the whole block: it finds the codes of the source alone."""
    targets = [
        (first, *item.source[1:-1], last) if len(item.source) > 1 else (first,)
        for item, (first, last) in zip(_RETURNED, typed, strict=True)
    ]
    merged = merge(
        _BLOCK, [replace(item, target=target, confirmed=True) for item, target in zip(_RETURNED, targets, strict=True)]
    )
    after = parse(merged.data, "page.md")
    assert _codes(after) == _codes(_BLOCK)
