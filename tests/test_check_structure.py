"""Structure of documents in one language, compared with their sources: what the sentences say about the blocks."""

from __future__ import annotations

from loc_align.checks.aligning import align_document
from loc_align.checks.run import run
from loc_align.checks.settings import active_rules
from loc_align.documents import parse

_SOURCE = """# Storage

The cellar keeps the barrels cool all year, because its walls are thick.

Visitors may enter the cellar on Sundays, if a guide goes with them.

The old press stands in the yard, where nobody has moved it for years.

A new pump brings the water from the well to the upper terrace.
"""
_TARGET = """# Lagerung

Der Keller hält die Fässer das ganze Jahr kühl, weil seine Wände dick sind.

Besucher dürfen den Keller sonntags betreten, wenn ein Führer mitgeht.

Die alte Presse steht im Hof, wo sie seit Jahren niemand bewegt hat.

Eine neue Pumpe bringt das Wasser vom Brunnen auf die obere Terrasse.
"""


def _problems(source: str, target: str) -> list[tuple[int, str]]:
    original = parse(source.encode(), "page.md")
    document = parse(target.encode(), "page.md")
    bitext = align_document(document, original, "en", "de")
    return [(item.line, item.rule) for item in run(bitext, active_rules(), source_document=original).problems]


def test_an_equal_document_has_no_problems() -> None:
    assert _problems(_SOURCE, _TARGET) == []


def test_a_copy_is_extra_and_not_its_neighbor() -> None:
    paragraph = _TARGET.split("\n")[4]
    assert _problems(_SOURCE, _TARGET.replace(paragraph, f"{paragraph}\n\n{paragraph}")) == [(7, "structure-blocks")]


def test_a_paragraph_is_missing_where_it_was() -> None:
    paragraph = _TARGET.split("\n")[4]
    assert _problems(_SOURCE, _TARGET.replace(f"{paragraph}\n\n", "")) == [(4, "structure-blocks")]


def test_an_open_comment_is_one_problem_however_much_it_hides() -> None:
    long = _SOURCE + "".join(f"\n## Part {number}\n\nText of part {number}.\n" for number in range(9))
    target = _TARGET + "".join(f"\n## Teil {number}\n\nText des Teils {number}.\n" for number in range(9))
    hidden = target.replace("Der Keller", "<!-- Der Keller")
    assert [item for item in _problems(long, hidden) if item[1].startswith("structure")] == [(3, "structure-opening")]


def test_an_open_code_block_is_one_problem_however_much_it_hides() -> None:
    code = "\n```sh\npump --start\n```\n"
    long = _SOURCE + code + "".join(f"\n## Part {number}\n\nText of part {number}.\n" for number in range(9))
    target = _TARGET + code[:-4] + "".join(f"\n## Teil {number}\n\nText des Teils {number}.\n" for number in range(9))
    assert [item for item in _problems(long, target) if item[1].startswith("structure")] == [(11, "structure-fences")]


def test_a_key_with_spaces_starts_front_matter() -> None:
    document = parse(b"---\nModule Name: pumps\nonline version: 2\n# Pumps\n", "page.md")
    assert [defect.code for defect in document.defects] == ["front-matter-unclosed"]


def test_a_sentence_with_a_colon_does_not() -> None:
    assert parse(b"---\nPlease note this: pumps are loud.\n\n# Pumps\n", "page.md").defects == ()


def test_a_sentence_that_a_paragraph_lacks_is_missing() -> None:
    source = _SOURCE.replace("for years.", "for years. Its screw is made of oak.")
    assert _problems(source, _TARGET) == [(7, "structure-blocks")]


def test_a_repeated_sentence_in_the_place_of_another_one_is_a_copy() -> None:
    sentence = "Die alte Presse steht im Hof, wo sie seit Jahren niemand bewegt hat."
    assert _problems(_SOURCE, _TARGET.replace(sentence, f"{sentence} {sentence}")) == [(7, "pair-copied")]


def test_a_repeated_sentence_of_a_short_page_is_a_copy() -> None:
    source = "# Clean the pump\n\nClose the valve before you start. Then remove the lid. Keep it in clean water.\n"
    first, second, third = (
        "Schließen Sie zuerst das Ventil.",
        "Entfernen Sie dann den Deckel.",
        "Legen Sie ihn in Wasser.",
    )
    for sentences in ((first, first, second, third), (first, second, second, third), (first, second, third, third)):
        target = f"# Pumpe reinigen\n\n{' '.join(sentences)}\n"
        assert _problems(source, target) == [(3, "structure-blocks")]


def test_a_sentence_that_the_source_repeats_too_is_no_copy() -> None:
    source = "# Call\n\nRing the bell twice. Ring the bell twice. Then wait.\n"
    target = "# Rufen\n\nLäuten Sie die Glocke zweimal. Läuten Sie die Glocke zweimal. Warten Sie dann.\n"
    assert _problems(source, target) == []


def test_sentences_that_were_joined_are_not_missing() -> None:
    source = _SOURCE.replace(", because its", ". This is because its")
    assert _problems(source, _TARGET) == []


def test_thousands_of_keys_take_linear_time() -> None:
    """With quadratic time, this test would take minutes."""
    numbers = range(20_000)
    source, target = (
        "".join(f"k{number}{suffix if number % 2 else ''}: text\n" for number in numbers) for suffix in ("", "z")
    )
    original, document = (parse(f"---\n{keys}---\n".encode(), "page.md") for keys in (source, target))
    bitext = align_document(document, original, "en", "de")
    found = run(bitext, active_rules(("front-matter-key",)), source_document=original).problems
    assert [item.line for item in found] == [number + 2 for number in numbers if number % 2]
