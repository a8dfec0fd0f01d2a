"""Late cutting: a side without sentence marks is cut where the other side's sentences ask for it."""

from __future__ import annotations

from loc_align.align.by_content import align_by_content
from loc_align.align.by_content.late import at_spaces
from loc_align.inline import parse as parse_inline
from loc_align.parse import parse

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
