"""Comparing two versions of a source, and updating its translation."""

from __future__ import annotations

from pathlib import Path

import pytest

import loc_align
from loc_align import Document
from loc_align.updating.comparison import Versions
from loc_align.updating.contents import other_contents
from loc_align.updating.outline import Outline

_CASES = Path(__file__).parent / "fixtures" / "update"


def _read(text: str, path: str = "page.md") -> Document:
    return loc_align.read(text.encode(), path=path)


def _case(name: str) -> Document:
    return loc_align.read(_CASES / f"{name}.md")


def _update(old: str, target: str, new: str, **options: object) -> str:
    updated = loc_align.update(_read(old), _read(target), _read(new), target_lang="de", **options)  # type: ignore[arg-type]
    return updated.data.decode()


def test_a_comparison_says_what_happened_to_each_sentence() -> None:
    found = loc_align.compare(_case("old"), _case("new"))
    assert found.counts == {"kept": 10, "moved": 2, "edited": 2, "markup": 2, "new": 1, "gone": 1}
    assert [(change.kind, change.line) for change in found if change.kind not in {"kept", "moved"}] == [
        ("edited", 3),
        ("edited", 8),
        ("markup", 11),
        ("new", 12),
        ("markup", 16),
        ("gone", 28),
    ]


def test_an_update_has_the_structure_of_the_new_source_and_the_words_of_the_target() -> None:
    updated = loc_align.update(_case("old"), _case("target"), _case("new"), target_lang="de")
    assert updated.data.decode() == (_CASES / "updated.md").read_text(encoding="utf-8")
    assert [unit.change.new.text for unit in updated.pending if unit.change.new] == [
        "How to keep bees through winter and spring.",
        "Use three cups of syrup.",
        "Write down the result.",
    ]
    assert [unit.old_target for unit in updated.pending] == [
        "Wie man Bienen durch den Winter bringt.",
        "Nehmen Sie zwei Liter Sirup.",
        None,
    ]
    for unit in updated.units:
        if unit.target is not None:
            assert unit.target.text == unit.target.span.of(updated.data.decode())


def test_a_second_update_changes_nothing() -> None:
    old, new = _case("old"), _case("new")
    once = loc_align.update(old, _case("target"), new, target_lang="de").data
    again = loc_align.read(once, path="page.md")
    assert loc_align.update(new, again, new, target_lang="de").data == once
    assert loc_align.update(old, again, new, target_lang="de").data == once


def test_an_unchanged_source_leaves_every_byte() -> None:
    target = "\ufeff# Eins\r\n\r\nZwei  \r\ndrei.\r\n\r\n<!-- Anmerkung -->\r\n\r\n*   vier\r\n"
    old = _read("# One\n\nTwo\nthree.\n\n- four\n")
    assert loc_align.update(old, _read(target), old, target_lang="de").data == target.encode()


def test_one_changed_word_changes_one_sentence() -> None:
    old = "One stays here. Two goes there. Three comes back.\n"
    target = "Eins bleibt hier.  Zwei geht dorthin.  Drei kommt zurück.\n"
    assert _update(old, target, old.replace("Two goes", "Two walks")) == (
        "Eins bleibt hier.  Two walks there.  Drei kommt zurück.\n"
    )


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("source", "Eins bleibt hier. Two walks there.\n\nFour is quite new.\n"),
        ("old", "Eins bleibt hier. Zwei geht dorthin.\n\nFour is quite new.\n"),
        ("mark", "Eins bleibt hier. Two walks there.<!-- translate -->\n\nFour is quite new.<!-- translate -->\n"),
        ("omit", "Eins bleibt hier.\n"),
    ],
)
def test_the_caller_chooses_what_stands_for_pending_sentences(policy: str, expected: str) -> None:
    old = "One stays here. Two goes there.\n"
    new = "One stays here. Two walks there.\n\nFour is quite new.\n"
    assert _update(old, "Eins bleibt hier. Zwei geht dorthin.\n", new, pending=policy) == expected


def test_moved_blocks_take_their_translation_into_another_quote() -> None:
    old = "# A\n\nFirst line\nof a note.\n\nLast.\n"
    new = "# A\n\nLast.\n\n> First line\n> of a note.\n"
    assert _update(old, "# Ä\n\nErste Zeile\neiner Notiz.\n\nZuletzt.\n", new) == (
        "# Ä\n\nZuletzt.\n\n> Erste Zeile\n> einer Notiz.\n"
    )


