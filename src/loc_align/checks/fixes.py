"""Safe fixes put into a text."""

from __future__ import annotations

from collections.abc import Iterable

from loc_align.model import Edit, Problem
from loc_align.text import apply_edits

MAX_ROUNDS = 8
"""So often a text is checked and mended: what one fix covers, the next round sees."""


def apply_fixes(text: str, problems: Iterable[Problem]) -> tuple[str, int]:
    """Mend the problems that can be mended together.

    Of fixes that touch the same place, the first is made and the others wait for the next round.

    Args:
        text: the text that the problems were found in.
        problems: what was found.

    Returns:
        The new text, and how many problems were mended.
    """
    edits: list[Edit] = []
    done = 0
    count = 0
    for problem in sorted((problem for problem in problems if problem.fix), key=_start):
        if problem.fix == tuple(edits[-len(problem.fix) :]):
            count += 1
        elif _start(problem) >= done:
            edits += problem.fix
            done = max(edit.span.end for edit in problem.fix) + 1
            count += 1
    return apply_edits(text, edits), count


def _start(problem: Problem) -> int:
    return min(edit.span.start for edit in problem.fix)
