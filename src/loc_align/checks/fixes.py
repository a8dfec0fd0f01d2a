"""Applies safe fixes to a text."""

from __future__ import annotations

from collections.abc import Iterable

from loc_align.model import Edit, Problem
from loc_align.text import apply_edits

MAX_ROUNDS = 8
"""The maximum number of times to check and fix a text. A fix can reveal another problem."""


def apply_fixes(text: str, problems: Iterable[Problem]) -> tuple[str, int]:
    """Apply the fixes that can be applied together.

    If several fixes touch the same text, the first one is applied, and the others wait for the next round.

    Args:
        text: the text with the problems.
        problems: the problems in the text.

    Returns:
        The new text, and the number of problems that were fixed.
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
