"""Text inside markup: titles of links and images, and alternative texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.markdown.flavours import FLAVOURS
from loc_align.markdown.flavours.parameters import attribute_spans, joined_names
from loc_align.model import Code, Inline, References, Span

_TITLE = re.compile(r"\]\(.*?[\s>](?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')\s*\)\Z", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s(?:alt-text|alt|title)=(?:\"([^\"]*)\"|'([^']*)')")
_PLAIN = References()
_FILE = re.compile(r"[./\\:]\S")
_LETTER = re.compile(r"[^\W\d_]")


def code_texts(parts: Inline, start: int, references: References = _PLAIN) -> Iterator[Span]:
    """Yield the spans of translatable texts inside inline codes.

    Args:
        parts: the content of a block as text and inline codes.
        start: the offset of the content in the document.
        references: the references of the document.
    """
    for part in parts:
        if isinstance(part, Code):
            yield from _texts(part, start, references)
            start += len(part.data)
        else:
            start += len(part)


def _texts(code: Code, start: int, references: References) -> Iterator[Span]:
    if code.type in {"link", "image"} and code.kind == "close":
        found = _TITLE.match(code.data)
        if found and _LETTER.search(found[found.lastindex or 0]):
            yield _span(found, start)
    elif code.type in {"html", "directive"} and not code.text:
        yield from markup_texts(code.data, start, references)


def markup_texts(text: str, start: int, references: References) -> Iterator[Span]:
    """Yield the spans of the visible attribute values in HTML or in a directive.

    Args:
        text: the markup.
        start: the offset of the markup in the document.
        references: the references of the document.
    """
    flavour = FLAVOURS[references.flavour]
    added = references.conventions.attributes
    if flavour.blocks or added:
        if not text.startswith(("<!--", "{/*")):
            names = joined_names(flavour.attributes, added)
            yield from (span for span in attribute_spans(text, start, names) if _is_prose(text, span, start))
        return
    for found in _ATTRIBUTE.finditer(text):
        if _LETTER.search(found[found.lastindex or 0]):
            yield _span(found, start)


def _is_prose(text: str, span: Span, start: int) -> bool:
    """Return whether a value is text for readers, and not the name of a file or a URL."""
    value = text[span.start - start : span.end - start]
    is_file = len(value.split()) == 1 and _FILE.search(value) is not None
    return _LETTER.search(value) is not None and not is_file


def _span(found: re.Match[str], start: int) -> Span:
    first, last = found.span(found.lastindex or 0)
    return Span(start + first, start + last)
