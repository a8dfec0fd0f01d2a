"""Tests for pairing the blocks of a source and its translation, and for what is aligned by content on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

import loc_align
from loc_align.documents import parse
from loc_align.model import Span
from loc_align.updating.beads import Beads, Stretch
from loc_align.updating.heading_names import Heading, read_headings
from loc_align.updating.outline import Outline, Segmented, read_alike
from loc_align.updating.pairing import pair_blocks
from loc_align.updating.target import Settings, updated_by

_SOURCE = """# Set up the mill

Grind the rye twice.

## Before you start

Clean the `hopper`.

## Sift the flour

Use a fine sieve.
"""
_TARGET = """# Mühle einrichten

Mahlen Sie den Roggen zweimal.

## Bevor Sie beginnen {#before-you-start}

Reinigen Sie den `hopper`.

## Mehl sieben {#sift-the-flour}

Verwenden Sie ein feines Sieb.
"""


def _outline(text: str, lang: str = "en-US") -> Outline:
    return Outline(loc_align.read(text.encode(), path="mill.md"), lang)


class _Asked:
    """Remembers the stretches that would be aligned."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []

    def __call__(self, stretches: Sequence[Stretch], known: Mapping[int, int]) -> Mapping[tuple[int, int], float]:
        self.stretches += stretches
        assert not {a for stretch in stretches for a in stretch.sources} & {*known}
        return {}


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Sift the flour", Heading("Sift the flour", None, "sift-the-flour")),
        ("## Mehl sieben {#sift}", Heading("Mehl sieben", "sift", "mehl-sieben")),
        ("## Mehl sieben {#sift .wide} ##", Heading("Mehl sieben", "sift", "mehl-sieben")),
        ("Mehl sieben {: #Sift }\n---", Heading("Mehl sieben", "sift", "mehl-sieben")),
        ('## <a name="sift"></a>Mehl sieben', Heading("Mehl sieben", "sift", "mehl-sieben")),
        ("## Mehl sieben {.wide}", Heading("Mehl sieben", None, "mehl-sieben")),
        ("## The `sieve` & more!", Heading("The `sieve` & more!", None, "the-sieve-more")),
    ],
)
def test_the_name_of_a_heading_is_given_or_follows_from_its_text(heading: str, expected: Heading) -> None:
    outline = _outline(f"{heading}\n")
    assert read_headings(outline.pieces, outline.document.references) == {0: expected}


def test_equal_headings_get_numbered_names() -> None:
    outline = _outline("## Flour\n\n## Flour\n")
    found = read_headings(outline.pieces, outline.document.references)
    assert [heading.name for heading in found.values()] == ["flour", "flour-1"]


def test_headings_pair_by_the_names_that_followed_from_the_source() -> None:
    asked = _Asked()
    target = _TARGET.replace("## Mehl sieben", "Noch ein Hinweis.\n\n## Mehl sieben")
    paired = pair_blocks(_outline(_SOURCE), _outline(target, "de"), asked)
    assert paired.targets == {0: 0, 1: 1, 2: 2, 3: 3, 4: 5, 5: 6}
    assert paired.extra == {4}
    assert asked.stretches == []


def test_given_names_that_differ_contradict_each_other() -> None:
    asked = _Asked()
    source = "# Mill {#mill}\n\n## Rye {#rye}\n\n## Oats {#oats}\n"
    paired = pair_blocks(_outline(source), _outline("# Mühle {#mill}\n\n## Mais {#maize}\n", "de"), asked)
    assert paired.targets == {0: 0}
    assert asked.stretches == [Stretch(range(1, 3), range(1, 2))]


def test_only_the_stretches_between_known_pairs_are_asked_for() -> None:
    asked = _Asked()
    target = _TARGET.replace("Reinigen Sie den `hopper`.", "Reinigen Sie den Trichter.\n\n- Außen\n- Innen")
    paired = pair_blocks(_outline(_SOURCE), _outline(target, "de"), asked)
    assert asked.stretches == [Stretch(range(3, 4), range(3, 6))]
    assert paired.targets == {0: 0, 1: 1, 2: 2, 4: 6, 5: 7}
    assert paired.unclear == (Stretch(range(3, 4), range(3, 6)),)


