"""Emphasis, strong emphasis and strikethrough (CommonMark 0.31.2, 6.2 and its appendix; GFM 0.29, 6.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from loc_align.markdown.inline.markup import Markup
from loc_align.model import CodeType, Span

_STRONG = 2
"""So many delimiters make strong emphasis, and strikethrough, which has no weaker form."""

_WORD, _SPACE, _PUNCTUATION = range(3)


@dataclass(slots=True)
class Run:
    """A delimiter run; it shrinks from its right end as an opener, from its left end as a closer."""

    marker: str
    start: int
    end: int
    length: int = 0
    """The length at first, which the rule of three looks at."""
    can_open: bool = False
    can_close: bool = False

    @property
    def left(self) -> int:
        """How many delimiters are not used yet."""
        return self.end - self.start

    @property
    def least(self) -> int:
        """How many delimiters a match takes at least."""
        return _STRONG if self.marker == "~" else 1


def match(text: str, runs: Sequence[Run], first: int, last: int) -> Iterator[tuple[Markup, Markup]]:
    """Match the delimiter runs of a stretch of text.

    Args:
        text: the segment.
        runs: the runs of the stretch, in order; those that stay have a ``left`` above 0 afterwards.
        first: where the stretch starts.
        last: where it ends; beyond its borders there is nothing to flank a run.

    Yields:
        The opening and the closing delimiter of each match.
    """
    for run in runs:
        run.length = run.left
        run.can_open, run.can_close = _flanking(text, run, first, last)
    stack: list[Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for closer in runs:
        if closer.can_close:
            yield from _close(closer, stack, bottoms)
        if closer.can_open and closer.left >= closer.least:
            stack.append(closer)


def _close(closer: Run, stack: list[Run], bottoms: dict[tuple[str, bool, int], int]) -> Iterator[tuple[Markup, Markup]]:
    while closer.left >= closer.least:
        key = (closer.marker, closer.can_open, closer.length % 3)
        at = _opener(closer, stack, bottoms.get(key, 0))
        if at is None:
            bottoms[key] = len(stack)
            return
        opener = stack[at]
        width = min(opener.left, closer.left, _STRONG)
        kind: CodeType = "strikethrough" if closer.marker == "~" else "strong" if width == _STRONG else "emphasis"
        opener.end -= width
        closer.start += width
        yield (
            Markup(Span(opener.end, opener.end + width), "open", kind),
            Markup(Span(closer.start - width, closer.start), "close", kind),
        )
        del stack[at + (opener.left >= opener.least) :]
        for other, bottom in bottoms.items():
            bottoms[other] = min(bottom, len(stack))


def _opener(closer: Run, stack: Sequence[Run], bottom: int) -> int | None:
    """The nearest run on the stack that the closer matches; nothing below ``bottom`` does."""
    for at in range(len(stack) - 1, bottom - 1, -1):
        opener = stack[at]
        if opener.marker == closer.marker and not _odd(opener, closer):
            return at
    return None


def _odd(opener: Run, closer: Run) -> bool:
    """The rule of three, which does not hold for strikethrough."""
    if closer.marker == "~" or not (opener.can_close or closer.can_open):
        return False
    return (opener.length + closer.length) % 3 == 0 and (opener.length % 3 != 0 or closer.length % 3 != 0)


def _flanking(text: str, run: Run, first: int, last: int) -> tuple[bool, bool]:
    """Whether a run can open and whether it can close."""
    before = _kind(text[run.start - 1]) if run.start > first else _SPACE
    after = _kind(text[run.end]) if run.end < last else _SPACE
    left = after != _SPACE and (after != _PUNCTUATION or before != _WORD)
    right = before != _SPACE and (before != _PUNCTUATION or after != _WORD)
    if run.marker == "_":
        return left and (not right or before == _PUNCTUATION), right and (not left or after == _PUNCTUATION)
    return left, right


@lru_cache(maxsize=1024)
def _kind(character: str) -> int:
    """What a character is to the rules about flanking."""
    if isWhiteSpace(ord(character)):
        return _SPACE
    return _PUNCTUATION if isMdAsciiPunct(ord(character)) or isPunctChar(character) else _WORD
