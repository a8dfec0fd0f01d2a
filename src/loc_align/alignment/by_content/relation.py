"""Whether two documents belong together: how much of them was aligned, on what evidence, and how their titles fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import sqrt

from loc_align.alignment.by_content.parameters import FEATURES, LIMIT
from loc_align.alignment.by_content.search.path import Bead
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, HEADING, VALUE, Side
from loc_align.alignment.by_content.tokens import INVARIANT

_UNTITLED = 0.5
"""What is taken for the fit of the first headings where they are no bead."""
_EVIDENCE = FEATURES.index("evidence")
_TELLING = 0.3
"""A bead with more evidence than this rests on words or on what every language keeps, not only on its place."""
_ABBREVIATION = re.compile(r"[A-Z0-9]+s?")
"""What translators translate, such as ``FAQ``."""
_PART = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
_TITLE = "title"


def relation(sides: tuple[Side, Side], beads: Sequence[Bead]) -> dict[str, float]:
    """What tells whether two documents belong together.

    Args:
        sides: the items of source and target.
        beads: those of segments.

    Returns:
        ``share`` is the share of their letters that is in beads, ``evidence`` that in beads that rest on words or on
        text that every language keeps. Both are geometric means of the two documents. ``title`` tells how well their
        titles and first headings fit, up to 1; pages that are made from one template differ in these. ``names`` is 1
        if each title names something that the other one doesn't, such as a function, and 0 otherwise.
    """
    telling = [bead for bead in beads if bead.given or (bead.values and bead.values[_EVIDENCE] > _TELLING)]
    own, other = (_names(side) for side in sides)
    return {
        "share": _share(sides, beads),
        "evidence": _share(sides, telling),
        _TITLE: _fit(sides, beads),
        "names": float(bool(own - other and other - own)),
    }


def _fit(sides: tuple[Side, Side], beads: Sequence[Bead]) -> float:
    source = sides[0]
    first, other = (next(_headings(side), -1) for side in sides)
    headings = (bead.score for bead in beads if (bead.source[0], bead.target[0]) == (first, other))
    titles = (bead.score for bead in beads if _is_title(source, bead.source[0]))
    return min(next(headings, _UNTITLED * LIMIT), *titles, LIMIT) / LIMIT


def _names(side: Side) -> set[str]:
    """The parts of the names in a title and in the first heading that no translator changes: code and identifiers."""
    titles = [item for item in range(len(side)) if _is_title(side, item)]
    return {
        part[0]
        for item in [*titles, *(heading for heading in [next(_headings(side), None)] if heading is not None)]
        for name in _written(side.words[item], side.texts[item])
        for part in _PART.finditer(name.lower())
    }


def _written(words: Sequence[str], text: str) -> Iterator[str]:
    """The names among the words of a title, as they are written."""
    # Some letters, such as the Turkish İ, become two in lower case, which would move what follows them.
    lower = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    for word in words:
        at = lower.find(word[1:]) if word.startswith(INVARIANT) else -1
        name = text[at : at + len(word) - 1]
        if at >= 0 and not _ABBREVIATION.fullmatch(name):
            yield name


def _headings(side: Side) -> Iterator[int]:
    return (item for item, group in enumerate(side.group.tolist()) if group == HEADING)


def _is_title(side: Side, item: int) -> bool:
    return bool(side.group[item] == VALUE) and side.keys[item] == _TITLE


def _share(sides: tuple[Side, Side], beads: Sequence[Bead]) -> float:
    own, other = (
        sum(float(side.length[item]) for bead in beads for item in (bead.source, bead.target)[number])
        / max(1.0, float(side.length[side.group < FIRST_STRUCTURAL].sum()))
        for number, side in enumerate(sides)
    )
    return sqrt(own * other)
