"""Alignment by content: correct beads, every segment exactly once, and a deterministic result."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loc_align.alignment.by_content import Failure, Lexicon, Links, align_by_content, lexicon_of
from loc_align.alignment.by_content.lexicon import learning
from loc_align.documents import parse
from loc_align.errors import FormatError, InputError, LocAlignError
from loc_align.model import Bitext, Document, Span

SOURCE = """\
# Install the tool

Run `npm install` in the folder. It takes 30 seconds.

> [!NOTE]
> The folder must be empty.

| Option | Meaning |
|---|---|
| `--all` | Installs everything. |

See [the manual](manual.md) for more.
"""
TARGET = """\
# Das Werkzeug installieren

Führen Sie `npm install` im Ordner aus. Es dauert 30 Sekunden.

> [!NOTE]
> Der Ordner muss leer sein.

| Option | Bedeutung |
|---|---|
| `--all` | Installiert alles. |

Mehr steht im [Handbuch](manual.md).
"""


def read(text: str) -> Document:
    return parse(text.encode(), "a.md")


def align(source: str, target: str, **options: object) -> Bitext:
    return next(align_by_content([(read(source), read(target))], target_lang="de", **options).bitexts)  # type: ignore[arg-type]


def texts(bitext: Bitext) -> list[tuple[str | None, str | None]]:
    return [
        (unit.source.text if unit.source else None, unit.target.text if unit.target else None) for unit in bitext.units
    ]


def test_a_translation_is_aligned_sentence_by_sentence() -> None:
    assert texts(align(SOURCE, TARGET)) == [
        ("Install the tool", "Das Werkzeug installieren"),
        ("Run `npm install` in the folder.", "Führen Sie `npm install` im Ordner aus."),
        ("It takes 30 seconds.", "Es dauert 30 Sekunden."),
        ("The folder must be empty.", "Der Ordner muss leer sein."),
        ("Option", "Option"),
        ("Meaning", "Bedeutung"),
        ("`--all`", "`--all`"),
        ("Installs everything.", "Installiert alles."),
        ("See [the manual](manual.md) for more.", "Mehr steht im [Handbuch](manual.md)."),
    ]


def test_what_is_missing_on_one_side_has_no_partner() -> None:
    shorter = TARGET.replace("> [!NOTE]\n> Der Ordner muss leer sein.\n\n", "")
    found = texts(align(SOURCE, shorter))
    assert ("The folder must be empty.", None) in found
    assert len(found) == 9


def assert_covers(bitext: Bitext) -> None:
    """Check that segments are text of their documents, that units do not overlap, and that sources are in order."""
    assert bitext.source_document is not None
    for side, document in (("source", bitext.source_document), ("target", bitext.document)):
        segments = [getattr(unit, side) for unit in bitext.units if getattr(unit, side)]
        assert all(segment.span.of(document.text) == segment.text for segment in segments)
        spans = sorted((segment.span.start, segment.span.end) for segment in segments)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    starts = [unit.source.span.start for unit in bitext.units if unit.source]
    assert starts == sorted(starts)
    for unit in bitext.units:
        sides = unit.bead.split("-")
        assert (sides[0] == "0") == (unit.source is None)
        assert (sides[1] == "0") == (unit.target is None)
        assert 0 <= unit.score <= 1
        assert unit.origin == "content"
        assert unit.reasons


_SENTENCE = st.sampled_from(["Alpha beta.", "Gamma `x` delta 4.", "Note", "One two three four.", "Ein Haus.", "同じ。"])
_BLOCK = st.one_of(
    st.lists(_SENTENCE, min_size=1, max_size=4).map(" ".join),
    _SENTENCE.map(lambda text: f"# {text}"),
    _SENTENCE.map(lambda text: f"- {text}"),
    st.just("```\ncode\n```"),
    st.lists(_SENTENCE, min_size=2, max_size=2).map(lambda cells: f"| {cells[0]} | {cells[1]} |\n|---|---|\n| a | b |"),
    st.just("> [!NOTE]\n> Mind the gap."),
)
_TEXT = st.lists(_BLOCK, max_size=8).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(_TEXT, _TEXT)
@example("Alpha beta.", "\n\n".join(["Alpha beta. " * 4] * 3))
def test_every_segment_is_covered_once_and_in_order(source: str, target: str) -> None:
    bitext = align(source, target)
    assert_covers(bitext)
    assert bitext == align(source, target)
    alone = align(source, "")
    assert sum(unit.source is not None for unit in alone.units) == len(alone.units)
    assert sum(int(unit.bead[0]) for unit in bitext.units) == len(alone.units)


def in_threads(work: object, items: Iterable[object]) -> Iterable[object]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, items))  # type: ignore[arg-type]


def test_the_result_does_not_depend_on_how_the_work_is_shared() -> None:
    pairs = [(read(SOURCE), read(TARGET)), (read(TARGET), read(SOURCE)), (read(SOURCE), read(""))]
    one = align_by_content(pairs, target_lang="de")
    two = align_by_content(pairs, target_lang="de", run=in_threads)  # type: ignore[arg-type]
    assert list(one.bitexts) == list(two.bitexts)
    assert one.lexicon.to_bytes() == two.lexicon.to_bytes()


def load(pair: tuple[Document, Document | Exception]) -> tuple[Document, Document]:
    source, target = pair
    if isinstance(target, Exception):
        raise target
    return source, target


def test_a_pair_that_fails_is_one_failure_and_the_others_are_aligned() -> None:
    source, target = read(SOURCE), read(TARGET)
    errors = [InputError("gone.md: no such file"), MemoryError(), OSError(2, "No such file"), ValueError("a bug")]
    pairs = [(source, target), *((source, error) for error in errors), (source, target)]
    found = align_by_content(pairs, target_lang="de", load=load, run=in_threads)  # type: ignore[arg-type]
    first, *failures, last = found.outcomes
    without = align_by_content([pairs[0], pairs[-1]], target_lang="de")
    assert [first, last] == list(without.bitexts)
    assert [type(outcome) for outcome in failures] == [Failure] * 4
    assert [type(failure.error) for failure in failures if isinstance(failure, Failure)] == [
        InputError,
        MemoryError,
        FileNotFoundError,
        LocAlignError,
    ]
    bitexts = align_by_content(pairs, target_lang="de", load=load).bitexts
    assert next(bitexts) == first
    with pytest.raises(InputError, match=r"gone\.md"):
        next(bitexts)


def test_a_file_that_changes_meanwhile_is_a_failure() -> None:
    texts = iter([TARGET, TARGET.replace("Werkzeug", "Gerät")])
    found = align_by_content([0], load=lambda _: (read(SOURCE), read(next(texts))), target_lang="de")
    (outcome,) = found.outcomes
    assert isinstance(outcome, Failure)
    assert str(outcome.error) == (
        "a.md: the file or its source was changed while it was aligned; run the command again"
    )


def test_corrections_are_obeyed() -> None:
    source, target = read(SOURCE), read(TARGET)
    first, last = source.text.index("It takes"), target.text.index("Das Werkzeug")
    link = ((Span(first, first + 20),), (Span(last, last + 25),))
    (bitext,) = align_by_content([(source, target)], target_lang="de", links={0: Links((link,))}).bitexts
    assert ("It takes 30 seconds.", "Das Werkzeug installieren") in texts(bitext)
    (unit,) = (unit for unit in bitext.units if unit.source and unit.source.text == "It takes 30 seconds.")
    assert (unit.score, unit.reasons) == (1.0, ("correction",))
    alone = Links((((Span(first, first + 20),), ()),))
    (bitext,) = align_by_content([(source, target)], target_lang="de", links={0: alone}).bitexts
    assert ("It takes 30 seconds.", None) in texts(bitext)


def test_a_lexicon_is_the_same_after_it_was_saved() -> None:
    lexicon = align_by_content([(read(SOURCE), read(TARGET))], target_lang="de").lexicon
    again = Lexicon.from_bytes(lexicon.to_bytes())
    assert again.to_bytes() == lexicon.to_bytes()
    assert again.total > 0
    learned = lexicon_of(align(SOURCE, TARGET).units, again)
    assert learned.total > again.total


def test_a_file_that_is_no_lexicon_is_refused() -> None:
    with pytest.raises(FormatError, match=r"words\.gz: not a lexicon of loc-align"):
        Lexicon.from_bytes(b"not gzip", "words.gz")


_SAME = "\n\n".join(["The same text here."] * 40)
_GLEICH = "\n\n".join(["Der gleiche Text hier."] * 37)


@pytest.mark.parametrize(
    ("source", "target", "most"),
    [
        ("", "", 0),
        ("Some text.", "", 0),
        ("", "Ein Text.", 0),
        ("One sentence.", "\n\n".join(f"Satz Nummer {number}." for number in range(1000)), 1),
        (_SAME, _GLEICH, 37),
        (SOURCE, "\n\n".join(reversed(TARGET.split("\n\n"))), 9),
        ("x " * 5000 + ".", "y " * 5000, 1),
    ],
)
def test_hostile_pairs_are_aligned_like_any_other(source: str, target: str, most: int) -> None:
    bitext = align(source, target)
    assert_covers(bitext)
    assert sum(unit.source is not None and unit.target is not None for unit in bitext.units) <= most


def test_long_documents_are_compared_in_a_band() -> None:
    source = "\n\n".join(f"Sentence alpha{number} with beta{number % 7}." for number in range(700))
    moved = [f"Satz alpha{number} mit beta{number % 7}." for number in range(700)]
    target = "\n\n".join([*moved[:100], *moved[130:], *moved[100:130]])
    bitext = align(source, target)
    assert_covers(bitext)
    right = [
        unit
        for unit in bitext.units
        if unit.source and unit.target and unit.source.text.split()[1] == unit.target.text.split()[1]
    ]
    assert len(right) >= 690


def test_files_that_do_not_belong_together_are_not_trusted() -> None:
    other = "# Rezept\n\nMehl und Wasser mischen.\n\nDen Teig eine Stunde ruhen lassen.\n"
    bitext = align(SOURCE, other)
    assert all(unit.score < 0.9 for unit in bitext.units if unit.source and unit.target)


def test_a_sentence_of_endless_words_is_aligned_in_bounded_memory() -> None:
    endless = " ".join(map(str, range(1000, 31_000)))
    units = align(f"One. {endless}\n\nTwo `x`.", f"Eins. {endless}\n\nZwei `x`.").units
    assert [unit.bead for unit in units] == ["1-1", "1-1", "1-1"]


def test_of_more_lessons_than_needed_a_sample_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_MOST_LINKS", 200)
    lessons = [(("bell", f"x{number}"), ("glocke", f"y{number}")) for number in range(2000)]
    found = learning.learn(lessons)
    assert found.options["bell"]["glocke"][0] > 0.9
    assert len(found.source_counts) < 150


def test_two_segments_in_one_gap_are_marked_unless_a_reviewer_has_unlinked_them() -> None:
    source, target = "`a` One.\n\nTwo 7.\n\n`b` Three.", "`a` Eins.\n\nSiehe [Handbuch](x.md).\n\n`b` Drei."
    units = align(source, target).units
    assert [(unit.bead, unit.reasons) for unit in units if unit.bead != "1-1"] == [
        ("0-1", ("alone", "gap")),
        ("1-0", ("alone", "gap")),
    ]
    unlinked = Links(tuple(((unit.source.span,), ()) for unit in units if unit.source and not unit.target))
    assert "gap" not in {reason for unit in align(source, target, links={0: unlinked}).units for reason in unit.reasons}
