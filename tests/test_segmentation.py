"""Text cut into sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest

from loc_align import inline
from loc_align.segmentation import cut


def sentences(text: str, lang: str = "en-US") -> list[str]:
    parts = inline.parse(text)
    return [text[first:last] for first, last in pairwise([0, *cut(parts, lang), len(text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One. ", "Two."]),
        ("**Note.** Next.", ["**Note.** ", "Next."]),
        ("Stop. **Next** one.", ["Stop. ", "**Next** one."]),
        ("**Note**  \nNext.", ["**Note**  \n", "Next."]),
        ("First<br>Second", ["First<br>", "Second"]),
        ("See `a. B`. `C` is next.", ["See `a. B`. ", "`C` is next."]),
        ("**One. Two.** Three.", ["**One. Two.** ", "Three."]),
        ("![One. Two.](p.png) Three. Four.", ["![One. Two.](p.png) Three. ", "Four."]),
        ("", [""]),
    ],
)
def test_cuts_go_between_codes(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
