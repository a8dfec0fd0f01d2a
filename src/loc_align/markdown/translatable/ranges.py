"""Which stretches of a block are words to translate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from loc_align.model import Block, Code, Inline, Span

Cut = Callable[[Inline], tuple[int, ...]]
"""Where the sentences of a block start: offsets into its joined parts."""

_HEADING = re.compile(r"#{1,6}[ \t]+")
_HEADING_END = re.compile(r"(?:[ \t]*\{#[^{}\s]*\})?(?:[ \t]+#+)?[ \t]*\Z|\r?\n[ \t>]*(?:=+|-+)[ \t]*\Z")
_PREFIX = re.compile(r"\[[ xX]\][ \t]+|\[\^[^\[\]\s]+\]:[ \t]*")
_SEEN = re.compile(r"[^\W_]")
_CODE_TAG = re.compile(r"<code\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def content_span(block: Block, text: str) -> Span:
    """A block without the marks that make it what it is: those of a heading, a task, a footnote."""
    start, end = block.span.start, block.span.end
    if block.kind == "heading":
        opening = _HEADING.match(text, start, end)
        start = opening.end() if opening else start
        closing = _HEADING_END.search(text, start, end)
        return Span(start, closing.start() if closing else end)
    prefix = _PREFIX.match(text, start, end)
    return Span(prefix.end() if prefix else start, end)


def word_spans(parts: Inline, start: int, cut: Cut | None, *, bare: bool = False) -> Iterator[Span]:
    """The spans of the segments of a block.

    Args:
        parts: the block's content as text and codes.
        start: its offset in the document.
        cut: where sentences start; without it the block is one segment.
        bare: whether what holds no letter outside of codes counts, too: a number, a code span.

    Yields:
        Spans without white space and codes at their rims that stand for no words; only those that hold a letter.
    """
    offsets = [0, *accumulate(len(part if isinstance(part, str) else part.data) for part in parts)]
    for first, last in pairwise([0, *(cut(parts) if cut else ()), offsets[-1]]):
        span = _trimmed(list(_between(parts, offsets, first, last)), bare=bare)
        if span is not None:
            yield Span(start + span.start, start + span.end)


def _between(parts: Inline, offsets: Sequence[int], first: int, last: int) -> Iterator[tuple[int, str | Code]]:
    """The parts of a stretch with their offsets, text cut at its borders."""
    for part, begin, end in zip(parts, offsets, offsets[1:], strict=False):
        if end <= first or begin >= last:
            continue
        if isinstance(part, str):
            yield max(begin, first), part[max(0, first - begin) : last - begin]
        else:
            yield begin, part


def _trimmed(parts: list[tuple[int, str | Code]], *, bare: bool) -> Span | None:
    while parts and _is_rim(parts, 0):
        del parts[: _rim_length(parts, 0)]
    while parts and _is_rim(parts, -1):
        del parts[-_rim_length(parts, -1) :]
    if not (any(_shows(part) for _, part in parts) if bare else _has_words(part for _, part in parts)):
        return None
    (first, opening), (last, closing) = parts[0], parts[-1]
    start = first + (len(opening) - len(opening.lstrip()) if isinstance(opening, str) else 0)
    length = len(closing.rstrip()) if isinstance(closing, str) else len(closing.data)
    return Span(start, last + length)


def _has_words(parts: Iterable[str | Code]) -> bool:
    """Whether there is a letter outside of what HTML marks as code."""
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


def _shows(part: str | Code) -> bool:
    """Whether a reader sees a letter or a digit."""
    shown = part if isinstance(part, str) else part.data if part.type == "math" else part.text
    return _SEEN.search(shown) is not None


def _is_rim(parts: Sequence[tuple[int, str | Code]], place: int) -> bool:
    """Whether the first or last part is white space, or markup that neither shows nor holds a word."""
    part = parts[place][1]
    if isinstance(part, str):
        return not part.strip()
    if part.kind == "standalone":
        return part.type in {"html", "break"} and not part.text.strip()
    return _rim_length(parts, place) == 2  # noqa: PLR2004 - an element without content


def _rim_length(parts: Sequence[tuple[int, str | Code]], place: int) -> int:
    one = parts[place][1]
    if isinstance(one, str) or one.kind == "standalone" or len(parts) < 2:  # noqa: PLR2004 - it has no neighbor
        return 1
    other = parts[1 if place == 0 else -2][1]
    return 2 if isinstance(other, Code) and other.type == one.type == "html" and other.pair == one.pair else 1
