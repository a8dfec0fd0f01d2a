"""The names of rules and families, as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from loc_align.checks import FAMILIES, FAMILY_OF, RULES

ALL = "all"
NAMES = (ALL, *FAMILIES, *RULES)
"""What selects rules."""


def rule_ids(names: Iterable[str]) -> Iterator[str]:
    """The ids that rules and families stand for; a rule that is off by default must be named itself."""
    for name in names:
        yield from (rule for rule in rules_of(name) if rule == name or RULES[rule].severity != "off")


def rules_of(name: str) -> Iterator[str]:
    """The ids of all the rules that a name stands for."""
    return (rule for rule, family in FAMILY_OF.items() if name in {ALL, family, rule})


def unknown_name(name: object, known: Iterable[str], noun: str) -> str:
    """What to say of a name that is none, with the nearest right one.

    Args:
        name: what was written.
        known: the names there are.
        noun: what they are names of.
    """
    names = list(known)
    near = get_close_matches(name, names, 1) if isinstance(name, str) else []
    every = f"use one of {', '.join(names)}" if names else "it takes none"
    cure = f"did you mean {near[0]!r}?" if near else "`loc-align rules` lists them" if RULES.keys() & names else every
    return f"no {noun} {name!r}; {cure}"
