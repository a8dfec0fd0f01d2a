"""The translatable spans of a block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from loc_align.markdown.flavours.heading_ids import attributes_start
from loc_align.model import Block, Code, Inline, Span

Cut = Callable[[Inline], tuple[int, ...]]
"""Returns the offsets at which the sentences of a block start, in its joined parts."""

_HEADING = re.compile(r"#{1,6}[ \t]+")
_HEADING_END = re.compile(r"(?:[ \t]*\{#[^{}\s]*\})?(?:[ \t]+#+)?[ \t]*\Z|\r?\n[ \t>]*(?:=+|-+)[ \t]*\Z")
_PREFIX = re.compile(r"\[[ xX]\][ \t]+|\[\^[^\[\]\s]+\]:[ \t]*")
_SEEN = re.compile(r"[^\W_]")
_CODE_TAG = re.compile(r"<code\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def content_span(block: Block, text: str, *, heading_ids: bool = False) -> Span:
    """Return the span of a block without the markers of a heading, a task, or a footnote.

    Args:
        block: the block.
        text: the text of the document.
        heading_ids: whether the attributes of a heading are a marker, in all the forms that makers know.
    """
    start, end = block.span.start, block.span.end
    if block.kind == "heading":
        opening = _HEADING.match(text, start, end)
        start = opening.end() if opening else start
        closing = _HEADING_END.search(text, start, end)
        end = closing.start() if closing else end
        attributes = attributes_start(text[start:end]) if heading_ids else None
        return Span(start, end if attributes is None else start + attributes)
    prefix = _PREFIX.match(text, start, end)
    return Span(prefix.end() if prefix else start, end)


def sentence_spans(parts: Inline, start: int, cut: Cut | None, *, letterless: bool = False) -> Iterator[Span]:
    """Yield the spans of the sentences of a block.

    Args:
        parts: the content of the block as text and inline codes.
        start: the offset of the content in the document.
        cut: returns the sentence starts; ``None`` for one span for the block.
        letterless: whether to yield spans without letters outside inline codes, such as a number or a code span.

    Yields:
        Spans without surrounding white space and without surrounding codes that show no text.
    """
    offsets = [0, *accumulate(len(part if isinstance(part, str) else part.data) for part in parts)]
    for first, last in pairwise([0, *(cut(parts) if cut else ()), offsets[-1]]):
        span = _trimmed(list(_between(parts, offsets, first, last)), letterless=letterless)
        if span is not None:
            yield Span(start + span.start, start + span.end)


def _between(parts: Inline, offsets: Sequence[int], first: int, last: int) -> Iterator[tuple[int, str | Code]]:
    """Yield the parts between two offsets, with their offsets. Text is cut at the borders."""
    for part, begin, end in zip(parts, offsets, offsets[1:], strict=False):
        if end <= first or begin >= last:
            continue
        if isinstance(part, str):
            yield max(begin, first), part[max(0, first - begin) : last - begin]
        else:
            yield begin, part


def _trimmed(parts: list[tuple[int, str | Code]], *, letterless: bool) -> Span | None:
    while parts and _is_trimmed(parts, 0):
        del parts[: _trimmed_length(parts, 0)]
    while parts and _is_trimmed(parts, -1):
        del parts[-_trimmed_length(parts, -1) :]
    if not (any(_is_visible(part) for _, part in parts) if letterless else _has_letters(part for _, part in parts)):
        return None
    (first, opening), (last, closing) = parts[0], parts[-1]
    start = first + (len(opening) - len(opening.lstrip()) if isinstance(opening, str) else 0)
    length = len(closing.rstrip()) if isinstance(closing, str) else len(closing.data)
    return Span(start, last + length)


def _has_letters(parts: Iterable[str | Code]) -> bool:
    """Return whether there is a letter outside inline codes and HTML code elements."""
    element: int | None = None
    for part in parts:
        if isinstance(part, str):
            if element is None and _LETTER.search(part):
                return True
        elif element is None and part.kind == "open" and _CODE_TAG.match(part.data):
            element = part.pair
        elif part.kind == "close" and part.pair == element:
            element = None
    return False


def _is_visible(part: str | Code) -> bool:
    """Return whether a reader sees a letter or a digit."""
    shown = part if isinstance(part, str) else part.data if part.type == "math" else part.text
    return _SEEN.search(shown) is not None


def _is_trimmed(parts: Sequence[tuple[int, str | Code]], index: int) -> bool:
    """Return whether the first or last part is white space, or markup without visible text."""
    part = parts[index][1]
    if isinstance(part, str):
        return not part.strip()
    if part.kind == "standalone":
        return part.type in {"html", "break"} and not part.text.strip()
    return _trimmed_length(parts, index) == 2  # noqa: PLR2004 - an element without content


def _trimmed_length(parts: Sequence[tuple[int, str | Code]], index: int) -> int:
    one = parts[index][1]
    if isinstance(one, str) or one.kind == "standalone" or len(parts) < 2:  # noqa: PLR2004 - no neighbor
        return 1
    other = parts[1 if index == 0 else -2][1]
    return 2 if isinstance(other, Code) and other.type == one.type == "html" and other.pair == one.pair else 1