def test_markup_is_carried_over_where_that_is_certain() -> None:
    old = "### **API**\n\nSee [a](x.md) and `b`.\n\nUse `c`, `c`.\n"
    target = "### **API**\n\nSiehe [a](x.md) und `b`.\n\nNimm `c`.\n"
    new = "### API\n\nSee [a](y.md) and `d`!\n\nUse `e`, `e`.\n"
    assert _update(old, target, new) == "### API\n\nSiehe [a](y.md) und `d`.\n\nUse `e`, `e`.\n"


def test_a_translated_comment_in_changed_code_awaits_translation() -> None:
    old, target = "```\nrun # go\n```\n", "```\nrun # los\n```\n"
    assert _update(old, target, "```\nrun --now # go\n```\n") == "```\nrun --now # go\n```\n"


def test_notes_of_the_translator_stay() -> None:
    old = "# A\n\nOne stays here.\n\nTwo goes there.\n"
    target = "# Ä\n\nEins bleibt hier.\n\n<!-- Vorsicht -->\n\nZwei geht dorthin.\n"
    assert _update(old, target, "# A\n\nOne stays here.\n\nNew.\n\nTwo goes there.\n") == (
        "# Ä\n\nEins bleibt hier.\n\nNew.\n\n<!-- Vorsicht -->\n\nZwei geht dorthin.\n"
    )


def test_the_result_has_the_blocks_of_the_new_source_where_the_target_had_others() -> None:
    old = "# A\n\nOne stays `1`. It is old.\n\nTwo goes there.\n\n- Three rests `3`.\n\nFour waits.\n"
    target = "# Ä\n\nEins bleibt `1`.\n\nEs ist alt.\n\nZwei geht dorthin.\n\n- Drei ruht `3`.\n\n<!-- Vorsicht -->\n"
    new = old.replace("Two goes", "Two walks")
    updated = loc_align.update(_read(old), _read(target), _read(new), target_lang="de")
    made = (
        "# Ä\n\nEins bleibt `1`.\nEs ist alt.\n\nTwo walks there.\n\n- Drei ruht `3`.\n\n"
        "Four waits.\n\n<!-- Vorsicht -->\n"
    )
    assert updated.data.decode() == made
    assert (updated.missing, updated.restored, updated.dropped, updated.joined) == (0, (9,), (), (5,))
    assert [unit.target.text for unit in updated.pending if unit.target] == ["Two walks there.", "Four waits."]
    assert loc_align.update(_read(new), _read(made), _read(new), target_lang="de").data.decode() == made
    assert loc_align.update(_read(old), _read(target), _read(old), target_lang="de").data.decode() == target


def test_text_whose_blocks_cannot_be_proved_is_in_the_source_language() -> None:
    old = "One stays here.\n\nTwo goes there.\n\nThree rests.\n"
    target = "Eins bleibt hier.\n\n- Zwei geht dorthin.\n\nDrei ruht.\n"
    new = "One stays here.\n\nTwo goes there.\n\nThree rests now.\n"
    updated = loc_align.update(_read(old), _read(target), _read(new), target_lang="de")
    assert updated.data.decode() == "Eins bleibt hier.\n\nTwo goes there.\n\nThree rests now.\n"
    assert (updated.restored, updated.dropped) == ((3,), ())


def test_changed_links_are_those_of_the_new_source() -> None:
    old = "Read [it](a.md) first. Then go on with all of the rest. Stop.\n\nEnd.\n"
    target = "Lesen Sie [das](a.md), und dann fahren Sie fort. Halt.\n\nEnde.\n"
    new = old.replace("a.md", "b.md")
    assert _update(old, target, old) == target
    assert _update(old, target, new) == new.replace("Stop.", "Halt.").replace("End.", "Ende.")


@pytest.mark.parametrize(
    ("made", "wrong"),
    [
        ("Lies [das](b.md) vor.\n\n```\nrun --new # los\nend\n```\n", []),
        ("Lies [das](de/b.md) vor.\n\n```\nrun --new # go\nend\n```\n", [0]),
        ("Lies [das](a.md) vor, auch [dies](b.md).\n\n```\nrun --old\nend\n```\n", [0, 1]),
        ("Lies [das](b.md) vor.\n\n```\nrun --new\n```\n", [1]),
    ],
)
def test_changed_blocks_are_proved_to_have_the_new_code_and_links(made: str, wrong: list[int]) -> None:
    old = "Read [it](a.md) aloud.\n\n```\nrun --old # go\nend\n```\n"
    new = "Read [it](b.md) aloud.\n\n```\nrun --new # go\nend\n```\n"
    target = Outline(_read("Lies [das](a.md) vor.\n\n```\nrun --new # los\nend\n```\n"), "de")
    versions = Versions(_read(old), _read(new), "en", None, ())
    assert [*other_contents(_read(made), versions, target)] == wrong


