"""HTML tags, their attributes, and placeholders in angle brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import (
    Difference,
    Piece,
    codes_of_type,
    compare,
    missing_finding,
    quoted_list,
    visible,
    whole_target,
)
from loc_align.checks.urls import normalized
from loc_align.model import Inline

_HTML = """
a abbr address area article aside audio b base bdi bdo blockquote br button canvas caption center cite
code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure
font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label legend li link main map
mark meta meter nav object ol optgroup option output p param picture pre progress q rp rt ruby s samp
script section select small source span strike strong style sub summary sup table tbody td template
textarea tfoot th thead time tr track tt u ul var video wbr
"""
_ELEMENTS = frozenset(_HTML.split())
"""The names of HTML's elements (HTML Living Standard, 4), with the presentational ones that are still about."""

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([A-Za-z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_WORDS = frozenset({"alt", "title", "summary", "label", "placeholder", "aria-label", "content", "lang", "dir"})
"""Attributes that hold words for people, or the language of the words."""

_ADDRESSES = frozenset({"href", "src"})

_TIGHT = re.compile(r"<(?![-=\s<])[^<>\n]{1,60}(?<!\s)>")
_LOOSE = re.compile(r"<[^<>\n]{1,60}>")


def _tags(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "html"):
        found = _TAG.match(code.data)
        if found and found[2].lower() in _ELEMENTS:
            yield Piece(f"<{found[1]}{found[2].lower()}>", span)


def code_tag(pair: Pair, options: Options) -> Iterator[Finding]:
    """An HTML tag of the source is missing in the target, or the target has one that the source has not.

    Why: a start tag without its end tag changes the rest of the page. As many tags of each name are
    wanted as in the source; with the option ``count`` set to false, one of each name is enough.

    Fails:
        Press <kbd>Enter</kbd>. → Drücken Sie Enter.

    Passes:
        Press <kbd>Enter</kbd>. → Drücken Sie <kbd>Eingabe</kbd>.
    """
    source, target = [piece.key for piece in _tags(pair.source_inline)], [*_tags(pair.target_inline)]
    difference = compare(source, target)
    if difference is None:
        return
    kept = {piece.key for piece in target}
    gone = tuple(key for key in difference.missing if options["count"] or key not in kept)
    if gone:
        yield missing_finding(pair, "tag", Difference(gone, difference.extra), "put it where it belongs")
    elif difference.extra:
        message = f"tag {quoted_list(piece.key for piece in difference.extra)} is not in the source; remove it"
        yield Finding(difference.extra[0].span, message)


def code_attribute(pair: Pair, _: Options) -> Iterator[Finding]:
    """An attribute of an HTML tag has another value than in the source.

    Why: addresses, names and sizes work only as they are. Attributes with words for people, such as ``alt`` and
    ``title``, may be translated.

    Fails:
        <a href="/setup">Setup</a> → <a href="/einrichtung">Einrichtung</a>

    Passes:
        <img src="a.png" alt="Setup"> → <img src="a.png" alt="Einrichtung">
    """
    if "=" not in pair.source or "<" not in pair.source:
        return
    difference = compare((piece.key for piece in _attributes(pair.source_inline)), _attributes(pair.target_inline))
    if difference and difference.missing:
        kept = Counter(piece.key for piece in _tags(pair.target_inline))
        if not Counter(piece.key for piece in _tags(pair.source_inline)) - kept:
            yield missing_finding(pair, "attribute", difference, "write it as the source has it")


def _attributes(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "html"):
        for name, *values in _ATTRIBUTE.findall(code.data):
            if name.lower() not in _WORDS:
                value = "".join(values)
                shown = normalized(value) if name.lower() in _ADDRESSES else value
                yield Piece(f'{name.lower()}="{shown}"', span)


def code_angle(pair: Pair, _: Options) -> Iterator[Finding]:
    """A placeholder in angle brackets is missing in the target, or has spaces inside of its brackets.

    Why: ``<name>`` tells a reader what to put there. The word may be translated, but the brackets must stay.

    Fails:
        Enter &lt;name&gt;. → Saisissez nom.

    Passes:
        Enter &lt;name&gt;. → Saisissez &lt;nom&gt;.
    """
    if "&lt;" not in pair.source and "<" not in pair.source:
        return
    wanted = _angled(pair.source_inline, _TIGHT)
    if wanted > (found := _angled(pair.target_inline, _LOOSE)):
        message = f"placeholders in angle brackets: {wanted} in the source, {found} here; keep the brackets"
        yield Finding(whole_target(pair), message)
    elif wanted > _angled(pair.target_inline, _TIGHT):
        yield Finding(whole_target(pair), "a placeholder has spaces inside of its angle brackets; remove them")


def _angled(parts: Inline, pattern: re.Pattern[str]) -> int:
    """How many visible placeholders in angle brackets there are, with those that HTML takes for tags of its own."""
    unknown = [
        found
        for _, code in codes_of_type(parts, "html")
        if (found := _TAG.match(code.data)) and found[2].lower() not in _ELEMENTS and not found[1]
    ]
    return len(pattern.findall(visible(parts))) + len(unknown)


RULES = (
    Rule(
        "code-tag", "error", "An HTML tag is missing or new", code_tag, options={"count": True}, triggers=frozenset("<")
    ),
    Rule("code-attribute", "error", "An attribute of a tag is altered", code_attribute, triggers=frozenset("<")),
    Rule("code-angle", "warning", "A placeholder in angle brackets is missing", code_angle, triggers=frozenset("<&")),
)
