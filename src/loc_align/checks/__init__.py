"""Rules that find faults in localized documents, one module a family, and the table of them all."""

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
    structure,
    terminology,
    text,
)
from loc_align.checks.base import Finding, Options, Pair, Rule, Severity, Subject

__all__ = ["RULES", "Finding", "Options", "Pair", "Rule", "Severity", "Subject"]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.id: rule
        for family in (
            markup,
            codes,
            links,
            directives,
            numbers,
            text,
            locales,
            pairs,
            front_matter,
            structure,
            terminology,
        )
        for rule in family.RULES
    }
)
"""Every rule, by its id."""