def test_front_matter_follows_by_key() -> None:
    old = "---\ntitle: One\nweight: 1\nhero:\n  name: Fast\n  text: Very fast\n---\nText.\n"
    target = "---\ntitle: Eins\nweight: 1\nhero:\n  name: Schnell\n  text: Sehr schnell\nmine: x\n---\nText!\n"
    new = "---\ntitle: One\nweight: 2\nhero:\n  name: Fast\n  text: Faster\nadded: true\n---\nText.\n"
    assert _update(old, target, new) == (
        "---\ntitle: Eins\nweight: 2\nhero:\n  name: Schnell\n  text: Faster\nadded: true\nmine: x\n---\nText!\n"
    )


def test_a_side_by_side_target_keeps_its_pairs_and_their_old_sources() -> None:
    def pair(number: int, target: str, source: str) -> str:
        return (
            f'<span data-ttu-id="a-{number}">{target}</span><span class="sxs-lookup">'
            f'<span data-stu-id="a-{number}">{source}</span></span>'
        )

    first, second = pair(101, "Öffnen Sie das Tor.", "Open the gate."), pair(102, "Warten Sie.", "Wait for a while.")
    third, head = pair(103, "Gehen Sie heim.", "Go home now."), pair(100, "Tor", "Gate")
    target = f"---\ntitle: Tor\n---\n# {head}\n\n{first} {second}\n\n{third}\n"
    old = "---\ntitle: Tor\n---\n# Gate\n\nOpen the gate. Wait for a while.\n\nGo home now.\n"
    assert loc_align.update(None, _read(target), _read(old)).data == target.encode()
    new = "---\ntitle: Gate\n---\n# Gate\n\nGo home now.\n\nOpen the gate. Wait for a long while. Look.\n"
    updated = loc_align.update(None, _read(target), _read(new))
    made = f"---\ntitle: Tor\n---\n# {head}\n\n{third}\n\n{first} {second} Look.\n"
    assert updated.data.decode() == made
    assert [unit.change.kind for unit in updated.pending] == ["edited", "new"]
    with pytest.raises(loc_align.UsageError, match="side by side"):
        loc_align.update(None, _read("Q\n"), _read("R\n"))


def test_toml_front_matter_follows_by_key() -> None:
    old = '+++\ntitle = "One"\nweight = 1\n\n[params]\nsubtitle = "Fast"\n+++\nText stays here.\n'
    target = '+++\ntitle = "Eins"\nweight = 1\n\n[params]\nsubtitle = "Schnell"\n+++\nText bleibt hier.\n'
    new = '+++\ntitle = "One"\nweight = 2\ndraft = true\n\n[params]\nsubtitle = "Fast"\n+++\nText stays here.\n'
    sides = [loc_align.read(text.encode(), path="content/page.md") for text in (old, target, new)]
    assert loc_align.update(*sides, target_lang="de").data.decode() == (
        '+++\ntitle = "Eins"\nweight = 2\ndraft = true\n\n[params]\nsubtitle = "Schnell"\n+++\nText bleibt hier.\n'
    )


def test_template_elements_follow_like_code() -> None:
    old = "{{% alert %}}\n\nGet it from {{% param old %}} today.\n\n{{% /alert %}}\n"
    target = "{{% alert %}}\n\nHolen Sie es heute von {{% param old %}}.\n\n{{% /alert %}}\n"
    assert _update(old, target, old.replace("param old", "param new")) == target.replace("param old", "param new")


_COMMENTED = """---
title: Öfen
---

<!--
---
title: Ovens
---
-->

<!-- Check the words for parts of the oven. -->

<!--
## Heat it
-->
## Heizen

<!--
Open the flap. Wait for
two minutes.
-->
Öffnen Sie die Klappe. Warten Sie zwei Minuten.

<!--
* Wood
* Paper
-->
* Holz
* Papier

```
oven --start
```

Fertig.

<!-- Throw the ash away. -->
Werfen Sie die Asche weg.
"""


