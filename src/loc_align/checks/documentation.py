"""The documentation of rules, made from their docstrings."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc
from textwrap import dedent

from msgspec import Struct

from loc_align.checks import FAMILY_OF
from loc_align.checks.base import Rule

_SECTIONS = ("Why", "Fails", "Passes", "Options")


class RuleDocumentation(Struct, frozen=True):
    """The parts of a rule's docstring."""

    what: str
    """What the rule checks for."""
    why: str
    """Why a problem matters."""
    fails: str
    """Examples that the rule reports."""
    passes: str
    """Examples that the rule doesn't report."""
    options: Mapping[str, str]
    """What each option does, by its name."""


def parse_documentation(rule: Rule) -> RuleDocumentation:
    """Split a rule's docstring into what the rule does and its sections ``Why:``, ``Fails:``, and so on."""
    parts: dict[str, list[str]] = {"": [], **{section: [] for section in _SECTIONS}}
    part = ""
    for line in cleandoc(rule.check.__doc__ or "").splitlines():
        title, colon, rest = line.partition(":")
        if colon and title in _SECTIONS:
            part, line = title, rest.lstrip()  # noqa: PLW2901 - the rest of the line belongs to the section
        parts[part].append(line)
    what, why, fails, passes, options = (dedent("\n".join(lines)).strip("\n") for lines in parts.values())
    return RuleDocumentation(what, why, fails, passes, _options(options))


def _options(section: str) -> Mapping[str, str]:
    lines = section.replace("\n ", " ").splitlines()
    return {name: " ".join(text.split()) for name, _, text in (line.partition(":") for line in lines)}


def render_markdown(rule: Rule) -> str:
    """Return the page of a rule as Markdown."""
    text = parse_documentation(rule)
    parts = [
        f"# {rule.id}",
        f"{rule.summary}.",
        _facts(rule),
        "## What it does",
        text.what,
        "## Why is this bad?",
        text.why,
        "## Example",
        "Fails:",
        _example(rule, text.fails),
        "Passes:",
        _example(rule, text.passes),
    ]
    if rule.options:
        rows = [f"| `{name}` | {_default(rule.options[name])} | {text.options[name]} |" for name in rule.options]
        parts += ["## Options", "\n".join(("| Option | Default | Meaning |", "|---|---|---|", *rows))]
    return "\n\n".join(parts) + "\n"


def _facts(rule: Rule) -> str:
    facts = [f"Family: `{FAMILY_OF.get(rule.id, '')}`", f"default severity: `{rule.severity}`"]
    if rule.languages:
        facts.append(f"target languages: {', '.join(f'`{lang}`' for lang in sorted(rule.languages))}")
    if rule.fixable:
        facts.append("fixable with `--fix`")
    return f"{'; '.join(facts)}."


def _default(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{item}`".replace("|", "\\|") for item in value) or "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _example(rule: Rule, text: str) -> str:
    """Return examples of segments as they are. Other examples are descriptions in Markdown."""
    if rule.scope != "pair":
        return text
    fence = "~~~" if "```" in text else "```"
    return f"{fence}text\n{text}\n{fence}"
