"""Rules about placeholders and variables that are missing, translated, or split by spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import visible, whole_target
from loc_align.checks.messages import fewer, missing
from loc_align.model import Edit, Span

_PLACEHOLDER = re.compile(
    r"""
      \{\{(?![<%\#/])[^{}\n]{1,60}\}\}                                # {{ name }}, but no shortcode
    | \$\{[^{}\n]{1,60}\}                                             # ${name}
    | (?<![\\_^}$])\{[0-9]{1,3}(?:[,:][^{}\n]{1,20})?\}               # {0}, {0:n2}
    | (?<![\\_^}$\w])\{[A-Za-z_]\w*\}                                 # {name}
    | (?<![\w%])%(?:\d+\$)?[-+\#0]?\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[sdifuxXc@](?![\w%])   # %s, %1$d, %.2f
    """,
    re.VERBOSE,
)
_VARIABLE = re.compile(
    r"""
      (?<![\w%])%[A-Za-z_][\w()]*%(?!\w)      # %APPDATA%
    | \$\{?env:\w+\}? | \$\([A-Za-z_][\w.:]*\) # $env:PATH, $(name)
    | (?<![\w$])\$[A-Za-z_]\w+\$?             # $HOME, $SERVER$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAME_FOR_PEOPLE = re.compile(r"\{[a-z_]\w*\}")
"""Some authors write such a placeholder for people, so that translators translate it."""

_NAMED_BY_PEOPLE = re.compile(r"\$[A-Z][a-z]+")
"""Readers choose such a name themselves, so that a document may translate it everywhere."""

_TEX = re.compile(r"(?<!\\)\\[a-z]{2,}\s?[{_^]|\$\$")
_MAX_NAMES = 100
"""The maximum number of different names to look for in a segment, which bounds the time. Real segments have a few."""


def code_placeholder(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for placeholders in the source that are missing from the target, translated, or split by spaces.

    Placeholders are ``{0}``, ``{{name}}``, ``${name}``, and ``%s``. Because ``{name}`` can be text for people as well,
    a missing one is only a warning. You may translate text in ``<angle brackets>``.

    Why: A program replaces the placeholder with a value. It recognizes the placeholder only by its exact spelling.

    Fails:
        Wait {0} seconds. → Attendez { 0 } secondes.

    Passes:
        Wait {0} seconds. → Attendez {0} secondes.
    """
    if "{" in pair.source or "%" in pair.source:
        yield from _missing(pair, _PLACEHOLDER, "placeholder")


def code_variable(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for variables in the source that are missing from the target, translated, or split by spaces.

    Case doesn't matter.

    Why: The system knows variables such as ``%APPDATA%``, ``$env:PATH``, and ``$HOME`` only by their names.

    Fails:
        See %APPDATA%. → Siehe % APPDATA %.

    Passes:
        See %APPDATA%. → Siehe %AppData%.
    """
    if "%" in pair.source or "$" in pair.source:
        yield from _missing(pair, _VARIABLE, "variable")


def _missing(pair: Pair, pattern: re.Pattern[str], noun: str) -> Iterator[Finding]:
    if not pattern.search(pair.source):
        return
    names = pattern.findall(visible(pair.source_inline))
    wanted = Counter(map(str.lower, names))
    if not wanted or _TEX.search(pair.source):
        return
    target = pair.target_plain.lower()
    missing_names = [name for name, count in islice(wanted.items(), _MAX_NAMES) if _count(name, target) < count]
    if not missing_names:
        return
    spaced = [found for name in missing_names if (found := _find_spaced(name, pair.target))]
    if spaced:
        as_written = {name.lower(): name for name in names}
        yield from (_spaces_finding(found, noun, as_written) for found in spaced)
    else:
        as_written = {name.lower(): name for name in names}
        counts = {as_written[name]: (_count(name, target), wanted[name]) for name in missing_names}
        kept = all(count for count, _ in counts.values())
        for_people = kept or all(map(_NAME_FOR_PEOPLE.fullmatch, missing_names))
        message = fewer(noun, counts) if kept else missing(noun, [*counts])
        term = next(iter(counts)) if len(counts) == 1 and _NAMED_BY_PEOPLE.fullmatch(next(iter(counts))) else None
        yield Finding(whole_target(pair), message, severity="warning" if for_people else None, term=term)


def _count(name: str, target: str) -> int:
    """Return how often a name is in a target. Spaces inside the name, if it has any, are optional."""
    return len(_spaced_pattern(name).findall(target)) if " " in name else target.count(name)


def _find_spaced(name: str, target: str) -> re.Match[str] | None:
    """Return the first match of a name with spaces that the name itself doesn't have."""
    matches = () if " " in name else _spaced_pattern(name).finditer(target)
    return next((found for found in matches if found[0].lower() != name), None)


def _spaced_pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"[ \u00a0]*".join(map(re.escape, name.replace(" ", ""))), re.IGNORECASE)


def _spaces_finding(found: re.Match[str], noun: str, as_written: Mapping[str, str]) -> Finding:
    span = Span(*found.span())
    closed = re.sub(r"[ \u00a0]+", "", found[0])
    own = as_written.get(closed.lower(), closed)
    return Finding(span, f'{noun} "{closed}" contains spaces; remove them', (Edit(span, own),))


RULES = (
    Rule(
        "code-placeholder",
        "error",
        "A placeholder is missing or changed",
        code_placeholder,
        fixable=True,
        triggers=frozenset("{%"),
    ),
    Rule(
        "code-variable",
        "error",
        "A variable is missing or changed",
        code_variable,
        fixable=True,
        triggers=frozenset("%$"),
    ),
)
