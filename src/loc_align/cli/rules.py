"""The command ``loc-align rules``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from loc_align.checks import FAMILIES, RULES, Rule
from loc_align.checks.documentation import render_markdown
from loc_align.checks.rule_names import ALL, NAMES, rules_of, unknown_name
from loc_align.cli.options import output
from loc_align.cli.sections import Command
from loc_align.cli.streams import print_json, print_text
from loc_align.cli.types import Names
from loc_align.errors import UsageError


def explain(name: str) -> str:
    """Return the page of a rule.

    Raises:
        UsageError: the rule does not exist.
    """
    if name in FAMILIES:
        raise UsageError(f"{name!r} is a family of rules; run `loc-align rules {name}` for a list")
    if name not in RULES:
        raise UsageError(unknown_name(name, RULES, "rule"))
    return render_markdown(RULES[name])


@click.command(cls=Command)
@click.argument("names", nargs=-1, metavar="[RULE]...", type=Names("name"))
@output(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Format of the output.",
)
def rules(names: tuple[str, ...], form: str) -> None:
    """List the rules of `check` by family.

    RULEs are the rules and families to list. The default is all of them.

    \b
    Examples:
      loc-align rules
      loc-align rules links codes
      loc-align check --explain link-destination
    """  # noqa: D301 - click wants the character
    families = _named([name for item in names for name in item.split(",")])
    if form == "json":
        content = [{"family": name, "rules": list(map(_as_json, members))} for name, members in families.items()]
        print_json({"version": 1, "families": content})
        return
    width = max(len(rule.id) for members in families.values() for rule in members)
    for name, members in families.items():
        print_text(f"{name}:")
        for rule in members:
            fix = " (--fix)" if rule.fixable else ""
            print_text(f"  {rule.id:<{width}}  {rule.severity:<7}  {rule.summary}{fix}")


def _named(names: Sequence[str]) -> Mapping[str, Sequence[Rule]]:
    """Return the families with the selected rules."""
    for name in names:
        if name not in NAMES:
            raise UsageError(unknown_name(name, NAMES, "rule or family"))
    wanted = {rule for name in names or [ALL] for rule in rules_of(name)}
    found = {name: [rule for rule in members if rule.id in wanted] for name, members in FAMILIES.items()}
    return {name: members for name, members in found.items() if members}


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "summary": rule.summary,
        "scope": rule.scope,
        "fixable": rule.fixable,
        "languages": sorted(rule.languages) if rule.languages else None,
        "options": {name: list(item) if isinstance(item, tuple) else item for name, item in rule.options.items()},
    }
