"""``loc-align rules``: which rules there are, and what one of them is about."""

from __future__ import annotations

import json

import click

from loc_align.checks import FAMILIES, RULES, Rule
from loc_align.checks.documentation import render_markdown
from loc_align.checks.rule_names import unknown_name
from loc_align.errors import UsageError


def explain(name: str) -> str:
    """A rule's page.

    Raises:
        UsageError: there is no such rule.
    """
    if name not in RULES:
        raise UsageError(unknown_name(name, RULES, "rule"))
    return render_markdown(RULES[name])


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form of output."
)
def rules(form: str) -> None:
    """List the rules of `check`, family by family.

    \b
    Examples:
      loc-align rules
      loc-align check --explain link-destination
    """  # noqa: D301 - click wants the character
    if form == "json":
        families = [{"family": name, "rules": list(map(_as_json, members))} for name, members in FAMILIES.items()]
        click.echo(json.dumps({"version": 1, "families": families}, indent=2, ensure_ascii=False))
        return
    width = max(map(len, RULES))
    for name, members in FAMILIES.items():
        click.echo(f"{name}:")
        for rule in members:
            fix = " (--fix)" if rule.fixable else ""
            click.echo(f"  {rule.id:<{width}}  {rule.severity:<7}  {rule.summary}{fix}")


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
