"""The positions of keys and values in the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loc_align.model import Document, Span

_ENTRY = re.compile(r"^([^\s#:'\"\[{&*!|>%@`-][^:\n]*+):(?=[ \t]|\r?$)[ \t]*([^\r\n]*)", re.MULTILINE)


def entries(document: Document) -> Iterator[tuple[str, Span, Span]]:
    """Yield the top-level keys of the front matter, each with its span and the span of its value."""
    if document.front_matter is None:
        return
    end = document.front_matter.span.end
    for found in _ENTRY.finditer(document.text, document.front_matter.span.start, end):
        name = found[1].rstrip()
        yield name, Span(found.start(1), found.start(1) + len(name)), Span(*found.span(2))


def value_span(document: Document, key: str) -> Span:
    """Return the span of the value of a key, or the first line of the document if the key is not found."""
    for name, _, value in entries(document):
        if name.strip("'\"") == key:
            return value
    return first_line(document)


def key_spans(document: Document) -> dict[str, Span]:
    """Return the span of each top-level key of the front matter; the first one if a key is repeated."""
    found: dict[str, Span] = {}
    for name, span, _ in entries(document):
        found.setdefault(name.strip("'\""), span)
    return found


def nested_span(document: Document, path: Sequence[str]) -> Span:
    """Return the span of the value of a key in YAML, TOML, or JSON, or the first line if the key is not found.

    Args:
        document: the document.
        path: the keys from the outermost to the innermost.
    """
    if document.front_matter is None:
        return first_line(document)
    at, end, found = document.front_matter.span.start, document.front_matter.span.end, None
    for key in path:
        name = re.compile(rf"""(?<![\w.-])["']?{re.escape(key)}["']?(?:[ \t]*[:=][ \t]*([^\r\n]*)|\])""")
        found = name.search(document.text, at, end)
        if found is None:
            return first_line(document)
        at = found.end() if found[1] is None else found.start(1)
    return Span(*found.span(1 if found[1] is not None else 0)) if found else first_line(document)


def first_line(document: Document) -> Span:
    """Return the span of the first line of the document."""
    end = document.text.find("\n")
    return Span(0, len(document.text) if end < 0 else end)


def has_all_values(document: Document) -> bool:
    """Return whether a key without a value is missing. In invalid YAML, it can be on a line that was not read."""
    return all(defect.code != "front-matter-yaml" for defect in document.defects)