def test_comments_with_the_old_source_are_read_and_renewed() -> None:
    new = (
        "---\ntitle: Ovens\n---\n\n## Heat it\n\nOpen the flap. Wait for\nfive minutes.\n\n* Wood\n* Paper\n\n"
        "```\noven --start\n```\n\nDone.\n"
    )
    target, source = _read(_COMMENTED), _read(new)
    found = loc_align.status(source, target)
    assert (found.state, dict(found.counts)) == ("outdated", {"kept": 6, "edited": 1, "gone": 1})
    updated = loc_align.update(None, target, source, target_lang="de")
    made = _COMMENTED.replace("Wait for\ntwo minutes.", "Wait for\nfive minutes.")
    made = made.replace("Warten Sie zwei Minuten.", "Wait for\nfive minutes.")
    made = made[: made.index("\n<!-- Throw")]
    assert updated.data.decode() == made
    assert loc_align.status(source, _read(made)).state == "up-to-date"
    assert loc_align.update(None, _read(made), source, target_lang="de").data.decode() == made


@pytest.mark.parametrize(
    "text",
    [
        "<!-- Die Klappe heißt auch Tür. -->\nÖffnen Sie die Klappe.\n",  # in the target language
        "<!-- Open the flap. -->\n## Öffnen Sie die Klappe.\n",  # another kind of block
        "<!-- Open the flap. -->\nÖffnen Sie die Klappe.\n\nWarten Sie.\n\nFertig.\n",  # too few comments
    ],
)
def test_other_comments_are_no_source(text: str) -> None:
    assert loc_align.status(_read("Open the flap.\n"), _read(text)).state == "unknown"


@pytest.mark.parametrize(
    ("old", "new", "target"),
    [
        ("One stays. Two goes. Three rests.", "One stays. Three rests.", "Eins bleibt. Zwei geht. Drei ruht."),
        ("One stays.\n\n- Two goes.\n- Three rests.", "One stays.\n\n- Three rests.", "Eins.\n\n- Zwei.\n- Drei."),
        ("One stays.\n\nTwo goes.\n\n> Three.", "One stays.\n\n> Three.\n\nTwo goes.", "Eins.\n\nZwei.\n\n> Drei."),
        ("One stays.\n\n```\nstay --now\n```", "One stays.\n\n```\nstay --not\n```", "Eins.\n\n```\nstay --now\n```"),
        (
            "- Run `one`.\n- Run `two`.",
            "- Run `two`.\n- Run `one`.",
            "- Starten Sie `one`.\n- Starten Sie `two`.",
        ),
        ("Run `one`. Run `two`.", "Run `two`. Run `one`.", "Führen Sie `one` aus. Führen Sie `two` aus."),
        ("Stay.\n\nGo with all the others.", "Go with all the others.\n\nStay.", "Bleib.\n\nGeh mit allen anderen."),
    ],
)
def test_a_second_update_from_the_same_old_source_changes_nothing(old: str, new: str, target: str) -> None:
    made = _update(old, target, new)
    assert made != target
    assert _update(old, made, new) == made


@pytest.mark.parametrize("change", [("weight: 1", "weight: 2"), ("# A\n", "## A\n"), ("goes there", "goes\nthere")])
def test_any_change_of_the_source_gives_the_target_its_blocks(change: tuple[str, str]) -> None:
    old = "---\nweight: 1\n---\n# A\n\nOne stays here.\n\nTwo goes there.\n"
    target = "---\nweight: 1\n---\n# Ä\n\nEins bleibt hier.\n\n- Extra\n\nZwei geht.\n"
    assert _update(old, target, old.replace("\n", "\r\n").rstrip()) == target
    updated = loc_align.update(_read(old), _read(target), _read(old.replace(*change)), target_lang="de")
    made = target.replace("\n- Extra\n", "").replace("weight: 1", "weight: 2" if "2" in change[1] else "weight: 1")
    assert updated.data.decode() == made.replace("# Ä", "## Ä" if "##" in change[1] else "# Ä")
    assert updated.dropped == (8,)


def test_comments_before_text_that_is_replaced_do_not_bring_it_back() -> None:
    old = "One stays here.\n\nTwo goes `there`.\n\nThree rests.\n"
    target = "Eins bleibt hier.\n\n<!-- Vorsicht -->\n\n- Zwei geht `there`.\n\nDrei ruht.\n\n<!-- Ende -->\n"
    made = _update(old, target, old.replace("Three rests", "Three sleeps"))
    assert made == "Eins bleibt hier.\n\nTwo goes `there`.\n\nThree sleeps.\n\n<!-- Ende -->\n"


