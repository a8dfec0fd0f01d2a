"""Rules about escapes that a space splits, and entities that are escaped twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import codes_of_type, text_spans
from loc_align.checks.fixes import own_token
from loc_align.checks.regions import covers
from loc_align.model import Span

_SPLIT = re.compile(r"\\([ \u00a0]+)([!-/:-@\[-`{-~])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DOUBLED = re.compile(r"(?<!\\)\\\\([!-/:-@\[\]-`{-~])")
"""An escaped backslash before punctuation."""
_MAX_REPORTED = 100
"""The maximum number of entities to report in a segment, which bounds the time."""
_TWICE = re.compile(r"&amp;(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def code_escape(pair: Pair, _: Options) -> Iterator[Finding]:
    r"""Checks for a space between a backslash and the character that it escapes, and for a second backslash.

    Why: The backslash shows up as text, and the character is markup again. For example, ``\ |`` starts a new table
    cell.

    Fails:
        HKEY\_LOCAL\_MACHINE → HKEY \ _LOCAL \ _MACHINE

    Passes:
        HKEY\_LOCAL\_MACHINE → HKEY\_LOCAL\_MACHINE
    """
    if "\\\\" in pair.target:
        yield from _doubled(pair)
    if "\\ " not in pair.target and "\\\u00a0" not in pair.target:
        return
    texts = text_spans(pair.target_inline)
    escaped = frozenset(_ESCAPED.findall(pair.source))
    split_in_source = frozenset(found[0] for found in _SPLIT.finditer(pair.source))
    for found in _SPLIT.finditer(pair.target):
        if found[2] not in escaped or found[0] in split_in_source:
            continue
        if covers(texts, found.start()):
            span = Span(found.start(), found.end())
            yield Finding(
                span,
                f'a space separates the backslash from "{found[2]}"; remove the space',
                () if (edit := own_token(pair.source, pair.target, span)) is None else (edit,),
            )


def _doubled(pair: Pair) -> Iterator[Finding]:
    """Report backslashes that a second one makes text, where the source escapes the character after them."""
    escapes = [span for span, _ in codes_of_type(pair.target_inline, "escape")]
    escaped = frozenset(_ESCAPED.findall(pair.source))
    in_source = frozenset(_DOUBLED.findall(pair.source))
    for found in _DOUBLED.finditer(pair.target):
        if found[1] in escaped - in_source and covers(escapes, found.start()):
            span = Span(*found.span())
            edit = own_token(pair.source, pair.target, span)
            message = f'"{found[0]}" shows a backslash; remove one of the two'
            yield Finding(span, message, () if edit is None else (edit,))


def code_entity(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for entities in the target that are escaped twice, such as ``&amp;lt;`` instead of ``&lt;``.

    Why: Readers see ``&lt;`` instead of the character.

    Fails:
        Enter &lt;name&gt;. → Saisissez &amp;lt;name&amp;gt;.

    Passes:
        Enter &lt;name&gt;. → Saisissez &lt;nom&gt;.
    """
    if "&amp;" not in pair.target:
        return
    for found in islice(_TWICE.finditer(pair.target), _MAX_REPORTED):
        message = f'"{found[0]}" is escaped twice; write "&{found[0][5:]}"'
        yield Finding(Span(*found.span()), message)


RULES = (
    Rule(
        "code-escape",
        "error",
        "An escape sequence is split or doubled",
        code_escape,
        fixable=True,
        triggers=frozenset("\\"),
    ),
    Rule("code-entity", "error", "An entity is escaped twice", code_entity, monolingual=True, triggers=frozenset("&")),
)
