"""Which rules are to run, how much each matters, and with which options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from loc_align.checks import RULES
from loc_align.checks.base import Options, Rule
from loc_align.model import Severity


class ActiveRule(Struct, frozen=True):
    """A rule that is to run."""

    rule: Rule
    severity: Severity
    options: Options

    def __reduce__(self) -> tuple[object, ...]:
        """Travel by the rule's name: a worker process has the rules itself."""
        return _active, (self.rule.id, self.severity, dict(self.options))


def _active(rule: str, severity: Severity, options: dict[str, object]) -> ActiveRule:
    return ActiveRule(RULES[rule], severity, MappingProxyType(options))


Settings = tuple[ActiveRule, ...]
"""The rules that are to run, in the order of the table."""


def active_rules(
    rules: Iterable[str] | None = None,
    severities: Mapping[str, Severity] = MappingProxyType({}),
    options: Mapping[str, Options] = MappingProxyType({}),
) -> Settings:
    """Put settings together.

    Args:
        rules: the ids of the rules to run; without them, all that are not off.
        severities: other severities than the rules' own, by the id of the rule.
        options: other options than the rules' own, by the id of the rule.

    Returns:
        The rules in the order of their table. One that is named although it is off by default is a warning.
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
