"""Faults in documents of one language that are compared with their source documents, in the syntax of several makers.

The rules were developed with these kinds; those in :mod:`faults.in_structure` are kept aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random
from types import MappingProxyType

from faults.injecting import Fault, Injector, put
from loc_align.model import Document, Span

_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def in_text(pattern: str, replace: Callable[[Random, re.Match[str]], str]) -> Injector:
    """Make an injector that replaces a random match of a pattern outside front matter, code blocks, and comments."""
    compiled = re.compile(pattern, re.MULTILINE)

    def inject(rng: Random, document: Document) -> Fault | None:
        hidden = [block.span for block in document.blocks if block.kind == "code"]
        hidden += [Span(*found.span()) for found in _COMMENT.finditer(document.text)]
        start = document.front_matter.span.end if document.front_matter else 0
        found = [
            match
            for match in compiled.finditer(document.text, start)
            if not any(span.start <= match.start() < span.end for span in hidden)
        ]
        if not found:
            return None
        match = rng.choice(found)
        changed = replace(rng, match)
        return put(document, Span(*match.span()), changed) if changed != match[0] else None

    return inject


def _in_code(pattern: str, replace: Callable[[re.Match[str]], str]) -> Injector:
    """Make an injector that replaces a random match of a pattern in a code block."""
    compiled = re.compile(pattern, re.MULTILINE)

    def inject(rng: Random, document: Document) -> Fault | None:
        code = [block.span for block in document.blocks if block.kind == "code"]
        found = [match for span in code for match in compiled.finditer(document.text, span.start, span.end)]
        if not found:
            return None
        match = rng.choice(found)
        return put(document, Span(*match.span()), replace(match))

    return inject


def _in_front_matter(pattern: str, replace: Callable[[re.Match[str]], str]) -> Injector:
    """Make an injector that replaces a random match of a pattern in the front matter."""
    compiled = re.compile(pattern, re.MULTILINE)

    def inject(rng: Random, document: Document) -> Fault | None:
        if document.front_matter is None:
            return None
        found = [*compiled.finditer(document.text, 0, document.front_matter.span.end)]
        if not found:
            return None
        match = rng.choice(found)
        return put(document, Span(*match.span()), replace(match))

    return inject


def _tables(document: Document) -> Iterator[Span]:
    """Yield the tables of a document, from the header row to the last row."""
    for found in re.finditer(r"(?:^[ \t]*\|[^\n]*\|[ \t]*\n){3,}", document.text, re.MULTILINE):
        if re.search(r"^[ \t]*\|[ \t]*:?-", found[0], re.MULTILINE):
            yield Span(*found.span())


def _column_dropped(rng: Random, document: Document) -> Fault | None:
    tables = [span for span in _tables(document) if span.of(document.text).splitlines()[0].count("|") > 3]
    if not tables:
        return None
    span = rng.choice(tables)
    rows = [re.sub(r"\|[^|\n]*\|[ \t]*$", "|", row) for row in span.of(document.text).splitlines()]
    return put(document, span, "\n".join(rows) + "\n")


def _row_doubled(rng: Random, document: Document) -> Fault | None:
    tables = [*_tables(document)]
    if not tables:
        return None
    span = rng.choice(tables)
    row = span.of(document.text).splitlines(keepends=True)[-1]
    return put(document, Span(span.end, span.end), row)


def _lists(document: Document, mark: str) -> list[Span]:
    """Return the lists of three or more items on one line each."""
    pattern = re.compile(rf"(?:^{mark} [^\n]*\n){{3,}}", re.MULTILINE)
    hidden = [block.span for block in document.blocks if block.kind == "code"]
    hidden += [Span(*found.span()) for found in _COMMENT.finditer(document.text)]
    start = document.front_matter.span.end if document.front_matter else 0
    return [
        Span(*found.span())
        for found in pattern.finditer(document.text, start)
        if not any(span.start <= found.start() < span.end for span in hidden)
    ]


def _list_renumbered(rng: Random, document: Document) -> Fault | None:
    lists = _lists(document, r"\d+\.")
    if not lists:
        return None
    span = rng.choice(lists)
    return put(document, span, re.sub(r"^\d+\.", "-", span.of(document.text), flags=re.MULTILINE))


def _list_numbered(rng: Random, document: Document) -> Fault | None:
    lists = _lists(document, "[-*]")
    if not lists:
        return None
    span = rng.choice(lists)
    return put(document, span, re.sub(r"^[-*]", "1.", span.of(document.text), flags=re.MULTILINE))


def _item_joined(rng: Random, document: Document) -> Fault | None:
    lists = [*_lists(document, "[-*]"), *_lists(document, r"\d+\.")]
    if not lists:
        return None
    span = rng.choice(lists)
    found = rng.choice(list(re.finditer(r"\n(?:[-*]|\d+\.) ", span.of(document.text))))
    return put(document, Span(span.start + found.start(), span.start + found.end()), " ")


def _section_dropped(rng: Random, document: Document) -> Fault | None:
    found = [*re.finditer(r"^##+ [^\n]*\n(?:(?!#)[^\n]*\n)+", document.text, re.MULTILINE)]
    found = [match for match in found if not _FENCE.search(match[0])]
    return put(document, Span(*rng.choice(found).span()), "") if found else None


def _code_dropped(rng: Random, document: Document) -> Fault | None:
    blocks = [block for block in document.blocks if block.kind == "code" and _FENCE.match(block.span.of(document.text))]
    if not blocks:
        return None
    span = rng.choice(blocks).span
    return put(document, span, "")


def _fence_not_closed(rng: Random, document: Document) -> Fault | None:
    blocks = [
        block for block in document.blocks if block.kind == "code" and block.span.of(document.text).startswith("```")
    ]
    blocks = [block for block in blocks if block.span.of(document.text).rstrip().endswith("```")]
    if not blocks:
        return None
    span = rng.choice(blocks).span
    text = span.of(document.text).rstrip()
    return put(document, Span(span.start, span.start + len(text)), text[:-3].rstrip())


def _renamed(name: str) -> str:
    return name[:-1] + _LETTERS[(_LETTERS.find(name[-1].lower()) + 1) % len(_LETTERS)]


def _moved_down(rng: Random, document: Document) -> Fault | None:
    """Move a paragraph below the one after it."""
    form = re.compile(r"(?<=\n\n)([^\s>|#<:!=`~{%*+\[(-][^\n]{50,})\n\n([^\s>|#<:!=`~{%*+\[(-][^\n]{50,})\n(?=\n|\Z)")
    found = [match for match in form.finditer(document.text) if match[1] != match[2]]
    if not found:
        return None
    match = rng.choice(found)
    return put(document, Span(*match.span()), f"{match[2]}\n\n{match[1]}\n")


_PARAGRAPH = r"(?<=\n\n)(?![ \t>|#<:!=`~{%\[\]*+-]|\d+[.)]|\()[^\n]{40,}\n(?=\n)"

IN_DOCUMENTS: Mapping[str, Injector] = MappingProxyType(
    {
        "table column dropped": _column_dropped,
        "list item lost": in_text(r"(?<=\n)(?:[-*+]|\d+\.) +\S[^\n]{8,}\n(?=[-*+\d])", lambda _, __: ""),
        "last list item lost": in_text(r"(?<=\n)(?:[-*+]|\d+\.) +\S[^\n]{8,}\n(?=\n)", lambda _, __: ""),
        "heading copied": in_text(r"^#{2,4} \S[^\n]*\n\n", lambda _, found: found[0] * 2),
        "paragraph moved down": _moved_down,
        "alert out of its quote": in_text(r"^>[ \t]*(?=\[!\w+\][ \t]*\n>)", lambda _, __: ""),
        "table row doubled": _row_doubled,
        "last table row dropped": in_text(r"(?<=\|\n)\|[^\n]*\|\n(?=\n)", lambda _, __: ""),
        "pipe added": in_text(r"(?<=^\| )[^|\n-]{3,}(?= \|)", lambda _, found: f"{found[0]} | {found[0]}"),
        "list item joined": _item_joined,
        "numbered list bulleted": _list_renumbered,
        "bulleted list numbered": _list_numbered,
        "nested item out": in_text(r"^(?: {2,4}|\t)(?=[-*] \S)", lambda _, __: ""),
        "item of a nested list deeper": in_text(r"(?<=\n)(?=[-*] \S[^\n]*\n[-*] )", lambda _, __: "    "),
        "paragraph split": in_text(r"(?<=\w\w[.。]) ?(?=\w[^\n|]{30,}\n\n)", lambda _, __: "\n\n"),
        "paragraph added": in_text(_PARAGRAPH, lambda _, found: f"{found[0]}\n{found[0][5:35]}.\n"),
        "paragraph as a quote": in_text(_PARAGRAPH, lambda _, found: f"> {found[0]}"),
        "paragraph as a heading": in_text(_PARAGRAPH, lambda _, found: f"## {found[0]}"),
        "paragraph underlined": in_text(_PARAGRAPH, lambda _, found: f"{found[0]}---\n"),
        "text joins a list": in_text(
            r"^(?:[-*]|\d+\.) \S[^\n]*\n(?=\n\w)", lambda _, found: f"{found[0]}verbum verba\n"
        ),
        "heading dropped": in_text(r"^##+ [^\n]*\n\n?", lambda _, __: ""),
        "heading less deep": in_text(r"^##(?=#* \S)", lambda _, __: "#"),
        "headings exchanged levels": in_text(r"^## ([^\n]*\n)", lambda _, found: f"#### {found[1]}"),
        "section dropped": _section_dropped,
        "code line dropped": _in_code(
            r"^(?![ \t]*(?:```|~~~|#|//|<!--))[^\n]*\w{3}[^\n]*\n(?=[^`~\n]*\n)", lambda _: ""
        ),
        "code word changed": _in_code(r"^[a-z]{4,}(?=[(=.:])", lambda found: _renamed(found[0])),
        "code block dropped": _code_dropped,
        "code block without its end": _fence_not_closed,
        "code block without its language": in_text(r"^(?!```\s*$)```", lambda _, __: "```"),
        "language of a code block": _in_code(r"(?<=^```)\w{2,}", lambda found: _renamed(found[0])),
        "image dropped": in_text(r"!\[[^\]\n]*\]\([^()\n]*\)", lambda _, __: ""),
        "address of an image": in_text(
            r"(?<=\]\()([^()\s]*?)\w(?=\.(?:png|svg|jpe?g|gif|webp)\))", lambda _, m: f"{m[1]}_"
        ),
        "link without its address": in_text(r"(?<!!)\[([^\]\n]{3,})\]\([^()\n]*\)", lambda _, m: m[1]),
        "address of a link": in_text(r"(?<=[^!]\]\()([^()\s]*?)[a-z](?=[#)/])", lambda _, m: f"{m[1]}_"),
        "admonition of another type": in_text(
            r"(?<=^!!! )\w+|(?<=^\?\?\? )\w+|(?<=^:::)(?: ?)(?:tip|info|note|warning|danger|caution)\b",
            lambda _, m: f"{m[0][0] if m[0][0] == ' ' else ''}{'warning' if 'warning' not in m[0] else 'tip'}",
        ),
        "admonition without its mark": in_text(r"^(?:!!!|\?\?\?|:::(?=[ ]?\w)|> \[!\w+\])[^\n]*\n", lambda _, __: ""),
        "admonition without its end": in_text(r"^:::[ \t]*\n", lambda _, __: ""),
        "admonition body out": in_text(
            r"(?<=\n)((?:!!!|\?\?\?|===) [^\n]*\n\n?)((?:    [^\n]*\n)+)",
            lambda _, m: m[1] + re.sub(r"(?m)^    ", "", m[2]),
        ),
        "tab dropped": in_text(
            r'^[ ]*=== "[^\n]*\n|^[ ]*<TabItem[^\n]*\n|^[ ]*\{\{[<%] tab [^\n]*\n', lambda _, __: ""
        ),
        "tab value changed": in_text(r'(?<=<TabItem value=")\w+', lambda _, m: _renamed(m[0])),
        "include dropped": in_text(
            r"^[^\n`]*(?:--8<--|\{\{#(?:rustdoc_)?include|<!--@include:|\{[*!] |\{\{<? ?include|\{% include)[^\n]*\n",
            lambda _, __: "",
        ),
        "include of another file": in_text(
            r"(?:--8<-- \"|\{\{#include |\{\{#rustdoc_include |<!--@include: |\{[*!] ?|\{% include )[\w./-]+?(?=\.\w+)",
            lambda _, m: _renamed(m[0]),
        ),
        "include in code of another file": _in_code(
            r"(?:--8<-- \"|\{\{#include |\{\{#rustdoc_include |\{[*!] ?)[\w./-]+?(?=\.\w+)", lambda m: _renamed(m[0])
        ),
        "shortcode dropped": in_text(r"\{\{[<%] *\w[^{}\n]*[>%]\}\}", lambda _, __: ""),
        "shortcode without its end": in_text(r"\{\{[<%] */[^{}\n]*[>%]\}\}", lambda _, __: ""),
        "shortcode renamed": in_text(r"(?<=\{\{[<%] )[a-z][\w-]+", lambda _, m: _renamed(m[0])),
        "parameter of a shortcode": in_text(
            r'(?<=\{\{[<%] )([\w-]+ [^{}\n]*?\b[\w-]+=")(\w+)', lambda _, m: f"{m[1]}{_renamed(m[2])}"
        ),
        "Liquid tag dropped": in_text(r"\{%-? *\w[^{}\n]*%\}", lambda _, __: ""),
        "Liquid tag renamed": in_text(r"(?<=\{% )[a-z]\w+", lambda _, m: _renamed(m[0])),
        "component renamed": in_text(r"(?<=<)[A-Z][A-Za-z]{2,}(?=[ >\n/])", lambda _, m: _renamed(m[0])),
        "component not closed": in_text(r"^[ \t]*</[A-Z][A-Za-z]+>[ \t]*$", lambda _, __: ""),
        "component dropped": in_text(r"<[A-Z][A-Za-z]+[^<>\n]*/>", lambda _, __: ""),
        "attribute of a component renamed": in_text(
            r"(<[A-Z][A-Za-z]+ [^<>\n]*?)\b([a-z]\w+)(?==)", lambda _, m: f"{m[1]}{_renamed(m[2])}"
        ),
        "attribute of a component dropped": in_text(
            r"(<[A-Z][A-Za-z]+ [^<>\n]*?)\b[a-z]\w+=(?:\"[^\"\n]*\"|\{[^{}\n]*\})", lambda _, m: m[1]
        ),
        "import changed": in_text(r"(?<=^import )[^\n]*?[a-z]{3,}(?= )", lambda _, m: _renamed(m[0])),
        "import dropped": in_text(r"^import [^\n]*\n", lambda _, __: ""),
        "tag dropped": in_text(
            r"</?(?:div|details|summary|span|p|br|img|a|sup|kbd|td|tr|li|ul)\b[^<>\n]*>", lambda _, __: ""
        ),
        "attribute of a tag": in_text(
            r"(<[a-z]+ [^<>\n]*?\b(?:href|src|class|id)=[\"'])([^\"'\n]*\w)(?=[\"'])",
            lambda _, m: f"{m[1]}{_renamed(m[2])}",
        ),
        "heading ID dropped": in_text(
            r"[ \t]*\{[ \t]*(?:#[\w-]+|/\*[^*\n]*\*/|:[^}\n]*)[ \t]*\}[ \t]*$", lambda _, __: ""
        ),
        "heading ID changed": in_text(r"(?<=[#*])[\w-]+(?=[ \t]*(?:\*/)?[ \t]*\}[ \t]*$)", lambda _, m: f"{m[0]}x"),
        "attributes dropped": in_text(r"\{[ :]*\.[^{}\n]*\}", lambda _, __: ""),
        "footnote definition dropped": in_text(r"^\[\^[^\]\n]+\]:[^\n]*\n", lambda _, __: ""),
        "footnote of a text dropped": in_text(r"\[\^[^\]\n]+\](?!:)", lambda _, __: ""),
        "reference definition dropped": in_text(r"^\[(?!\^)[^\]\n]+\]:[^\n]*\n", lambda _, __: ""),
        "reference definition changed": in_text(r"(?<=\]: )(\S*?)[a-z](?=\S?$)", lambda _, m: f"{m[1]}_"),
        "comment opened": in_text(_PARAGRAPH, lambda _, m: f"<!-- {m[0]}"),
        "fence opened": in_text(_PARAGRAPH, lambda _, m: f"```\n{m[0]}"),
        "rule dropped": in_text(r"(?<=\n\n)(?:---+|\*\*\*+|___+)[ \t]*\n", lambda _, __: ""),
        "quote lost": in_text(r"(?:^>[^\n]*\n)+", lambda _, m: re.sub(r"(?m)^> ?", "", m[0])),
        "task done": in_text(r"(?<=^[-*] \[) (?=\])", lambda _, __: "x"),
        "task without its box": in_text(r"(?<=^[-*] )\[[ xX]\] ", lambda _, __: ""),
        "definition without its colon": in_text(r"(?<=^): +(?=\S)", lambda _, __: ""),
        "formula dropped": in_text(r"^\$\$\n[^$]*\$\$\n", lambda _, __: ""),
        "front matter key dropped": _in_front_matter(r"^(?!title)[a-z]\w+:[^\n]*\w[^\n]*\n(?![ -])", lambda _: ""),
        "front matter key renamed": _in_front_matter(r"^[a-z]\w+(?=:)", lambda m: f"{m[0]}x"),
        "front matter value changed": _in_front_matter(
            r"(?<=: )(?:true|false|\d+)$", lambda m: {"true": "false", "false": "true"}.get(m[0], f"{m[0]}1")
        ),
    }
)
"""The kinds of faults by their names."""
