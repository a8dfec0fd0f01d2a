"""The names by which users select rules and families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal

from loc_align.checks import FAMILIES, FAMILY_OF, RULES

Side = Literal["both", "target", "source"]
"""Whose problems to report: those of the target, those of the source, or both."""
ALL = "all"
_SOURCE = "source"
NAMES = (ALL, *FAMILIES, *RULES)
"""Every name that selects rules."""

_SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        synonym: family
        for family, synonyms in {
            "codes": "html placeholders tags variables",
            "directives": "alerts includes notes tabs",
            "front-matter": "metadata title yaml yml",
            "links": "addresses anchors hrefs images urls",
            "locales": "languages",
            "markup": "ids spans",
            "numbers": "dates digits times versions",
            "pairs": "alignment consistency",
            "source": "authors original originals readiness",
            "structure": "blocks headings lists tables",
            "suppressions": "comments disable ignore noqa",
            "terminology": "glossary glossaries terms vocabulary",
            "text": "punctuation spaces spacing spelling typography whitespace",
        }.items()
        for synonym in synonyms.split()
    }
)
"""Other words for families, which are suggested in their place."""
_SHORTEST_START = 3
"""From this length on, the first characters of a name stand for the name."""


def rule_ids(names: Iterable[str]) -> Iterator[str]:
    """Yield the IDs of the rules that names stand for. A rule that is off by default must be named by its ID."""
    for name in names:
        yield from (rule for rule in rules_of(name) if rule == name or RULES[rule].severity != "off")


def rules_of(name: str) -> Iterator[str]:
    """Return the IDs of all rules that a name stands for."""
    return (rule for rule, family in FAMILY_OF.items() if name in {ALL, family, rule})


def names_on_side(side: Side, select: Sequence[str], ignore: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which names to select and to ignore for the problems of one side.

    Args:
        side: the side whose problems are wanted.
        select: the names of the wanted rules and families; empty for all.
        ignore: the names of the unwanted ones.
    """
    if side == "target":
        return tuple(select), (*ignore, _SOURCE)
    if side == "source":
        families = {FAMILY_OF[rule] for names in select for name in names.split(",") for rule in rules_of(name)}
        about = (f"{_SOURCE}-{family}" for family in FAMILIES if family in families)
        return (tuple(rule for rule in about if rule in RULES) if select else ()) or (_SOURCE,), tuple(ignore)
    return tuple(select), tuple(ignore)


def unknown_name(name: object, known: Iterable[str], noun: str) -> str:
    """Return the message about an unknown name, with the closest known one.

    Args:
        name: the unknown name.
        known: the known names.
        noun: what the names are, such as ``rule``.
    """
    names = list(known)
    near = _similar(name, names) if isinstance(name, str) else None
    every = f"use one of {', '.join(names)}" if names else "remove it"
    listed = "run `loc-align rules` for a list" if RULES.keys() & names else every
    return f"unknown {noun} {name!r}; {f'did you mean {near!r}?' if near else listed}"


def _similar(name: str, known: Sequence[str]) -> str | None:
    """Return the known name that is most likely meant."""
    lowered = name.strip().lower().replace("_", "-")
    synonyms = (_SYNONYMS.get(lowered), _SYNONYMS.get(f"{lowered}s"))
    candidates = (
        *(synonym for synonym in synonyms if synonym in known),
        *(item for item in known if len(lowered) >= _SHORTEST_START and item.startswith(lowered)),
        *get_close_matches(lowered, known, 1),
    )
    return next(iter(candidates), None)
