"""Chooses the safe fixes that can be applied together."""

from __future__ import annotations

from collections.abc import Iterable

from loc_align.model import Edit, Problem

MAX_ROUNDS = 8
"""The maximum number of times to check and fix a text. A fix can reveal another problem."""


def choose_fixes(problems: Iterable[Problem]) -> tuple[list[Edit], int]:
    """Choose the fixes that can be applied together.

    If several fixes touch the same text, the first one is chosen, and the others wait for the next round.

    Args:
        problems: the problems of a document.

    Returns:
        The edits, and the number of problems that they fix.
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
    return edits, count


def _start(problem: Problem) -> int:
    return min(edit.span.start for edit in problem.fix)
