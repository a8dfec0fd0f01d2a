"""Rules about HTML tags, their attributes, and placeholders in angle brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import (
    Piece,
    codes_of_type,
    compare,
    count_pairs,
    missing_finding,
    visible,
    whole_target,
)
from loc_align.checks.messages import extra
from loc_align.checks.urls import normalized
from loc_align.model import CodeType, Inline, Severity
from loc_align.text import counted

_HTML = """
a abbr address area article aside audio b base bdi bdo blockquote br button canvas caption center cite
code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure
font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label legend li link main map
mark meta meter nav object ol optgroup option output p param picture pre progress q rp rt ruby s samp
script section select small source span strike strong style sub summary sup table tbody td template
textarea tfoot th thead time tr track tt u ul var video wbr
"""
_ELEMENTS = frozenset(_HTML.split())
"""The names of HTML elements (HTML Living Standard, 4), including presentational ones that are still in use."""

_PHRASING = """
abbr bdi bdo br cite dfn q rb rp rt rtc ruby small span sub sup wbr
"""
_GLOSSES = frozenset(_PHRASING.split())
"""Elements that a translator may add for a gloss, a reading, or a direction (HTML Living Standard, 4.5)."""

_EMPHASIS: Mapping[str, CodeType] = MappingProxyType(
    {"em": "emphasis", "i": "emphasis", "strong": "strong", "b": "strong"}
)
"""Elements that do what asterisks do in Markdown."""

_VOID = frozenset({"br", "wbr"})

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([A-Za-z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_TRANSLATABLE = frozenset({"alt", "title", "summary", "label", "placeholder", "aria-label", "content", "lang", "dir"})
"""Attributes that hold text for people, or the language of that text."""

_ADDRESSES = frozenset({"href", "src"})

_TIGHT = re.compile(r"<(?![-=\s<])[^<>\n]{1,60}(?<!\s)>")
_LOOSE = re.compile(r"<[^<>\n]{1,60}>")


def _tags(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "html"):
        found = _TAG.match(code.data)
        if found and found[2].lower() in _ELEMENTS:
            tag = f"<{found[1]}{found[2].lower()}>"
            yield Piece(tag, span, tag)


def code_tag(pair: Pair, options: Options) -> Iterator[Finding]:
    """Checks for HTML tags that are missing from the target, and for tags that only the target has.

    A translator may add elements that explain a word, show how it's read, or set its direction, such as ``<abbr>``,
    ``<ruby>``, and ``<span dir="ltr">``, and may write emphasis as ``<em>``, if each start tag has its end tag.

    Why: A start tag without its end tag changes the rest of the page.

    Fails:
        Press <kbd>Enter</kbd>. → Drücken Sie Enter.

    Passes:
        Press <kbd>Enter</kbd>. → Drücken Sie <kbd>Eingabe</kbd>.

    Options:
        count: Whether the target needs each tag as often as the source has it. If false, once is enough.
    """
    target = [*_tags(pair.target_inline)]
    difference = compare(_tags(pair.source_inline), target)
    if difference is None:
        return
    kept = {piece.key for piece in target}
    missing_tags = tuple(tag for tag in difference.missing if options["count"] or tag.key not in kept)
    balanced = _balanced(target)
    if missing_tags:
        finding = missing_finding(pair, "tag", replace(difference, missing=missing_tags))
        replaced = bool(difference.extra) and all(_may_be_added(tag, pair) for tag in difference.extra)
        mild: Severity | None = "warning" if balanced and (replaced or finding.severity) else None
        yield Finding(finding.span, finding.message, severity=mild)
    elif added := [tag for tag in difference.extra if not (balanced and _may_be_added(tag, pair))]:
        yield Finding(added[0].span, extra("tag", [piece.key for piece in added]))


def _may_be_added(tag: Piece, pair: Pair) -> bool:
    """Return whether a tag is part of a gloss, or takes the place of emphasis in Markdown."""
    name = tag.key.strip("</>")
    kind = _EMPHASIS.get(name)
    return name in _GLOSSES or (
        kind is not None and count_pairs(pair.source_inline, kind) > count_pairs(pair.target_inline, kind)
    )


def _balanced(tags: Sequence[Piece]) -> bool:
    """Return whether each phrasing element that a translator may add has as many start tags as end tags."""
    count = Counter(piece.key for piece in tags)
    names = (*_GLOSSES, *_EMPHASIS)
    return all(name in _VOID or count[f"<{name}>"] == count[f"</{name}>"] for name in names)


def code_attribute(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for HTML attributes whose value differs from the source.

    You may translate attributes that hold text for people, such as ``alt`` and ``title``.

    Why: URLs, names, and sizes work only if they stay unchanged.

    Fails:
        <a href="/setup">Setup</a> → <a href="/einrichtung">Einrichtung</a>

    Passes:
        <img src="a.png" alt="Setup"> → <img src="a.png" alt="Einrichtung">
    """
    if "=" not in pair.source or "<" not in pair.source:
        return
    difference = compare(_attributes(pair.source_inline), _attributes(pair.target_inline))
    if difference and difference.missing:
        kept = Counter(piece.key for piece in _tags(pair.target_inline))
        if not Counter(piece.key for piece in _tags(pair.source_inline)) - kept:
            yield missing_finding(pair, "attribute", difference)


def _attributes(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "html"):
        for name, *values in _ATTRIBUTE.findall(code.data):
            if name.lower() not in _TRANSLATABLE:
                value = "".join(values)
                shown = normalized(value) if name.lower() in _ADDRESSES else value
                yield Piece(f"{name.lower()}={shown}", span, f"{name}={value}")


def code_angle(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for placeholders in angle brackets that are missing from the target or have spaces inside the brackets.

    You may translate the word, but not remove the brackets.

    Why: ``<name>`` tells readers to insert a value of their own. Without the brackets, it looks like an ordinary word.

    Fails:
        Enter &lt;name&gt;. → Saisissez nom.

    Passes:
        Enter &lt;name&gt;. → Saisissez &lt;nom&gt;.
    """
    if "&lt;" not in pair.source and "<" not in pair.source:
        return
    wanted = _count_placeholders(pair.source_inline, _TIGHT)
    if wanted > (found := _count_placeholders(pair.target_inline, _LOOSE)):
        placeholders = f"{counted(wanted, 'placeholder')} in angle brackets"
        message = f"the source has {placeholders}, but the target has {found}; keep the brackets"
        yield Finding(whole_target(pair), message)
    elif wanted > _count_placeholders(pair.target_inline, _TIGHT):
        yield Finding(whole_target(pair), "a placeholder has spaces inside its angle brackets; remove the spaces")


def _count_placeholders(parts: Inline, pattern: re.Pattern[str]) -> int:
    """Return the number of visible placeholders in angle brackets, including those that HTML takes for unknown tags."""
    unknown = [
        found
        for _, code in codes_of_type(parts, "html")
        if (found := _TAG.match(code.data)) and found[2].lower() not in _ELEMENTS and not found[1]
    ]
    return len(pattern.findall(visible(parts))) + len(unknown)


RULES = (
    Rule(
        "code-tag",
        "error",
        "An HTML tag is missing or extra",
        code_tag,
        options={"count": True},
        triggers=frozenset("<"),
    ),
    Rule("code-attribute", "error", "An HTML attribute is changed", code_attribute, triggers=frozenset("<")),
    Rule("code-angle", "warning", "A placeholder in angle brackets is missing", code_angle, triggers=frozenset("<&")),
)