@pytest.mark.parametrize("ends", [("\n", "\r\n"), ("\r\n", "\n")])
def test_the_lines_end_as_in_the_target(ends: tuple[str, str]) -> None:
    old = "---\ntitle: A\n---\n# A\n\nOne stays. Two\ngoes.\n"
    target = "---\ntitle: Ä\n---\n# Ä\n\nEins bleibt. Zwei\ngeht.\n"
    new = (
        old.replace("title: A", "title: B").replace("goes.", "goes. Three rests.")
        + "\n> Four\n> waits. Five\n> sits.\n"
    )
    made = "---\ntitle: B\n---\n# Ä\n\nEins bleibt. Zwei\ngeht. Three rests.\n\n> Four\n> waits. Five\n> sits.\n"
    old, target, new, made = (
        text.replace("\n", end) for text, end in ((old, ends[1]), (target, ends[0]), (new, ends[1]), (made, ends[0]))
    )
    updated = loc_align.update(_read(old), _read(target), _read(new), target_lang="de")
    assert updated.data.decode() == made
    pending = [" ".join(unit.target.text.split()) for unit in updated.pending if unit.target]
    assert pending == ["B", "Three rests.", "Four > waits.", "Five > sits."]


_TITLES = [
    ("mkdocs", '!!! {} "{}"\n\n    `Stop` here.\n'),
    ("mkdocs", '===! "{1}"\n\n    `{0}`\n'),
    ("mkdocs", '```{} title="{}"\nstop\n```\n'),
    ("docusaurus", ":::{}[{}]\n\n`Stop` here.\n\n:::\n"),
    ("docusaurus", '<TabItem value="{}" label="{}">\n'),
    ("vitepress", "::: {} {}\n`Stop` here.\n:::\n"),
    ("hugo", '{{{{% alert {} title="{}" %}}}}\n'),
    ("docfx", ':::image source="{}.png" alt-text="{}":::\n'),
    ("docfx", '<img src="{}.png" alt="{}">\n'),
]


@pytest.mark.parametrize(("flavour", "markup"), _TITLES)
def test_texts_inside_markup_are_kept_or_await_translation(flavour: str, markup: str) -> None:
    def read(kind: str, title: str) -> Document:
        return loc_align.read(markup.format(kind, title).encode(), path="page.md", flavour=flavour)

    old, target = read("note", "Before you start"), read("note", "Bevor Sie beginnen")
    updated = loc_align.update(old, target, read("tip", "Before you start"), target_lang="de")
    assert (updated.data.decode(), updated.pending) == (markup.format("tip", "Bevor Sie beginnen"), ())
    updated = loc_align.update(old, target, read("note", "Before you begin"), target_lang="de")
    assert updated.data.decode() == markup.format("note", "Before you begin")
    (pending,) = updated.pending
    assert (pending.change.kind, pending.old_target) == ("edited", "Bevor Sie beginnen")


def test_an_empty_target_ends_like_its_source() -> None:
    assert _update("", "", "# One\n\nTwo.\n") == "# One\n\nTwo.\n"


def test_a_target_with_fewer_sentences_is_not_taken_for_updated() -> None:
    old = "# Drafts\n\nDrafts are posts without a date in their name. They wait. Start them up.\n"
    target = "# Entwürfe\n\nEntwürfe sind Beiträge ohne Datum im Namen, die noch warten. Starten Sie sie.\n"
    made = "# Entwürfe\n\nEntwürfe sind Beiträge ohne Datum im Namen, die noch warten.\n"
    assert _update(old, target, old.replace(" Start them up.", "")) == made


def test_a_long_image_beside_pairs_takes_linear_time() -> None:
    """With quadratic time, this test would take minutes."""
    image = "![](" + "a" * 300_000
    pair = '<span data-ttu-id="1a2b3-101">Eins.</span><span class="sxs-lookup"><span data-stu-id="1a2b3-101">One.'
    document = loc_align.read(f"{image}\n\n{pair}</span></span>\n".encode(), path="mill.md")
    new = loc_align.read(f"{image}\n\nTwo.\n".encode(), path="mill.md")
    changes = loc_align.compare(document, new, source_lang="en")
    assert [change.kind for change in changes] == ["kept", "new", "gone"]