def test_sentences_of_two_blocks_are_aligned_with_the_blocks_around_them() -> None:
    pair = (
        "The mill grinds rye 12. The sieve keeps the bran 34. The sack holds 56 pounds.",
        "Die Mühle mahlt Roggen 12. Das Sieb hält die Kleie zurück 34. Der Sack fasst 56. Das sind Pfund.",
    )
    source, target = ("\n\n".join([side] * 30) for side in pair)
    beads = Beads(_outline(source), _outline(target, "de"), ("en-US", "de"), None)
    known = {at: at for at in range(30)}
    found = [beads.groups(at, at, known) for at in range(12, 18)]
    assert found == [[((0,), (0,)), ((1,), (1,)), ((2,), (2, 3))]] * 6


def test_the_places_of_kept_sentences_are_found_for_those_who_ask() -> None:
    old, target = _outline(_SOURCE).document, _outline(_TARGET, "de").document
    new = _outline(_SOURCE.replace("Use a fine sieve.", "Use two fine sieves.")).document
    whole = loc_align.update(old, target, new, target_lang="de")
    found = updated_by(old, target, new, Settings(target_lang="de", located="Grind the rye twice.".__eq__))
    assert found.data == whole.data
    assert [unit.target and unit.target.text for unit in found.units] == [
        None,
        "Mahlen Sie den Roggen zweimal.",
        None,
        None,
        None,
        "Use two fine sieves.",
    ]
    assert found.pending == whole.pending


def test_blocks_that_two_versions_share_are_segmented_once() -> None:
    known: Segmented = {}
    old = Outline(loc_align.read(b"Grind the rye. Sift it.\n", path="mill.md"), "en", known=known)
    new = Outline(loc_align.read(b"Welcome.\n\nGrind the rye. Sift it.\n", path="mill.md"), "en", known=known)
    assert [(item.span, item.key) for item in old.sentences(0)] == [
        (Span(0, 14), "Grind the rye."),
        (Span(15, 23), "Sift it."),
    ]
    assert [(item.span, item.key) for item in new.sentences(1)] == [
        (Span(10, 24), "Grind the rye."),
        (Span(25, 33), "Sift it."),
    ]
    assert [*known] == [("paragraph", "Grind the rye. Sift it.")]


@pytest.mark.parametrize(
    ("other", "flavour", "alike"),
    [("Grind it.\n", "hugo", True), ("[mill]: /mill\n", "hugo", False), ("Grind it.\n", "mkdocs", False)],
)
def test_documents_are_read_alike_in_one_flavour_with_the_same_references(
    other: str,
    flavour: str,
    alike: bool,
) -> None:
    documents = (parse(text.encode(), "mill.md", name) for text, name in (("Sift it.\n", "hugo"), (other, flavour)))
    assert read_alike(*documents) is alike


@pytest.mark.parametrize("anchor", ["<a id=" + "x" * 300_000, "<a " + "id=x " * 60_000, "<a x" * 60_000])
def test_long_anchors_take_linear_time(anchor: str) -> None:
    """With quadratic time, this test would take minutes."""
    outline = _outline(f"# Mill {anchor}\n")
    [heading] = read_headings(outline.pieces, outline.document.references).values()
    assert (heading.text, heading.given) == (f"Mill {anchor.strip()}", None)


def test_an_anchor_without_a_name_does_not_hide_the_next_one() -> None:
    outline = _outline('# <a href="mill.md">Mill</a> <a name="Rye"></a>\n')
    [heading] = read_headings(outline.pieces, outline.document.references).values()
    assert (heading.text, heading.given) == ('<a href="mill.md">Mill</a>', "rye")
