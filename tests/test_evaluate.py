"""The evaluation: which pairs count as found, exact, or correctly unaligned."""

from __future__ import annotations

import pytest

from loc_align.alignment.evaluation.scoring import Counts, ReferencePair, evaluate, reliability
from loc_align.model import Span

SOURCE = "One two three. Four five six. Seven."
TARGET = "Eins zwei drei. Vier fünf sechs. Acht."
REFERENCE = (
    ReferencePair(Span(0, 14), Span(0, 15)),
    ReferencePair(Span(15, 29), Span(16, 32)),
    ReferencePair(Span(30, 36), None),
    ReferencePair(None, Span(33, 38)),
)
EXACT = ((Span(0, 14),), (Span(0, 15),), 0.9), ((Span(15, 29),), (Span(16, 32),), 0.8)


def counts(*beads: tuple[tuple[Span, ...], tuple[Span, ...], float]) -> Counts:
    return evaluate(SOURCE, TARGET, REFERENCE, beads).counts


def test_the_reference_itself_is_perfect() -> None:
    found = counts(*EXACT)
    assert found == Counts(2, 2, 2, 2, 2, 2, 2, 2, 0)
    assert (found.f1, found.strict, found.unaligned_f1) == (1.0, 1.0, 1.0)


def test_nothing_found_scores_nothing() -> None:
    found = counts()
    assert (found.f1, found.strict) == (0.0, 0.0)
    assert found.unaligned_f1 == pytest.approx(0.5)


def test_everything_in_one_bead_is_no_alignment() -> None:
    assert counts(((Span(0, 36),), (Span(0, 38),), 1.0)).f1 == 0.0


def test_a_bead_with_the_wrong_partner_is_wrong() -> None:
    found = evaluate(SOURCE, TARGET, REFERENCE, [((Span(0, 14),), (Span(16, 32),), 0.7)])
    assert found.counts.precision == 0.0
    assert found.beads == ((0.7, False),)
    assert [verdict.found for verdict in found.verdicts] == [False, False, True, True]


def test_pieces_that_make_up_a_pair_find_it() -> None:
    pieces = ((Span(0, 7),), (Span(0, 9),), 0.9), ((Span(8, 14),), (Span(10, 15),), 0.9)
    found = counts(*pieces, EXACT[1])
    assert (found.f1, found.exact) == (1.0, 1)


def test_markup_and_addresses_do_not_count() -> None:
    source, target = "[One](a/b.md) two", "<b>Eins</b> zwei"
    reference = (ReferencePair(Span(1, 17), Span(3, 16)),)
    assert evaluate(source, target, reference, [((Span(0, 17),), (Span(0, 16),), 1.0)]).counts.exact == 1


def test_reliability_groups_beads_by_their_score() -> None:
    rows = reliability([(0.95, True), (0.91, True), (0.99, False), (0.2, False)])
    assert [(low, high, count) for low, high, count, *_ in rows] == [(0.2, 0.3, 1), (0.9, 1.0, 3)]
    assert [round(part, 3) for part in rows[1][3:]] == [0.95, 0.667]
