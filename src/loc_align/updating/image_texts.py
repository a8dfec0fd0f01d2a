"""The texts of images in side-by-side documents: they are in the target language, and no pair has their source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from loc_align.model import Document

_IMAGE = re.compile(r"!\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\(\s*(<[^<>\n]+>|[^\s()<>]++)[^()\n]*\)")
_TAG = re.compile(r"<img\b[^<>]*>|:::image\b[^\n]*?:::", re.IGNORECASE)
_SOURCE = re.compile(r"\s(?:src|source)=\"([^\"]+)\"", re.IGNORECASE)
_TEXT = re.compile(r"\s(?:alt-text|alt|title)=(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)


def without_texts(document: Document) -> Callable[[str], str]:
    """Return a function that removes the texts of the images outside the pairs of a document from a text.

    Nobody knows the source of such a text, so that it is the same in all versions of the source.

    Args:
        document: a side-by-side document.
    """
    known = frozenset(_images(document))

    def markdown(found: re.Match[str]) -> str:
        return f"![]({found[1]})" if found[1] in known else found[0]

    def tag(found: re.Match[str]) -> str:
        source = _SOURCE.search(found[0])
        return _TEXT.sub("", found[0]) if source is not None and source[1] in known else found[0]

    return lambda text: _TAG.sub(tag, _IMAGE.sub(markdown, text)) if known else text


def _images(document: Document) -> Iterator[str]:
    """Yield the destinations of the images outside pairs."""
    done = 0
    for end, following in [*((pair.span.start, pair.span.end) for pair in document.pairs), (len(document.text), 0)]:
        outside = document.text[done:end]
        yield from (found[1] for found in _IMAGE.finditer(outside))
        for found in _TAG.finditer(outside):
            source = _SOURCE.search(found[0])
            if source is not None:
                yield source[1]
        done = following
