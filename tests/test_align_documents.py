"""``loc_align.align`` with one document, by ID, and with two, by content."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import loc_align
from loc_align.alignment.by_content import Lexicon, align_by_content
from loc_align.documents import parse
from loc_align.review import Correction, Quote, locate
from loc_align.segmentation import load_rules
from side_by_side import pair

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
UNMARKED = EXAMPLES / "unmarked"

ENGLISH = b"# Install\n\nRun `npm install`. It takes 30 seconds.\n"
GERMAN = "# Installieren\n\nFühren Sie `npm install` aus. Das dauert 30 Sekunden.\n".encode()


def texts(bitext: loc_align.Bitext) -> list[tuple[str | None, str | None]]:
    return [(unit.source.text if unit.source else None, unit.target.text if unit.target else None) for unit in bitext]


def test_one_document_is_aligned_by_its_ids() -> None:
    document = loc_align.read(EXAMPLES / "docs" / "fr-FR" / "overview.md")
    bitext = loc_align.align(document)
    assert (bitext.source_lang, bitext.target_lang, len(bitext)) == ("en-US", "fr-FR", 24)
    assert {unit.origin for unit in bitext} == {"id"}
    assert (
        loc_align.align(document, source_lang="en-gb", target_lang="fr-ca").units[0].provenance.target_lang == "fr-CA"
    )


def test_two_documents_are_aligned_by_their_content() -> None:
    source, target = loc_align.read(ENGLISH, path="en/install.md"), loc_align.read(GERMAN, path="de/install.md")
    bitext = loc_align.align(source, target)
    assert texts(bitext) == [
        ("Install", "Installieren"),
        ("Run `npm install`.", "Führen Sie `npm install` aus."),
        ("It takes 30 seconds.", "Das dauert 30 Sekunden."),
    ]
    assert (bitext.document, bitext.source_document) == (target, source)
    assert (bitext.source_lang, bitext.target_lang) == ("en", "de")
    assert {unit.origin for unit in bitext} == {"content"}
    assert loc_align.align(source=source, target=target) == bitext


def test_two_documents_give_what_a_batch_of_one_pair_gives() -> None:
    source, target = (loc_align.read(UNMARKED / lang / "start.md") for lang in ("en", "ja"))
    (expected,) = align_by_content([(source, target)], source_lang="en", target_lang="ja").bitexts
    assert loc_align.align(source, target) == expected


@pytest.mark.parametrize(
    ("paths", "heads", "options", "expected"),
    [
        (("", ""), ("", ""), {}, ("en-US", "und")),
        (("docs/en/a.md", "docs/ja/a.md"), ("", ""), {}, ("en", "ja")),
        (("a.md", "a.de.md"), ("", ""), {}, ("en-US", "de")),
        (("docs/en/a.md", "docs/ja/a.md"), ("en-gb", "fr-fr"), {}, ("en-GB", "fr-FR")),
        (("en/a.md", "ja/a.md"), ("en-gb", "fr-fr"), {"source_lang": "it", "target_lang": "pt_br"}, ("it", "pt-BR")),
    ],
)  # fmt: skip
def test_languages_of_two_documents(
    paths: tuple[str, str], heads: tuple[str, str], options: dict[str, Any], expected: tuple[str, str]
) -> None:
    source, target = (
        loc_align.read((f"---\nms.contentlocale: {head}\n---\n" if head else "").encode() + data, path=path)
        for path, head, data in zip(paths, heads, (ENGLISH, GERMAN), strict=True)
    )
    bitext = loc_align.align(source, target, **options)
    assert (bitext.source_lang, bitext.target_lang) == expected
    assert {(unit.provenance.source_lang, unit.provenance.target_lang) for unit in bitext} == {expected}


def test_a_side_by_side_target_keeps_the_ids_of_sources_that_stayed() -> None:
    target = loc_align.read(
        f"# {pair('1a2b3-101', 'Installieren', 'Install')}\n\n"
        f"{pair('1a2b3-102', 'Das dauert 30 Sekunden.', 'It takes 30 seconds.')}\n".encode()
    )
    bitext = loc_align.align(loc_align.read(b"# Install\n\nIt takes 30 seconds.\n\nThen it stops.\n"), target)
    assert [(unit.id[:9], unit.origin, unit.target and unit.target.text) for unit in bitext.units[:2]] == [
        ("1a2b3-101", "id", "Installieren"),
        ("1a2b3-102", "id", "Das dauert 30 Sekunden."),
    ]
    assert texts(bitext)[2] == ("Then it stops.", None)
    assert bitext.document.text == "# Installieren\n\nDas dauert 30 Sekunden.\n"


def test_a_side_by_side_source_gives_its_source_side() -> None:
    source = loc_align.read(f"# {pair('1a2b3-101', 'Installer', 'Install')}\n".encode())
    assert texts(loc_align.align(source, loc_align.read(b"# Installieren\n"))) == [("Install", "Installieren")]


def test_options_for_two_documents() -> None:
    source = loc_align.read(b"---\ntitle: Fish\nnote: Bird\n---\nOne; two.\n")
    target = loc_align.read(b"---\ntitle: Fisch\nnote: Vogel\n---\nEins; zwei.\n")
    rules = load_rules(
        b'<srx version="2.0" xmlns="http://www.lisa.org/srx20"><header segmentsubflows="no" cascade="no"/><body>'
        b'<languagerules><languagerule languagerulename="all"><rule break="yes"><beforebreak>;</beforebreak>'
        b"<afterbreak> </afterbreak></rule></languagerule></languagerules><maprules>"
        b'<languagemap languagepattern=".*" languagerulename="all"/></maprules></body></srx>',
        "semicolons.srx",
    )
    assert texts(loc_align.align(source, target)) == [("Fish", "Fisch"), ("One; two.", "Eins; zwei.")]
    assert texts(loc_align.align(source, target, keys=["note"], rules=rules, lexicon=Lexicon())) == [
        ("Bird", "Vogel"),
        ("One;", "Eins;"),
        ("two.", "zwei."),
    ]


def test_the_front_matter_keys_are_those_of_the_flavour_of_the_source() -> None:
    source = b"---\nsidebar_label: Start\nkeywords: [first steps, set up]\n---\n:::note[Wait]\nOne.\n:::\n"
    target = "---\nsidebar_label: Beginn\nkeywords: [erste Schritte, einrichten]\n---\n:::note[Warten]\nEins.\n:::\n"
    pairs = (parse(source, "a.md", "docusaurus"), parse(target.encode(), "b.md"))
    assert texts(loc_align.align(*pairs)) == [
        ("Start", "Beginn"),
        ("first steps", "erste Schritte"),
        ("set up", "einrichten"),
        ("Wait", "Warten"),
        ("One.", "Eins."),
    ]


ORCHARD = """\
---
description: {0} description.
title: {0} title
---

