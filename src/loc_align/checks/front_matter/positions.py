"""Where keys and values stand in the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.model import Document, Span

_ENTRY = re.compile(r"^([^\s#:'\"\[{&*!|>%@`-][^:\n]*+):(?=[ \t]|\r?$)[ \t]*([^\r\n]*)", re.MULTILINE)


def entries(document: Document) -> Iterator[tuple[str, Span, Span]]:
    """The top-level keys of the front matter, each with the span of the key and of the rest of its line."""
    if document.front_matter is None:
        return
    end = document.front_matter.span.end
    for found in _ENTRY.finditer(document.text, document.front_matter.span.start, end):
        name = found[1].rstrip()
        yield name, Span(found.start(1), found.start(1) + len(name)), Span(*found.span(2))


def value_place(document: Document, key: str) -> Span:
    """The span of a key's value; the front matter's first line where the key is not written plainly."""
    for name, _, value in entries(document):
        if name.strip("'\"") == key:
            return value
    return first_line(document)


def first_line(document: Document) -> Span:
    """The first line of the document."""
    end = document.text.find("\n")
    return Span(0, len(document.text) if end < 0 else end)
