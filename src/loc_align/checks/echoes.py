"""Drops problems that only repeat another one: one fault is one problem."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

from loc_align.model import Problem

_Where = Literal["line", "span", "text"]
"""Where the other problem must be: on a line of the echo, in its span, or on a line and naming the same text."""

_CHARACTERS = ("text-invisible", "text-broken")
_ECHOES: Mapping[str, tuple[tuple[tuple[str, ...], _Where], ...]] = MappingProxyType(
    {
        "code-span": ((_CHARACTERS, "span"),),
        "directive-block": ((("directive-parity",), "text"),),
        "directive-inline": ((("directive-parity",), "text"),),
        "directive-maker": ((_CHARACTERS, "span"), (("structure-blocks", "text-loop"), "line")),
        "directive-parity": ((("directive-alert",), "line"),),
        "link-broken": ((("link-frame",), "span"),),
        "link-destination": ((_CHARACTERS, "span"),),
        "link-image": ((_CHARACTERS, "span"),),
        "number-added": ((("structure-blocks",), "line"),),
        "structure-blocks": ((("structure-opening",), "line"),),
        "structure-codes": ((("link-", "code-", "directive-"), "text"), (("structure-blocks", "text-loop"), "line")),
        "structure-tables": ((("structure-table-row", "structure-table-cell"), "line"),),
        "text-invisible": ((("text-broken",), "line"),),
        "text-length": ((("text-loop", "text-broken"), "line"),),
    }
)
"""The rules that can echo others: the rules, or the families, that see the cause."""
_ABOVE: Final = 10
"""How many problems that start above a line can reach down to it; the rules about blocks report no more."""
_LEVELS: Final = ("off", "info", "warning", "error")
_QUOTED = re.compile(r'"([^"]{3,}?)…?"')


def without_echoes(problems: Sequence[Problem]) -> Iterable[Problem]:
    """Yield the problems that aren't echoes of another one that is at least as severe.

    Args:
        problems: the problems of a document.
    """
    if not any(problem.rule in _ECHOES for problem in problems):
        yield from problems
        return
    by_rule = defaultdict[str, list[Problem]](list)
    for problem in sorted(problems, key=_start):
        by_rule[problem.rule].append(problem)
    for problem in problems:
        if not any(
            _is_echo(problem, found, where)
            for causes, where in _ECHOES.get(problem.rule, ())
            for rule, found in by_rule.items()
            if rule.startswith(causes)
        ):
            yield problem


def _is_echo(problem: Problem, causes: Sequence[Problem], where: _Where) -> bool:
    if where == "span":
        return _is_around(problem, causes)
    for at in range(max(0, bisect_left(causes, problem.line, key=_line) - _ABOVE), len(causes)):
        cause = causes[at]
        if cause.line > problem.end_line:
            return False
        if cause.end_line >= problem.line and _is_as_severe(cause, problem) and _is_same(problem, cause, where):
            return True
    return False


def _is_around(problem: Problem, causes: Sequence[Problem]) -> bool:
    """Return whether the span of a problem contains a cause."""
    for at in range(bisect_left(causes, problem.span.start, key=_start), len(causes)):
        cause = causes[at]
        if cause.span.start > problem.span.end:
            return False
        if cause.span.end <= problem.span.end and _is_as_severe(cause, problem):
            return True
    return False


def _is_as_severe(cause: Problem, problem: Problem) -> bool:
    return _LEVELS.index(cause.severity) >= _LEVELS.index(problem.severity)


def _is_same(problem: Problem, cause: Problem, where: _Where) -> bool:
    if where == "line":
        return True
    return any(text in cause.message for text in _QUOTED.findall(problem.message))


def _start(problem: Problem) -> int:
    return problem.span.start


def _line(problem: Problem) -> int:
    return problem.line
