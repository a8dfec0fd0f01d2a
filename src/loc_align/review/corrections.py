"""Corrections of an alignment: how they are written, and where they belong in documents that have changed since."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from msgspec import Struct

from loc_align.errors import FormatError
from loc_align.model import Document, Span

VERSION = 1
"""The version of the form; it changes when a reader of the old one would go wrong."""

Action = Literal["link", "unlink", "split", "confirm"]
"""What a person did. Each correction says what is right afterwards, so that all four are obeyed in the same way."""

_ACTIONS = frozenset(get_args(Action))
_NEAR = 400
"""So many characters before and after a text are searched for its neighbours."""

_BETWEEN_WORDS = re.compile(r"[\s>]+")
"""White space, and the mark of a quote at the beginning of a line."""

Link = tuple[tuple[Span, ...], tuple[Span, ...]]
"""Spans of the source document that belong to spans of the target document."""


class Quote(Struct, frozen=True):
    """A stretch of a document, known by its text and its neighbours (after the selectors of W3C's Web Annotation)."""

    text: str
    start: int = 0
    """Its offset when the correction was made."""
    before: str = ""
    """The end of the segment before it."""
    after: str = ""
    """The beginning of the segment after it."""


class Correction(Struct, frozen=True):
    """One bead as a person says that it is; with nothing on one side, that side has no partner."""

    path: str
    """The path of the target document."""
    source: tuple[Quote, ...]
    target: tuple[Quote, ...]
    action: Action = "link"


class Located(Struct, frozen=True):
    """What corrections say about two documents as they are now."""

    links: tuple[Link, ...]
    lost: tuple[Correction, ...]
    """Those whose text is no longer in the documents."""


def read_corrections(data: bytes, name: str = "") -> tuple[Correction, ...]:
    """Read corrections that a review page saved.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        FormatError: the file is not of the form; the message names the file and the correction.
    """
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        message = f"{name}: this is no JSON; save the corrections from a review page again"
        raise FormatError(message) from None
    if not isinstance(values, dict) or not isinstance(values.get("corrections"), list):
        message = f"{name}: this is no file of corrections; save one from a review page"
        raise FormatError(message)
    if values.get("version") != VERSION:
        message = (
            f"{name}: version {values.get('version')!r} of the form is unknown; this program reads version {VERSION}"
        )
        raise FormatError(message)
    return tuple(_correction(item, f"{name}: correction {at}") for at, item in enumerate(values["corrections"], 1))


def _correction(item: object, where: str) -> Correction:
    if not isinstance(item, dict) or not isinstance(item.get("path"), str) or item.get("action") not in _ACTIONS:
        message = f"{where}: it must have a 'path' and an 'action' ({', '.join(sorted(_ACTIONS))})"
        raise FormatError(message)
    source, target = (tuple(_quotes(item.get(side, []), f"{where}: {side!r}")) for side in ("source", "target"))
    if not source and not target:
        message = f"{where}: it names neither a source nor a target"
        raise FormatError(message)
    return Correction(item["path"], source, target, item["action"])


def _quotes(items: object, where: str) -> Iterator[Quote]:
    if not isinstance(items, list):
        message = f"{where} must be an array"
        raise FormatError(message)
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("text"), str) or not item["text"].strip():
            message = f"{where} must hold objects with a 'text'"
            raise FormatError(message)
        yield Quote(item["text"], _offset(item), _string(item, "before"), _string(item, "after"))


def _offset(item: Mapping[str, Any]) -> int:
    start = item.get("start", 0)
    return start if isinstance(start, int) and start >= 0 else 0


def _string(item: Mapping[str, Any], key: str) -> str:
    text = item.get(key, "")
    return text if isinstance(text, str) else ""


def locate(corrections: Iterable[Correction], source: Document, target: Document) -> Located:
    """Find what corrections speak of in two documents, which may have changed since.

    A text is found by its words, however they are wrapped. Where it occurs several times, the one between the same
    neighbours is taken, and among equals the one that is nearest to its old place. Where corrections contradict each
    other, the later one holds.

    Args:
        corrections: those of the target document.
        source: the source document.
        target: the target document.
    """
    links: list[Link] = []
    lost: list[Correction] = []
    for correction in corrections:
        sources, targets = _spans(correction.source, source.text), _spans(correction.target, target.text)
        if sources is None or targets is None:
            lost.append(correction)
            continue
        links = [link for link in links if not _touch(link[0], sources) and not _touch(link[1], targets)]
        links.append((sources, targets))
    return Located(tuple(links), tuple(lost))


def _spans(quotes: Sequence[Quote], text: str) -> tuple[Span, ...] | None:
    found = [_find(quote, text) for quote in quotes]
    spans = tuple(span for span in found if span is not None)
    return spans if len(spans) == len(found) else None


def _find(quote: Quote, text: str) -> Span | None:
    words = _BETWEEN_WORDS.split(quote.text.strip("> \t\r\n"))
    spans = [Span(*found.span()) for found in _pattern(words).finditer(text)] if words[0] else []
    return min(spans, key=lambda span: (-_neighbours(quote, span, text), abs(span.start - quote.start)), default=None)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Words however they are wrapped, and not as a part of a longer word."""
    start = r"(?<![0-9A-Za-z])" if words[0][0].isalnum() else ""
    end = r"(?![0-9A-Za-z])" if words[-1][-1].isalnum() else ""
    return re.compile(f"{start}{_BETWEEN_WORDS.pattern.join(map(re.escape, words))}{end}")


def _neighbours(quote: Quote, span: Span, text: str) -> int:
    """How many of a text's neighbours stand beside a place where it was found."""
    before = bool(quote.before) and quote.before in text[max(0, span.start - _NEAR) : span.start]
    return before + (bool(quote.after) and quote.after in text[span.end : span.end + _NEAR])


def _touch(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in spans for other in others)
