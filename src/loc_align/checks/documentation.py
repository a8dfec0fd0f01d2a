"""A rule's page, made from its docstring."""

from __future__ import annotations

from inspect import cleandoc
from textwrap import dedent

from msgspec import Struct

from loc_align.checks import FAMILY_OF
from loc_align.checks.base import Rule


class RuleDocumentation(Struct, frozen=True):
    """What a rule's docstring says."""

    what: str
    """What is wrong where the rule finds something."""
    why: str
    """Why it matters."""
    fails: str
    """Examples that the rule finds."""
    passes: str
    """Examples that it does not find."""


def parse_documentation(rule: Rule) -> RuleDocumentation:
    """Take a rule's docstring apart: what comes first, then ``Why:``, ``Fails:`` and ``Passes:``."""
    parts: dict[str, list[str]] = {"what": [], "why": [], "fails": [], "passes": []}
    part = "what"
    for line in cleandoc(rule.check.__doc__ or "").splitlines():
        title, colon, rest = line.partition(":")
        if colon and title in {"Why", "Fails", "Passes"}:
            part, line = title.lower(), rest.lstrip()  # noqa: PLW2901 - the rest of the line belongs to the part
        parts[part].append(line)
    return RuleDocumentation(**{name: dedent("\n".join(lines)).strip("\n") for name, lines in parts.items()})


def render_markdown(rule: Rule, level: int = 1) -> str:
    """A rule's page as Markdown.

    Args:
        rule: the rule.
        level: the level of its heading.
    """
    text = parse_documentation(rule)
    mark = "#" * level
    parts = [
        f"{mark} {rule.id}",
        f"{rule.summary}.",
        _facts(rule),
        text.what,
        f"{mark}# Why",
        text.why[:1].upper() + text.why[1:],
    ]
    for title, examples in (("Fails", text.fails), ("Passes", text.passes)):
        parts += [f"{mark}# {title}", _fenced(examples)]
    if rule.options:
        rows = [f"| `{name}` | {_option(default)} |" for name, default in rule.options.items()]
        parts += [f"{mark}# Options", "\n".join(("| option | default |", "|---|---|", *rows))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(rule: Rule) -> str:
    facts = [f"family `{FAMILY_OF.get(rule.id, '')}`", f"severity `{rule.severity}`"]
    if rule.languages:
        facts.append(f"for targets in {', '.join(f'`{lang}`' for lang in sorted(rule.languages))}")
    if rule.fixable:
        facts.append("`--fix` mends it")
    return _capital(f"{'; '.join(facts)}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _option(default: object) -> str:
    if isinstance(default, tuple):
        return ", ".join(f"`{item}`" for item in default) or "none"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _fenced(text: str) -> str:
    fence = "~~~" if "```" in text else "```"
    return f"{fence}text\n{text}\n{fence}"
