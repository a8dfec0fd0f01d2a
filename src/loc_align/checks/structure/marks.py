"""The markup in a block that its translation keeps: tags, components, includes, IDs, addresses, and code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal

from msgspec import Struct

from loc_align.checks.structure.skeleton import Item
from loc_align.checks.urls import destination, normalized, page
from loc_align.markdown import inline
from loc_align.markdown.flavours import FLAVOURS
from loc_align.markdown.flavours.parameters import attribute_spans, is_text, joined_names
from loc_align.markdown.flavours.titles import title_span
from loc_align.model import Code, Document, Span

MarkKind = Literal["tag", "component", "ID", "HTML tag", "URL", "footnote", "formula", "code span"]
"""What a mark is, as messages name it. A tag is one of a template, or a marker of a maker."""

_ID = re.compile(r"\{[ \t]*:?[ \t]*(?:#|/\*)[ \t]*([\w.:-]+)[ \t]*(?:\*/)?[ \t]*\}")
_TITLE = re.compile(r"(\{\{#title)[^{}]*")
_COMMENT = re.compile(r"\{/\*.*?\*/\}|<!--.*?-->|\{%-?[ \t]*comment\b.*", re.DOTALL)
_INCLUDE = re.compile(r"<!--[ \t]*@include:")
_FOOTNOTE = re.compile(r"\[\^")
_SUBSTITUTE = re.compile(r":[\w+-]+:|\+\+")
_ANCHOR = re.compile(r"<a[ ](?:name|id)=\"([^\"\n]*)\"", re.IGNORECASE)
_NAME = re.compile(r"</?[A-Za-z][\w.:-]*|</?>")
_COMPONENT = re.compile(r"</?(?:[A-Z]|[\w]+[.-])[\w.-]*")
_ATTRIBUTE = re.compile(
    r"([\w:@.#-]+)(?:[ \t\n]*=[ \t\n]*(\"[^\"]*\"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|[^\s>\"'{]+))?"
)
_ADDRESSES = frozenset(("href", "src", "to", "url", "link"))
_LISTS = frozenset(("class", "className", "style", "d", "viewBox", "hl", "lines"))
"""Attributes whose values have spaces, but no words."""
_SCRIPT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
OF_PARITY = re.compile(r":::[ \t]*[A-Za-z]|\[!")
"""How the directives start that ``directive-parity`` compares."""
_MARKER = re.compile(r"(?:!!!|\?{3}\+?|/{3})[ \t]+[a-z][^\n]*")
"""The marker of an admonition in a document that was read in the flavour of another maker."""
_MAX_MARKS = 500
"""The most marks of a block to compare."""


class Mark(Struct, frozen=True):
    """A piece of markup that a translation keeps."""

    kind: MarkKind
    key: str
    """What has to be equal in both documents."""
    span: Span
    shown: str


def marks(document: Document, item: Item, languages: frozenset[str]) -> Iterator[Mark]:
    """Yield the marks of a block.

    Args:
        document: the document.
        item: the block.
        languages: the primary subtags of the source and target languages, which addresses may contain.
    """
    if item.kind in {"code", "thematic_break"}:
        return
    text, at = item.span.of(document.text), item.span.start
    if item.kind == "directive" and OF_PARITY.match(text):
        return
    if (item.kind == "directive" and text[0] not in "<{") or (item.kind == "html" and _SCRIPT.match(text)):
        yield from _lines(text, at)
        return
    marker = _MARKER.match(text)
    if marker is not None:
        yield from _lines(marker[0], at)
    names = joined_names(FLAVOURS[document.flavour].attributes, document.references.conventions.attributes)
    for number, part in enumerate(inline.parse_segment(text, item.kind, document.references)):  # type: ignore[arg-type]
        data = part if isinstance(part, str) else part.data
        if isinstance(part, Code):
            mark = _mark(part, Span(at, at + len(data)), names, languages)
            if mark is not None:
                yield mark
        at += len(data)
        if number == _MAX_MARKS:
            return


def _lines(text: str, at: int) -> Iterator[Mark]:
    """Yield the lines of a marker, or of code, without titles."""
    for line in text.splitlines(keepends=True):
        content = line.strip()
        if content:
            title = title_span(line.lstrip(), 0)
            own = content[: title.start].rstrip('| "[') if title else content
            start = at + len(line) - len(line.lstrip())
            yield Mark("tag", " ".join(own.split()), Span(start, start + len(content)), content)
        at += len(line)


def _mark(code: Code, span: Span, names: Collection[str], languages: frozenset[str]) -> Mark | None:
    """Return the mark that an inline code is; ``None`` for codes that a translation may change."""
    match code.type:
        case "directive":
            return _directive(code.data, span, names)
        case "html":
            return _tag(code.data, span, names, languages)
        case "code":
            return Mark("code span", " ".join(code.text.split()), span, code.data)
        case "math":
            return Mark("formula", "".join(code.text.split()), span, code.data)
    url = code.text if code.type == "autolink" else destination(code) if code.type in {"link", "image"} else None
    return Mark("URL", page(normalized(url), languages), span, url) if url else None


def _directive(data: str, span: Span, names: Collection[str]) -> Mark | None:
    """Return the mark that a directive is. Addresses without brackets are URLs for the rules about units."""
    if not data.startswith(("{", "<", "[", ":", "+", "!", "*", "^", "=", "~", "-", "\\")):
        return None
    found = _ID.fullmatch(data)
    if found is not None:
        return Mark("ID", found[1], span, data)
    if _COMMENT.match(data) or _SUBSTITUTE.match(data) or OF_PARITY.match(data):
        return None
    if _FOOTNOTE.match(data):
        return Mark("footnote", data, span, data)
    return Mark("tag", " ".join(_TITLE.sub(r"\1", _without_texts(data, names)).split()), span, data)


def _without_texts(data: str, names: Collection[str]) -> str:
    """Return a marker or tag without its title and the values of attributes with text."""
    cuts = [*attribute_spans(data, 0, names)]
    title = title_span(data, 0)
    for cut in sorted([*cuts, *([title] if title else [])], key=lambda cut: cut.start, reverse=True):
        data = data[: cut.start] + data[cut.end :]
    return data


def _tag(data: str, span: Span, names: Collection[str], languages: frozenset[str]) -> Mark | None:
    if data.startswith("<!--"):
        return Mark("tag", " ".join(data.split()), span, data) if _INCLUDE.match(data) else None
    opening = _NAME.match(data)
    if opening is None:
        return None
    anchor = _ANCHOR.match(data)
    if anchor is not None:
        return Mark("ID", anchor[1], span, anchor[1])
    element = opening[0].strip("</")
    found = _ATTRIBUTE.findall(data.rstrip("/> \t\n"), opening.end())
    values = sorted(f"{name}={_value(element, name, value, names, languages)}" for name, value in found)
    kind: MarkKind = "component" if _COMPONENT.match(data) else "HTML tag"
    return Mark(kind, " ".join((opening[0], *values)), span, data)


def _value(element: str, name: str, value: str, names: Collection[str], languages: frozenset[str]) -> str:
    """Return what has to be equal of a value: nothing of text for readers."""
    plain = value.strip("\"'")
    if name in _ADDRESSES:
        return page(normalized(plain), languages)
    words = name not in _LISTS and not value.startswith("{") and (" " in plain or not plain.isascii())
    return "" if words or is_text(element, name, names) else " ".join(plain.split())
