"""Parses emphasis, strong emphasis, and strikethrough (CommonMark 0.31.2, 6.2 and appendix; GFM 0.29, 6.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from msgspec import Struct

from loc_align.markdown.inline.markup import Markup
from loc_align.model import CodeType

_STRONG = 2
"""The number of delimiters for strong emphasis, and for strikethrough."""

_WORD, _SPACE, _PUNCTUATION = range(3)


class Run(Struct, gc=False):
    """A delimiter run. Matches take delimiters from the end of an opener, and from the start of a closer."""

    marker: str
    start: int
    end: int
    length: int
    """The original length, for the rule of three."""
    minimum: int
    """The minimum number of delimiters in a match."""
    can_open: bool = False
    can_close: bool = False


def make_run(marker: str, start: int, end: int) -> Run:
    """Return a run that is not matched yet."""
    return Run(marker, start, end, end - start, _STRONG if marker == "~" else 1)


def match(text: str, runs: Sequence[Run], start: int, end: int) -> Iterator[tuple[Markup, Markup]]:
    """Match the delimiter runs in a span of a segment.

    Args:
        text: the Markdown of the segment.
        runs: the runs in the span, in order. They are changed: what is left of them stays unmatched.
        start: the start of the span, a character offset.
        end: the end of the span. For flanking, the span counts as surrounded by white space.

    Yields:
        The opening and the closing delimiter of each match.
    """
    for run in runs:
        run.can_open, run.can_close = _flanking(text, run, start, end)
    stack: list[Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for closer in runs:
        if closer.can_close:
            yield from _close(closer, stack, bottoms)
        if closer.can_open and closer.end - closer.start >= closer.minimum:
            stack.append(closer)


def _close(closer: Run, stack: list[Run], bottoms: dict[tuple[str, bool, int], int]) -> Iterator[tuple[Markup, Markup]]:
    while closer.end - closer.start >= closer.minimum:
        key = (closer.marker, closer.can_open, closer.length % 3)
        at = _opener(closer, stack, bottoms.get(key, 0))
        if at is None:
            bottoms[key] = len(stack)
            return
        opener = stack[at]
        width = min(opener.end - opener.start, closer.end - closer.start, _STRONG)
        kind: CodeType = "strikethrough" if closer.marker == "~" else "strong" if width == _STRONG else "emphasis"
        opener.end -= width
        closer.start += width
        yield (
            Markup(opener.end, opener.end + width, "open", kind),
            Markup(closer.start - width, closer.start, "close", kind),
        )
        del stack[at + (opener.end - opener.start >= opener.minimum) :]
        for other, bottom in bottoms.items():
            bottoms[other] = min(bottom, len(stack))


def _opener(closer: Run, stack: Sequence[Run], bottom: int) -> int | None:
    """Return the index of the nearest matching run on the stack. Runs below ``bottom`` are known not to match."""
    for at in range(len(stack) - 1, bottom - 1, -1):
        opener = stack[at]
        if opener.marker == closer.marker and not _violates_rule_of_three(opener, closer):
            return at
    return None


def _violates_rule_of_three(opener: Run, closer: Run) -> bool:
    """Return whether the rule of three forbids a match (CommonMark 0.31.2, 6.2, rules 9 and 10)."""
    if closer.marker == "~" or not (opener.can_close or closer.can_open):
        return False
    return (opener.length + closer.length) % 3 == 0 and (opener.length % 3 != 0 or closer.length % 3 != 0)


def _flanking(text: str, run: Run, start: int, end: int) -> tuple[bool, bool]:
    """Return whether a run can open emphasis, and whether it can close emphasis."""
    before = _kind(text[run.start - 1]) if run.start > start else _SPACE
    after = _kind(text[run.end]) if run.end < end else _SPACE
    left = after != _SPACE and (after != _PUNCTUATION or before != _WORD)
    right = before != _SPACE and (before != _PUNCTUATION or after != _WORD)
    if run.marker == "_":
        return left and (not right or before == _PUNCTUATION), right and (not left or after == _PUNCTUATION)
    return left, right


@lru_cache(maxsize=1024)
def _kind(character: str) -> int:
    """Classify a character for the flanking rules."""
    if isWhiteSpace(ord(character)):
        return _SPACE
    return _PUNCTUATION if isMdAsciiPunct(ord(character)) or isPunctChar(character) else _WORD
