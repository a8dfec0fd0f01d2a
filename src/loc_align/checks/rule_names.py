"""The names by which users select rules and families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from loc_align.checks import FAMILIES, FAMILY_OF, RULES

ALL = "all"
NAMES = (ALL, *FAMILIES, *RULES)
"""Every name that selects rules."""


def rule_ids(names: Iterable[str]) -> Iterator[str]:
    """Yield the IDs of the rules that names stand for. A rule that is off by default must be named by its ID."""
    for name in names:
        yield from (rule for rule in rules_of(name) if rule == name or RULES[rule].severity != "off")


def rules_of(name: str) -> Iterator[str]:
    """Return the IDs of all rules that a name stands for."""
    return (rule for rule, family in FAMILY_OF.items() if name in {ALL, family, rule})


def unknown_name(name: object, known: Iterable[str], noun: str) -> str:
    """Return the message about an unknown name, with the closest known one.

    Args:
        name: the unknown name.
        known: the known names.
        noun: what the names are, such as ``rule``.
    """
    names = list(known)
    near = get_close_matches(name, names, 1) if isinstance(name, str) else []
    every = f"use one of {', '.join(names)}" if names else "remove it"
    listed = "run `loc-align rules` for a list" if RULES.keys() & names else every
    return f"unknown {noun} {name!r}; {f'did you mean {near[0]!r}?' if near else listed}"