# {0} heading {{#top}}

- <abbr title="{0} tooltip">ABC</abbr>
- See [{0} list][list].

<Poster href="https://example.com/v" title="{0} film">
  {0} watching.
</Poster>

::: code-group

```sh [{0} shell]
pick --all
```

:::

[list]: list.md "{0} plums"
"""


def test_units_are_in_the_order_of_the_source_with_every_text_in_markup() -> None:
    source, target = (
        parse(ORCHARD.format(word).encode(), f"{lang}/orchard.md", "vitepress")
        for lang, word in (("en", "Pear"), ("de", "Birne"))
    )
    bitext = loc_align.align(source, target)
    assert [(unit.block, *found) for unit, found in zip(bitext, texts(bitext), strict=True)] == [
        ("front_matter", "Pear description.", "Birne description."),
        ("front_matter", "Pear title", "Birne title"),
        ("heading", "Pear heading", "Birne heading"),
        ("attribute", "Pear tooltip", "Birne tooltip"),
        ("list_item", "ABC", "ABC"),
        ("list_item", "See [Pear list][list].", "See [Birne list][list]."),
        ("attribute", "Pear film", "Birne film"),
        ("html", "Pear watching.", "Birne watching."),
        ("attribute", "Pear shell", "Birne shell"),
        ("attribute", "Pear plums", "Birne plums"),
    ]


def test_corrections_of_a_review_are_obeyed() -> None:
    source, target = loc_align.read(b"One.\n\nTwo.\n"), loc_align.read(b"Eins.\n\nZwei.\n")
    apart = [
        Correction("", (Quote("One."),), (), "unlink"),
        Correction("", (), (Quote("Eins."),), "unlink"),
    ]
    assert texts(loc_align.align(source, target)) == [("One.", "Eins."), ("Two.", "Zwei.")]
    bitext = loc_align.align(source, target, links=locate(apart, source, target).links)
    assert sorted(texts(bitext), key=str) == [("One.", None), ("Two.", "Zwei."), (None, "Eins.")]


def test_numpy_is_loaded_for_two_documents_only() -> None:
    program = (
        "import sys, loc_align\n"
        "one = loc_align.read(b'# One')\n"
        "loc_align.align(one)\n"
        "print('numpy' in sys.modules)\n"
        "loc_align.align(one, one)\n"
        "print('numpy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "True"]


def test_wrong_calls() -> None:
    document = loc_align.read(b"# One")
    options: dict[str, Any] = {"lexicon": Lexicon(), "keys": ["note"]}
    with pytest.raises(
        loc_align.UsageError, match=r"^keys, lexicon: these options need two documents; call align\(source, target\)$"
    ):
        loc_align.align(document, **options)
    unknown: dict[str, Any] = {"lexcon": Lexicon()}
    with pytest.raises(TypeError, match=r"^align\(\) got an unexpected keyword argument 'lexcon'"):
        loc_align.align(document, document, **unknown)
    not_a_document: Any = "page.md"
    message = r"^expected a Document, not str; loc_align.read\(path\) returns one$"
    with pytest.raises(loc_align.UsageError, match=message):
        loc_align.align(not_a_document)
    with pytest.raises(loc_align.UsageError, match=message):
        loc_align.align(document, not_a_document)
    with pytest.raises(loc_align.UsageError, match="'german tongue' is not a language tag"):
        loc_align.align(document, document, target_lang="german tongue")
