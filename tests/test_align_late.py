"""Late segmentation: text without sentence-final punctuation is segmented to fit the sentences of the other side."""

from __future__ import annotations

import numpy as np
import pytest

from loc_align.alignment.by_content import align_by_content
from loc_align.alignment.by_content.late_segmentation.borders import Borders
from loc_align.alignment.by_content.late_segmentation.cuts import best_cuts
from loc_align.alignment.by_content.late_segmentation.spaces import at_spaces
from loc_align.alignment.by_content.parameters import LATE_PIECES
from loc_align.alignment.by_content.segments.side import read_side
from loc_align.documents import parse
from loc_align.markdown.inline import parse as parse_inline

_PAIRS = (
    ("Open the file {n}.", "ba fo{n}x {n}"),
    ("Close the red window.", "ku ri wo"),
    ("Save the blue box.", "sa bu bo"),
)


def test_spaces_in_codes_and_brackets_are_no_places_to_cut() -> None:
    text = "one two `a b` (c d) [e f](g) three"
    assert at_spaces(parse_inline(text)) == (4, 8, 14, 20, 29)


def test_a_text_without_marks_is_cut_by_the_other_sides_sentences() -> None:
    blocks = [[(own.format(n=n * 7), other.format(n=n * 7)) for own, other in _PAIRS] for n in range(1, 9)]
    source = "\n\n".join(" ".join(own for own, _ in block) for block in blocks)
    target = "\n\n".join(" ".join(other for _, other in block) for block in blocks)
    pair = (parse(source.encode()), parse(target.encode()))
    (bitext,) = align_by_content([pair], target_lang="th").bitexts
    found = [(unit.source.text, unit.target.text) for unit in bitext.units if unit.source and unit.target]
    wanted = [pair for block in blocks for pair in block]
    assert sum(pair in found for pair in wanted) >= 20


def test_a_bracket_without_its_partner_keeps_nothing_together() -> None:
    assert at_spaces(parse_inline("one ( two „a b“ three")) == (4, 6, 10, 16)


def test_the_borders_of_blocks_tell_how_segments_begin_and_end() -> None:
    text = "\n\n".join("Ma bo ku. so ti na" for _ in range(50))
    side = read_side(parse(text.encode()), lambda _: at_spaces, ())
    borders = Borders([side])
    first, last = borders.looks(side, first=True), borders.looks(side, first=False)
    assert (int(first[:6].argmax()), int(last[:6].argmax())) == (0, 5)


@pytest.mark.parametrize(
    ("wanted", "pieces"),
    [
        ([(0, 2), (2, 4)], (2,)),
        ([(1, 2), (2, 4)], (1, 2)),
        ([(0, 1), None, (3, 4)], (1, 3)),
        ([None, (0, 4)], ()),
    ],
)
def test_a_sentence_and_pieces_may_stay_without_a_partner(
    wanted: list[tuple[int, int] | None], pieces: tuple[int, ...]
) -> None:
    rows = [np.full((5, 5), -9.0) for _ in wanted]
    for row, at in zip(rows, wanted, strict=True):
        if at:
            row[at] = 9.0
    assert best_cuts([{"bias": row} for row in rows], np.ones(4)).pieces == pieces


def test_more_spaces_than_pieces_are_allowed_keep_the_longer_pieces() -> None:
    text = "a " * 500 + "long enough to stay "
    assert len(at_spaces((text * 3,))) < LATE_PIECES
