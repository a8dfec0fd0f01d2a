"""Corrections of an alignment: reads them, and locates them in documents that can have changed since the review."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from msgspec import Struct

from loc_align.errors import FormatError
from loc_align.model import Document, Span

VERSION = 1
"""The version of the file format. It changes when a reader of the previous version would misread a file."""

Action = Literal["link", "unlink", "split", "confirm"]
"""What the reviewer did. A correction contains the resulting bead, so all actions are applied in the same way."""

_ACTIONS = get_args(Action)
_CONTEXT = 400
"""How many characters before and after a text are searched for its neighbors."""

_BETWEEN_WORDS = re.compile(r"[\s>]+")
"""White space, and the marker of a block quote at the start of a line."""

Link = tuple[tuple[Span, ...], tuple[Span, ...]]
"""Spans of the source document, and the spans of the target document that translate them."""


class Quote(Struct, frozen=True):
    """A piece of a document, identified by its text and its neighbors (like the selectors of W3C Web Annotation)."""

    text: str
    start: int = 0
    """Its character offset at the time of the correction."""
    before: str = ""
    """The end of the previous segment."""
    after: str = ""
    """The start of the next segment."""


class Correction(Struct, frozen=True):
    """A bead as a reviewer has set it. If one side is empty, the other has no translation."""

    path: str
    """The path of the target document."""
    source: tuple[Quote, ...]
    target: tuple[Quote, ...]
    action: Action = "link"


class Located(Struct, frozen=True):
    """Corrections, located in the current versions of two documents."""

    links: tuple[Link, ...]
    lost: tuple[Correction, ...]
    """The corrections whose text is no longer in the documents."""


def read_corrections(data: bytes, name: str = "") -> tuple[Correction, ...]:
    """Read corrections that a review page saved.

    Args:
        data: the bytes of the file.
        name: the name of the file, for messages.

    Returns:
        The corrections, in the order of the file.

    Raises:
        FormatError: the file is not a file of corrections. The message names the file and the correction.
    """
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        message = f"{name}: not valid JSON; save the corrections from the review page again"
        raise FormatError(message) from None
    if not isinstance(values, dict) or not isinstance(values.get("corrections"), list):
        message = f"{name}: not a file of corrections; save one from a review page"
        raise FormatError(message)
    if values.get("version") != VERSION:
        message = (
            f"{name}: the file has version {values.get('version')!r}, but this program reads version {VERSION}; save "
            "the corrections from a new review page"
        )
        raise FormatError(message)
    return tuple(_correction(item, f"{name}: correction {at}") for at, item in enumerate(values["corrections"], 1))


def _correction(item: object, where: str) -> Correction:
    if not isinstance(item, dict) or not isinstance(item.get("path"), str) or item.get("action") not in _ACTIONS:
        message = f"{where}: a 'path' and an 'action' ({', '.join(sorted(_ACTIONS))}) are required"
        raise FormatError(message)
    source, target = (tuple(_quotes(item.get(side, []), f"{where}: {side!r}")) for side in ("source", "target"))
    if not source and not target:
        message = f"{where}: a 'source' or a 'target' is required"
        raise FormatError(message)
    return Correction(item["path"], source, target, item["action"])


def _quotes(items: object, where: str) -> Iterator[Quote]:
    if not isinstance(items, list):
        message = f"{where} must be an array"
        raise FormatError(message)
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("text"), str) or not item["text"].strip():
            message = f"{where} must contain objects with a 'text'"
            raise FormatError(message)
        yield Quote(item["text"], _offset(item), _string(item, "before"), _string(item, "after"))


def _offset(item: Mapping[str, Any]) -> int:
    start = item.get("start", 0)
    return start if isinstance(start, int) and start >= 0 else 0


def _string(item: Mapping[str, Any], key: str) -> str:
    text = item.get(key, "")
    return text if isinstance(text, str) else ""


def locate(corrections: Iterable[Correction], source: Document, target: Document) -> Located:
    """Locate corrections in two documents, which can have changed since the corrections were saved.

    A text is found by its words, regardless of line breaks. If it occurs more than once, the occurrence with the same
    neighbors is preferred, then the one nearest to the old offset. If corrections contradict each other, the last one
    applies.

    Args:
        corrections: the corrections for the target document.
        source: the source document.
        target: the target document.

    Returns:
        The corrections as spans, and those whose text was not found.
    """
    links: list[Link] = []
    lost: list[Correction] = []
    for correction in corrections:
        sources, targets = _spans(correction.source, source.text), _spans(correction.target, target.text)
        if sources is None or targets is None:
            lost.append(correction)
            continue
        links = [link for link in links if not _overlap(link[0], sources) and not _overlap(link[1], targets)]
        links.append((sources, targets))
    return Located(tuple(links), tuple(lost))


def _spans(quotes: Sequence[Quote], text: str) -> tuple[Span, ...] | None:
    found = [_find(quote, text) for quote in quotes]
    spans = tuple(span for span in found if span is not None)
    return spans if len(spans) == len(found) else None


def _find(quote: Quote, text: str) -> Span | None:
    words = [word for word in _BETWEEN_WORDS.split(quote.text) if word]
    spans = [Span(*found.span()) for found in _pattern(words).finditer(text)] if words else []
    return min(spans, key=lambda span: (-_neighbors(quote, span, text), abs(span.start - quote.start)), default=None)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern that matches the words across line breaks, but not inside longer words."""
    start = r"(?<![0-9A-Za-z])" if words[0][0].isalnum() else ""
    end = r"(?![0-9A-Za-z])" if words[-1][-1].isalnum() else ""
    return re.compile(f"{start}{_BETWEEN_WORDS.pattern.join(map(re.escape, words))}{end}")


def _neighbors(quote: Quote, span: Span, text: str) -> int:
    """Count the neighbors of a quote, 0 to 2, that are near a span."""
    before = bool(quote.before) and quote.before in text[max(0, span.start - _CONTEXT) : span.start]
    return before + (bool(quote.after) and quote.after in text[span.end : span.end + _CONTEXT])


def _overlap(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in spans for other in others)
