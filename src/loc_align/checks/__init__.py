"""The rules that find problems in localized documents, one module or package per family, and the table of all rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from loc_align.checks import (
    codes,
    directives,
    front_matter,
    links,
    locales,
    markup,
    numbers,
    pairs,
    source,
    structure,
    suppressions,
    terminology,
    text,
)
from loc_align.checks.base import Fact, Finding, LocatedFact, Options, Pair, Rule, Subject, Verdict
from loc_align.model import Severity

__all__ = [
    "FAMILIES",
    "FAMILY_OF",
    "RULES",
    "Fact",
    "Finding",
    "LocatedFact",
    "Options",
    "Pair",
    "Rule",
    "Severity",
    "Subject",
    "Verdict",
]

FAMILIES: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "markup": markup.RULES,
        "codes": codes.RULES,
        "links": links.RULES,
        "directives": directives.RULES,
        "numbers": numbers.RULES,
        "text": text.RULES,
        "locales": locales.RULES,
        "pairs": pairs.RULES,
        "front-matter": front_matter.RULES,
        "structure": structure.RULES,
        "terminology": terminology.RULES,
        "source": source.RULES,
        "suppressions": suppressions.RULES,
    }
)
"""The rules of each family, by its name."""

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rules in FAMILIES.values() for rule in rules})
"""Every rule, by its ID."""

FAMILY_OF: Mapping[str, str] = MappingProxyType(
    {rule.id: family for family, rules in FAMILIES.items() for rule in rules}
)
"""The family of each rule, by the ID of the rule."""
