"""Directives between colons, ``:::image …:::``, and tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.regions import matches_outside
from loc_align.model import Span

_LINE = re.compile(r"^[ \t>]*(?P<open>[:：]{3})[ \t]*(?P<name>[^\W\d_][\w-]*)(?P<rest>[^\r\n]*)\r?$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"(?<![^\s\"])([^\s=\"]+)[ \t]*(=)[ \t]*([\"“”„«])")
_VALUE = re.compile(r'"[^"]*"')
_ENDS = MappingProxyType(
    {"row": "row-end", "column": "column-end", "moniker": "moniker-end", "zone": "zone-end", "image": "image-end"}
)
"""What begins a block, and what ends it; an image needs no end unless it is ``type="complex"``."""

_KINDS = (
    "row", "row-end", "column", "column-end", "moniker", "moniker-end", "zone", "zone-end", "image", "image-end",
    "code", "video", "no-loc", "definition", "reveal", "form",
)  # fmt: skip
_ATTRIBUTES = frozenset(
    {
        "align", "alt-text", "border", "count", "dedent", "highlight", "id", "interactive", "kind", "language",
        "lightbox", "link", "loc-scope", "max-width", "pivot", "range", "source", "span", "target", "text", "thumbnail",
        "title", "type", "xref",
    }
)  # fmt: skip
"""What a block can have; anything else was translated."""

_TAB = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+\[.*\]\((?P<address>#tab[^()\s]*)\)", re.MULTILINE)


def directive_block(subject: Subject, options: Options) -> Iterator[Finding]:
    """A ``:::`` block outside of the pairs is damaged, has a translated word, or lacks its end.

    Why: the tool that makes the pages knows the words as they are. It shows anything else as text, or stops. The
    option ``kinds`` lists the words that are known.

    Fails:
        ``:::bild source="media/a.png" alt-text="Das Menü":::``

    Passes:
        ``:::image source="media/a.png" alt-text="Das Menü":::``
    """
    if ":::" not in subject.document.text and "：：：" not in subject.document.text:
        return
    kinds = frozenset(options["kinds"])
    opened: list[re.Match[str]] = []
    for found in matches_outside(_LINE, subject.document):
        cure = _damage(found, kinds)
        if cure:
            yield Finding(Span(found.start("open"), found.end()), f'":::{found["name"]}" is damaged; {cure}')
            if found["name"] not in kinds and opened and "=" not in found["rest"]:
                opened.pop()  # a translated end
        else:
            yield from _balance(found, opened)
    for found in opened:
        end = _ENDS[found["name"]]
        yield Finding(Span(found.start("open"), found.end()), f'":::{found["name"]}" has no end; add ":::{end}"')


def _damage(found: re.Match[str], kinds: frozenset[str]) -> str | None:
    name, rest = found["name"], found["rest"]
    if found["open"] != ":::":
        return "write its colons as :::"
    if name not in kinds:
        return "write its first word as the source has it"
    for attribute in _ATTRIBUTE.finditer(_VALUE.sub('""', rest)):
        if attribute[1] not in _ATTRIBUTES or attribute[3] != '"':
            return f'write "{attribute[1]}" as the source has it, and its value in straight quotes'
    source = re.search(r'\ssource="([^"]*)"', rest)
    if name == "image" and source is None and rest.rstrip().endswith(":::"):
        return 'write source="…", the path of the image'
    return "write the path as the source has it, it looks translated" if source and not source[1].isascii() else None


def _balance(found: re.Match[str], opened: list[re.Match[str]]) -> Iterator[Finding]:
    """Keep the list of open blocks; an end without a beginning is a finding."""
    name = found["name"]
    if name in _ENDS and (name != "image" or 'type="complex"' in found["rest"]):
        opened.append(found)
    elif name.endswith("-end"):
        if opened and _ENDS[opened[-1]["name"]] == name:
            opened.pop()
        else:
            yield Finding(Span(found.start("open"), found.end()), f'":::{name}" ends nothing; restore its beginning')


def directive_tab(subject: Subject, _: Options) -> Iterator[Finding]:
    """The id of a tab is translated or damaged.

    Why: ``# [Windows](#tab/windows)`` begins a tab. The id after ``#tab/`` ties tabs of a page together.

    Fails:
        ``# [Fenster](#tab/fenster-öffnen)``

    Passes:
        ``# [Fenster](#tab/windows)``
    """
    if "(#tab" not in subject.document.text:
        return
    for found in _TAB.finditer(subject.document.text):
        address = found["address"]
        if not address.isascii() or not re.fullmatch(r"#tab/[\w.,+/%-]+", address):
            message = f'"{address}" begins no tab; write #tab/ and the id that the source has'
            yield Finding(Span(*found.span("address")), message)


RULES = (
    Rule(
        "directive-block",
        "error",
        "A block between colons is damaged",
        directive_block,
        scope="document",
        options=MappingProxyType({"kinds": _KINDS}),
    ),
    Rule("directive-tab", "error", "The id of a tab is altered", directive_tab, scope="document"),
)
