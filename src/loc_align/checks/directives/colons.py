"""Rules about ``:::`` blocks, such as ``:::image …:::``, and about tabs."""

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
"""The name that starts a block, and the one that ends it. An image needs no end unless it is ``type="complex"``."""

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
"""The attributes that a block can have. Any other name is a translated one."""

_TAB = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+\[.*\]\((?P<address>#tab[^()\s]*)\)", re.MULTILINE)


def directive_block(subject: Subject, options: Options) -> Iterator[Finding]:
    """Checks for ``:::`` blocks outside the pairs that are damaged, contain a translated name, or aren't closed.

    Why: The publishing tool recognizes only the original names. It shows anything else as text, or stops.

    Fails:
        ``:::bild source="media/a.png" alt-text="Das Menü":::``

    Passes:
        ``:::image source="media/a.png" alt-text="Das Menü":::``

    Options:
        kinds: The names that can follow ``:::``.
    """
    if ":::" not in subject.document.text and "：：：" not in subject.document.text:
        return
    kinds = _known_kinds(subject, options)
    opened: list[re.Match[str]] = []
    for found in matches_outside(_LINE, subject.document):
        cure = _damage(found, kinds)
        if cure:
            yield Finding(Span(found.start("open"), found.end()), f'":::{found["name"]}" block is damaged; {cure}')
            if found["name"] not in kinds and opened and "=" not in found["rest"]:
                opened.pop()  # a translated end name
        else:
            yield from _balance(found, opened)
    for found in opened:
        end = _ENDS[found["name"]]
        yield Finding(
            Span(found.start("open"), found.end()), f'":::{found["name"]}" block is not closed; add ":::{end}"'
        )


def _known_kinds(subject: Subject, options: Options) -> frozenset[str]:
    """Return the names that can follow ``:::``, with those that the source uses.

    Only side-by-side documents are certainly for the tool that knows no other names.
    """
    kinds = frozenset(options["kinds"])
    if subject.document.pairs:
        return kinds
    text = subject.source_document.text if subject.source_document else subject.document.text
    return kinds.union(found["name"] for found in _LINE.finditer(text) if found["name"].isascii())


def _damage(found: re.Match[str], kinds: frozenset[str]) -> str | None:
    """Return how to repair a block, or ``None`` if it is fine."""
    name, rest = found["name"], found["rest"]
    if found["open"] != ":::":
        return 'start it with ":::"'
    if name not in kinds:
        return "copy its name from the source"
    for attribute in _ATTRIBUTE.finditer(_VALUE.sub('""', rest)):
        if attribute[1] not in _ATTRIBUTES or attribute[3] != '"':
            return f'copy attribute "{attribute[1]}" from the source, with straight quotation marks'
    source = re.search(r'\ssource="([^"]*)"', rest)
    if name == "image" and source is None and rest.rstrip().endswith(":::"):
        return 'add source="…" with the path of the image'
    return "copy the path from the source" if source and not source[1].isascii() else None


def _balance(found: re.Match[str], opened: list[re.Match[str]]) -> Iterator[Finding]:
    """Update the list of open blocks. An end without a start is a finding."""
    name = found["name"]
    if name in _ENDS and (name != "image" or 'type="complex"' in found["rest"]):
        opened.append(found)
    elif name.endswith("-end"):
        if opened and _ENDS[opened[-1]["name"]] == name:
            opened.pop()
        else:
            yield Finding(
                Span(found.start("open"), found.end()), f'":::{name}" closes no block; restore the start of the block'
            )


def directive_tab(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for tab IDs that are translated or damaged.

    Why: ``# [Windows](#tab/windows)`` starts a tab. The ID after ``#tab/`` connects the tabs of a page.

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
            message = f'"{address}" is not a valid tab; write "#tab/" and the ID from the source'
            yield Finding(Span(*found.span("address")), message)


RULES = (
    Rule(
        "directive-block",
        "error",
        "A ::: block is damaged",
        directive_block,
        scope="document",
        monolingual=True,
        options=MappingProxyType({"kinds": _KINDS}),
    ),
    Rule(
        "directive-tab", "error", "A tab ID is translated or damaged", directive_tab, scope="document", monolingual=True
    ),
)
