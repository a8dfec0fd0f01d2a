"""Placeholders and variables: translated, lost, or with spaces in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import quoted_list, visible, whole_target
from loc_align.model import Edit, Span

_PLACEHOLDER = re.compile(
    r"""
      \{\{[^{}\n]{1,60}\}\}                                           # {{ name }}
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
_WORD = re.compile(r"\{[a-z_]\w*\}")
"""Some write so for people what they shall put there, and translate it."""

_TEX = re.compile(r"(?<!\\)\\[a-z]{2,}\s?[{_^]|\$\$")
_MOST = 100
"""So many different names of a segment are looked for, which bounds the time; real ones have a few."""


def code_placeholder(pair: Pair, _: Options) -> Iterator[Finding]:
    """A placeholder of the source is missing in the target, translated, or has spaces in it.

    Why: a program puts a value in the place of ``{0}``, ``{{name}}``, ``${name}`` or ``%s``, and finds it by its
    spelling. The text in ``<angle brackets>`` is for people and may be translated; ``{name}`` can be either, so that
    it is a warning where this is missing.

    Fails:
        Wait {0} seconds. → Attendez { 0 } secondes.

    Passes:
        Wait {0} seconds. → Attendez {0} secondes.
    """
    if "{" in pair.source or "%" in pair.source:
        yield from _missing(pair, _PLACEHOLDER, "placeholder")


def code_variable(pair: Pair, _: Options) -> Iterator[Finding]:
    """A variable of the source is missing in the target, translated, or has spaces in it.

    Why: ``%APPDATA%``, ``$env:PATH`` and ``$HOME`` are names that the system knows. Case doesn't count.

    Fails:
        See %APPDATA%. → Siehe % APPDATA %.

    Passes:
        See %APPDATA%. → Siehe %AppData%.
    """
    if "%" in pair.source or "$" in pair.source:
        yield from _missing(pair, _VARIABLE, "variable")


def _missing(pair: Pair, pattern: re.Pattern[str], what: str) -> Iterator[Finding]:
    if not pattern.search(pair.source):
        return
    wanted = Counter(map(str.lower, pattern.findall(visible(pair.source_inline))))
    if not wanted or _TEX.search(pair.source):
        return
    target = pair.target_plain.lower()
    lost = [name for name, count in islice(wanted.items(), _MOST) if _times(name, target) < count]
    if not lost:
        return
    spaced = [found for name in lost if (found := _spaced(name, pair.target))]
    if spaced:
        yield from (_closed_up(found, what) for found in spaced)
    else:
        message = f"{what} {quoted_list(lost)} of the source is missing; write it as the source has it"
        yield Finding(whole_target(pair), message, severity="warning" if all(map(_WORD.fullmatch, lost)) else None)


def _times(name: str, target: str) -> int:
    """How often a name stands in a target; where it has spaces itself, they don't count."""
    return len(_apart(name).findall(target)) if " " in name else target.count(name)


def _spaced(name: str, target: str) -> re.Match[str] | None:
    """The first place of a target where a name stands with spaces in it that the name has not."""
    matches = () if " " in name else _apart(name).finditer(target)
    return next((found for found in matches if found[0].lower() != name), None)


def _apart(name: str) -> re.Pattern[str]:
    return re.compile(r"[ \u00a0]*".join(map(re.escape, name.replace(" ", ""))), re.IGNORECASE)


def _closed_up(found: re.Match[str], what: str) -> Finding:
    span = Span(*found.span())
    closed = re.sub(r"[ \u00a0]+", "", found[0])
    return Finding(span, f'{what} "{closed}" has spaces in it; remove them', (Edit(span, closed),))


RULES = (
    Rule(
        "code-placeholder",
        "error",
        "A placeholder is missing or altered",
        code_placeholder,
        fixable=True,
        triggers=frozenset("{%"),
    ),
    Rule(
        "code-variable",
        "error",
        "A variable is missing or altered",
        code_variable,
        fixable=True,
        triggers=frozenset("%$"),
    ),
)
