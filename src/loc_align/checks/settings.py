"""Which rules run, with which severities and options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from loc_align.checks import RULES
from loc_align.checks.base import Options, Rule
from loc_align.model import Severity


class ActiveRule(Struct, frozen=True):
    """A rule that runs, with its severity and options."""

    rule: Rule
    severity: Severity
    options: Options

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the rule by its ID, because worker processes have the table of rules."""
        return _active, (self.rule.id, self.severity, dict(self.options))


def _active(rule: str, severity: Severity, options: dict[str, object]) -> ActiveRule:
    return ActiveRule(RULES[rule], severity, MappingProxyType(options))


Settings = tuple[ActiveRule, ...]
"""The rules that run, in the order of the table."""


def active_rules(
    rules: Iterable[str] | None = None,
    severities: Mapping[str, Severity] = MappingProxyType({}),
    options: Mapping[str, Options] = MappingProxyType({}),
) -> Settings:
    """Return the rules that run.

    Args:
        rules: the IDs of the rules to run. By default, all rules that are not off.
        severities: severities that replace the default ones, by rule ID.
        options: options that replace the default ones, by rule ID.

    Returns:
        The rules in the order of the table. A rule that is off by default but selected has the severity ``warning``.
    """
    wanted = None if rules is None else frozenset(rules)
    active = []
    for rule in RULES.values():
        severity = severities.get(rule.id, rule.severity)
        if severity == "off" and wanted is not None and rule.id not in severities:
            severity = "warning"
        if severity != "off" and (wanted is None or rule.id in wanted):
            chosen = {**rule.options, **options.get(rule.id, {})}
            active.append(ActiveRule(rule, severity, MappingProxyType(chosen)))
    return tuple(active)
