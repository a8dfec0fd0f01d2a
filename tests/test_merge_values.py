"""Quotation marks in returned texts inside markup are written as their place needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.formats import Content
from loc_align.markdown import inline
from loc_align.merging import Merged, merge
from loc_align.model import Document
from round_trip import back, exported

T = TypeVar("T")

_CASES = {
    "shortcode": (
        "hugo",
        '{{< figure src="a.png" title="Bees" >}}',
        r'{{< figure src="a.png" title="A \"b\" c\'d" >}}',
    ),
    "positional": ("hugo", '{{< tab "Bees" >}}', r'{{< tab "A \"b\" c\'d" >}}'),
    "Liquid": ("jekyll", '{% include a.html title="Bees" %}', '{% include a.html title="A &quot;b&quot; c\'d" %}'),
    "JSX": ("docusaurus", '<Card title="Bees" />', '<Card title="A &quot;b&quot; c\'d" />'),
    "single quotes": ("docusaurus", "<Card title='Bees' />", "<Card title='A \"b\" c&#39;d' />"),
    "expression": ("docusaurus", '<Card title={"Bees"} />', r'<Card title={"A \"b\" c\'d"} />'),
    "cell": ("gfm", '```{r}\n#| fig-cap: "Bees"\n```', '```{r}\n#| fig-cap: "A \\"b\\" c\'d"\n```'),
    "cell in single quotes": ("gfm", "```{r}\n#| fig-cap: 'Bees'\n```", "```{r}\n#| fig-cap: 'A \"b\" c''d'\n```"),
    "option": ("myst", "```{image} a.png\n:alt: Bees\n```", '```{image} a.png\n:alt: A "b" c\'d\n```'),
    "heading": ("mkdocs", '# Hive {#h title="Bees"}', '# Hive {#h title="A &quot;b&quot; c\'d"}'),
    "TOML": ("hugo", '+++\ntitle = "Bees"\n+++', '+++\ntitle = "A \\"b\\" c\'d"\n+++'),
}


def _merged(document: Document, old: str, new: str) -> Merged:
    returned = back(exported(extract(document, target_lang="fr"), "xliff"))
    contents: list[Content] = [(new,) if item.source == (old,) else item.source or () for item in returned]
    targets = [replace(item, target=content, confirmed=True) for item, content in zip(returned, contents, strict=True)]
    return merge(document, targets)


@pytest.mark.parametrize(("flavour", "text", "expected"), _CASES.values(), ids=list(_CASES))
def test_quotation_marks_are_escaped_for_their_place(flavour: str, text: str, expected: str) -> None:
    document = parse(f"{text}\n".encode(), "page.md", flavour)
    merged = _merged(document, "Bees", 'A "b" c\'d')
    assert (merged.refusals, merged.data.decode()) == ((), f"{expected.replace(chr(92) + chr(39), chr(39))}\n")
    again = parse(merged.data, "page.md", flavour)
    shown = [
        inline.plain(unit.source.text).replace("&quot;", '"').replace("&#39;", "'").replace("''", "'")
        for unit in extract(again).units
        if unit.source
    ]
    assert 'A "b" c\'d' in shown


_PAGES = sorted(
    path.name
    for path in (Path(__file__).parent / "fixtures" / "flavours").iterdir()
    if path.suffix != ".txt" and path.stem.endswith(("-values", "-html", "-cells"))
)


@pytest.mark.parametrize("name", _PAGES)
def test_every_text_of_a_page_comes_back(name: str) -> None:
    path = Path(__file__).parent / "fixtures" / "flavours" / name
    document = parse(path.read_bytes(), name)
    bitext = extract(document, target_lang="fr")
    returned = back(exported(bitext, "xliff2"))
    targets = [replace(item, target=_translated(item.source), confirmed=True) for item in returned]
    merged = merge(document, targets)
    assert merged.refusals == ()
    again = extract(parse(merged.data, name, document.flavour)).units
    sources = [(unit.block, unit.source.text) for unit in bitext.units if unit.source]
    expected = [
        inline.join(_translated(inline.parse_segment(text, block, document.references))) for block, text in sources
    ]
    assert [unit.source.text for unit in again if unit.source] == expected


_VOWELS = str.maketrans("aeou", "áéóú")


def _translated(content: Sequence[T] | None) -> tuple[T, ...]:
    return tuple(part.translate(_VOWELS) if isinstance(part, str) else part for part in content or ())  # type: ignore[misc]
